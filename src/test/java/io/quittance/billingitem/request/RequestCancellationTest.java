package io.quittance.billingitem.request;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Role;
import io.quittance.contract.Body;
import io.quittance.contract.Harbor;
import io.quittance.testing.Api;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Requested;
import io.quittance.testing.Together;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asking for the end of several items, and looking at what was asked. */
@QuarkusTest
class RequestCancellationTest extends FunctionTest {

    @BeforeEach
    void begin() {
        api.has(Harbor.RECORDS);
    }

    @Test
    void opensARequestThatWaitsAndTellsOnce() {
        String id = api.command("request-cancellation", Requested.body("network", "firewall", "server"))
                .then()
                .statusCode(200)
                .body("cancellationRequestId", startsWith("CR-"))
                .body("accountId", is("harbor"))
                .body("state", is("PENDING"))
                .body("reason.code", is("NO_LONGER_NEEDED"))
                .body("termsVersion", is("v1"))
                .body("requestedBy", is("test-billing-admin"))
                .body("approvedAt", nullValue())
                .body("items.billingItemId", is(List.of("network", "firewall", "server")))
                .body("items.result", is(List.of("WAITING", "WAITING", "WAITING")))
                .body("items.timing", is(List.of("ANNIVERSARY", "ANNIVERSARY", "ANNIVERSARY")))
                .body("items.effectiveOn", is(List.of("2026-07-10", "2026-07-10", "2026-06-30")))
                .body("contactLine", is("Open a ticket to accounting."))
                .extract()
                .path("cancellationRequestId");
        assertEquals(List.of(id), api.events("cancellation-request.requested"));
        // Nothing ends before it is approved.
        api.ask("list-billing-items", json("scheduled", true)).then().body("items", is(List.of()));
        assertEquals(0, books.number("select count(*) from cancellation where tenant_id = ?", api.tenant()));
    }

    @Test
    void refusesItemsThatCannotEndListsThemAllAndChangesNothing() {
        api.command("request-cancellation", Requested.body("server", "network", "fee"))
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                // The first in the order of reasons.
                .body("reason", is("ITEM_NOT_CANCELABLE"))
                .body("items[0].alternative", is("Ask the support."))
                .body("refusedItems.billingItemId", containsInAnyOrder("network", "fee"))
                .body("refusedItems.reason", containsInAnyOrder("ITEM_HAS_DEPENDENTS", "ITEM_NOT_CANCELABLE"));
        assertEquals(0, books.number("select count(*) from cancellation_request where tenant_id = ?", api.tenant()));
        assertEquals(1, api.events("command.refused").size());
        api.command("request-cancellation", Requested.body("network", "firewall"))
                .then()
                .statusCode(200);
    }

    @Test
    void answersTheSameWhenAskedTwice() {
        String body = Requested.body("server", "backup");
        String first = api.command("request-cancellation", "k-1", body).asString();
        api.command("request-cancellation", "k-1", body)
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body(equalTo(first));
        assertEquals(1, books.number("select count(*) from cancellation_request where tenant_id = ?", api.tenant()));
    }

    @Test
    void hidesTheItemsOfOtherAccountsAndTenants() {
        String body = Requested.body("server", "backup");
        Api kawa = api.asCustomerOf("kawa");
        for (Api other : List.of(kawa, Api.newTenant())) {
            for (String function : List.of("request-cancellation", "preview-cancellation-request")) {
                other.command(function, body).then().statusCode(404).body("reason", is("BILLING_ITEM_NOT_FOUND"));
            }
        }
        // Nor does it matter where the foreign item stands.
        kawa.command("request-cancellation", Requested.body("mail", "server"))
                .then()
                .statusCode(404)
                .body("reason", is("BILLING_ITEM_NOT_FOUND"));
        api.command("request-cancellation", Requested.body("server", "nothing"))
                .then()
                .statusCode(404)
                .body("reason", is("BILLING_ITEM_NOT_FOUND"));
        api.asCustomerOf("harbor")
                .command("request-cancellation", body)
                .then()
                .statusCode(200)
                .body("requestedBy", is("test-customer"));
    }

    @Test
    void hidesRequestsOfOtherAccountsAndTenants() {
        String id = Requested.by(api, "server");
        for (Api other : List.of(api.asCustomerOf("kawa"), Api.newTenant())) {
            Requested.get(other, id).then().statusCode(404).body("reason", is("CANCELLATION_REQUEST_NOT_FOUND"));
            other.ask("list-cancellation-requests", "{}").then().body("items", is(List.of()));
        }
        Requested.get(api.asCustomerOf("harbor"), id).then().statusCode(200);
    }

    @Test
    void namesBadInputByItsPointers() {
        bad(Requested.body(), "/items");
        bad(json("acknowledged", true), "/items", "/reason");
        bad(Requested.body("server", "backup", "server", "backup"), "/items/2/billingItemId", "/items/3/billingItemId");
        bad(Requested.body("server", "mail", "backup"), "/items/1/billingItemId");
        bad(Requested.body("server", ""), "/items/1/billingItemId");
        bad(Requested.body("server").replace("[{", "[null,{"), "/items/0");
        bad(Requested.body("server!").replace("IMMEDIATE", "SOON"), "/items/0/timing");
        assertEquals(0, books.number("select count(*) from cancellation_request where tenant_id = ?", api.tenant()));
    }

    private void bad(String body, String... pointers) {
        api.command("request-cancellation", body)
                .then()
                .statusCode(400)
                .body("reason", is("INVALID_REQUEST"))
                .body("errors.pointer", containsInAnyOrder(pointers));
    }

    @Test
    void refusesWithoutAcknowledgedTermsOrAReasonOfTheCatalogue() {
        String body = Requested.body("server", "backup");
        api.command("request-cancellation", body.replace("true", "false"))
                .then()
                .statusCode(422)
                .body("reason", is("TERMS_NOT_ACKNOWLEDGED"))
                .body("termsVersion", is("v1"));
        api.command("request-cancellation", body.replace("NO_LONGER_NEEDED", "BOREDOM"))
                .then()
                .statusCode(422)
                .body("reason", is("REASON_UNKNOWN"));
        api.asCustomerOf("harbor")
                .command("request-cancellation", body.replace("NO_LONGER_NEEDED", "DUNNING"))
                .then()
                .statusCode(422)
                .body("reason", is("REASON_UNKNOWN"));
    }

    @Test
    void refusesAnItemThatStandsInAnOpenRequest() {
        String id = Requested.by(api, "server", "backup");
        for (int round = 0; round < 2; round++) {
            api.command("request-cancellation", Requested.body("network", "firewall", "backup"))
                    .then()
                    .statusCode(409)
                    .body("reason", is("CANCELLATION_ALREADY_REQUESTED"))
                    .body("billingItemId", is("backup"))
                    .body("cancellationRequestId", is(id));
            api.command("cancel-billing-item", Harbor.cancel("backup", "IMMEDIATE"))
                    .then()
                    .statusCode(409)
                    .body("reason", is("CANCELLATION_ALREADY_REQUESTED"))
                    .body("cancellationRequestId", is(id));
            // The same while it waits and while it is scheduled.
            api.command("approve-cancellation-request", Requested.named(id));
        }
        api.command("remove-from-cancellation-request", Requested.item(id, "backup"))
                .then()
                .statusCode(200);
        api.command("cancel-billing-item", Harbor.cancel("backup", "IMMEDIATE"))
                .then()
                .statusCode(200);
    }

    @Test
    void refusesAnItemWhoseCancellationIsScheduledOrDone() {
        String id = api.command("cancel-billing-item", Harbor.cancel("server", "ANNIVERSARY"))
                .path("cancellationId");
        api.command("request-cancellation", Requested.body("backup", "disk"))
                .then()
                .statusCode(409)
                .body("reason", is("CANCELLATION_ALREADY_SCHEDULED"))
                .body("cancellationId", is(id));
        api.command("cancel-billing-item", Harbor.cancel("backup", "IMMEDIATE"));
        api.command("request-cancellation", Requested.body("backup"))
                .then()
                .statusCode(409)
                .body("reason", is("BILLING_ITEM_ALREADY_CANCELED"));
    }

    @Test
    void opensOneOfManyRequestsForTheSameItem() {
        List<Response> answers = Together.times(
                16, i -> api.command("request-cancellation", "key-" + i, Requested.body("server", "backup")));
        Map<Integer, Long> statuses =
                answers.stream().collect(Collectors.groupingBy(Response::statusCode, Collectors.counting()));
        assertEquals(Map.of(200, 1L, 409, 15L), statuses);
        assertEquals(1, books.number("select count(*) from cancellation_request where tenant_id = ?", api.tenant()));
    }

    @Test
    void keepsCustomersToTheSelfServicePolicy() {
        String id = Requested.by(api, "server", "backup");
        api.has(json(
                "policy",
                Body.of(
                        "selfServiceCancellation",
                        false,
                        "termsVersion",
                        "v1",
                        "termsText",
                        "Gone.",
                        "contactLine",
                        "Ask.")));
        Api customer = api.asCustomerOf("harbor");
        for (Response refused : List.of(
                customer.command("request-cancellation", Requested.body("network", "firewall")),
                customer.ask("preview-cancellation-request", Requested.body("network", "firewall")),
                customer.command("void-cancellation-request", Requested.named(id)),
                customer.command("remove-from-cancellation-request", Requested.item(id, "server")))) {
            refused.then().statusCode(422).body("reason", is("SELF_SERVICE_NOT_ALLOWED"));
        }
        api.as(Role.AGENT)
                .command("void-cancellation-request", Requested.named(id))
                .then()
                .statusCode(200);
    }

    @Test
    void previewsWhatIsAgreedToAndChangesNothing() {
        api.has(Requested.RACK);
        Response preview = api.ask("preview-cancellation-request", Requested.body("shelf", "rack", "server!"));
        preview.then()
                .statusCode(200)
                .body("plan.items.billingItemId", is(List.of("shelf", "rack", "server")))
                .body("plan.items.plan.effectiveOn", is(List.of("2026-06-25", "2026-06-15", "2026-06-10")))
                .body("plan.items[0].endsWith", is("rack"))
                .body("plan.items[1].endsWith", nullValue())
                .body("plan.items[1].plan.billingItems.billingItemId", is(List.of("rack", "shelf")))
                .body("plan.items[2].plan.warnings.code", containsInAnyOrder("NO_REFUND", "STAYS_ON_INVOICES"))
                .body("plan.terms.version", is("v1"));
        assertEquals(0, books.number("select count(*) from cancellation_request where tenant_id = ?", api.tenant()));
        String body = Requested.body("shelf", "rack", "server!");
        Response asked = api.command("request-cancellation", Body.read(body).quote(preview.path("quote")));
        asked.then().statusCode(200);
        assertEquals(preview.<Object>path("plan"), asked.path("plan"));
    }

    @Test
    void refusesAQuoteThatIsNoLongerTheQuotedOne() {
        String body = Requested.body("server", "backup");
        String quote = api.ask("preview-cancellation-request", body).path("quote");
        clock.moveTo("2026-06-15T04:00:00Z");
        String later = api.ask("preview-cancellation-request", body).path("quote");
        for (String each : List.of(quote, later)) {
            Response answer =
                    api.command("request-cancellation", Body.read(body).quote(each));
            if (each.equals(later)) {
                answer.then().statusCode(200);
            } else {
                answer.then().statusCode(409).body("reason", is("QUOTE_CHANGED"));
            }
        }
    }

    @Test
    void listsRequestsByAccountItemAndState() {
        String first = Requested.by(api, "server", "backup");
        String second = Requested.approved(api, "network", "firewall");
        String third = Requested.by(api, "mail");
        api.command("void-cancellation-request", Requested.named(third));
        lists("{}", first, second, third);
        lists(json("accountId", "kawa"), third);
        lists(json("billingItemId", "firewall"), second);
        lists(json("state", "PENDING"), first);
        lists(json("state", "APPROVED"), second);
        lists(json("state", "VOIDED"), third);
        lists(json("state", "COMPLETE"));
        // The clock decides, not the job.
        clock.moveTo("2026-07-10T04:00:00Z");
        lists(json("state", "APPROVED"));
        lists(json("state", "COMPLETE"), second);
        String cursor = api.ask("list-cancellation-requests", json("limit", 2)).path("nextCursor");
        lists(json("cursor", cursor), third);
        api.asCustomerOf("kawa")
                .ask("list-cancellation-requests", "{}")
                .then()
                .body("items.cancellationRequestId", is(List.of(third)))
                .body("items[0].billingItemIds", is(List.of("mail")));
    }

    private void lists(String filter, String... ids) {
        api.ask("list-cancellation-requests", filter)
                .then()
                .statusCode(200)
                .body("items.cancellationRequestId", is(List.of(ids)));
    }
}
