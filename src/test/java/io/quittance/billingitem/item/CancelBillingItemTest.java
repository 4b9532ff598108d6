package io.quittance.billingitem.item;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Role;
import io.quittance.contract.Body;
import io.quittance.contract.Commands;
import io.quittance.contract.Harbor;
import io.quittance.testing.Api;
import io.quittance.testing.FunctionTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CancelBillingItemTest extends FunctionTest {

    @BeforeEach
    void begin() {
        api.has(Harbor.RECORDS);
    }

    @Test
    void endsAnItemAtOnceWithItsChildrenAndTellsOnce() {
        api.command("cancel-billing-item", Harbor.cancel("server", "IMMEDIATE"))
                .then()
                .statusCode(200)
                .body("state", is("EFFECTIVE"))
                .body("effectiveOn", is("2026-06-10"))
                .body("plan.billingItems.billingItemId", is(List.of("server", "disk")))
                .body("plan.staysOnInvoices.outstanding.amount", is(List.of("12.50")))
                .body("history.what", is(List.of("REQUESTED", "CARRIED_OUT")))
                .body("contactLine", is("Open a ticket to accounting."));
        assertEquals(List.of("disk", "server"), api.events("billing-item.canceled"));
        // The server is paid and has left its invoice; the disk is not.
        assertEquals(
                List.of("server"),
                books.texts(
                        "select id from billing_item where tenant_id = ? and left_invoices_at is not null",
                        api.tenant()));
    }

    @Test
    void leavesTheItemActiveUntilItsAnniversary() {
        api.command("cancel-billing-item", Harbor.cancel("server", "ANNIVERSARY"))
                .then()
                .statusCode(200)
                .body("state", is("SCHEDULED"))
                .body("effectiveOn", is("2026-06-30"))
                .body("effectiveAt", is("2026-06-30T04:00:00Z"));
        api.ask("list-billing-items", json("accountId", "harbor", "state", "ACTIVE", "scheduled", true))
                .then()
                .body("items.billingItemId", is(List.of("disk", "server")));
        // The clock decides, not the job.
        clock.moveTo("2026-06-30T04:00:00Z");
        api.ask("list-billing-items", json("accountId", "harbor", "state", "CANCELED"))
                .then()
                .body("items.billingItemId", is(List.of("disk", "server")));
    }

    @Test
    void refusesWithoutAcknowledgedTermsAndChangesNothing() {
        String before = booksSum();
        api.command(
                        "cancel-billing-item",
                        json("billingItemId", "server", "reason", Body.of("code", "NO_LONGER_NEEDED")))
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("reason", is("TERMS_NOT_ACKNOWLEDGED"))
                .body("termsVersion", is("v1"))
                .body("detail", containsString("new idempotency key"));
        assertEquals(before, booksSum());
        assertEquals(1, api.events("command.refused").size());
    }

    private String booksSum() {
        return books.texts(
                        "select md5(string_agg(b::text, '|' order by id)) from billing_item b where tenant_id = ?",
                        api.tenant())
                .get(0);
    }

    @Test
    void refusesAnItemThatOthersDependOnAndListsThem() {
        api.command("cancel-billing-item", Harbor.cancel("network", "ANNIVERSARY"))
                .then()
                .statusCode(422)
                .body("reason", is("ITEM_HAS_DEPENDENTS"))
                .body("dependents.billingItemId", is(List.of("firewall")))
                .body("dependents[0].dependsOn", is(List.of("network")));
    }

    @Test
    void refusesASecondCancellationWithTheFirstOnesId() {
        String id = api.command("cancel-billing-item", Harbor.cancel("server", "ANNIVERSARY"))
                .path("cancellationId");
        api.command("cancel-billing-item", Harbor.cancel("server", "IMMEDIATE"))
                .then()
                .statusCode(409)
                .body("reason", is("CANCELLATION_ALREADY_SCHEDULED"))
                .body("cancellationId", is(id));
        api.command("cancel-billing-item", Harbor.cancel("backup", "IMMEDIATE"))
                .then()
                .statusCode(200);
        api.command("cancel-billing-item", Harbor.cancel("backup", "IMMEDIATE"))
                .then()
                .statusCode(409)
                .body("reason", is("BILLING_ITEM_ALREADY_CANCELED"));
    }

    @Test
    void takesAssociatedItemsAlongWhenAsked() {
        api.command("cancel-billing-item", Commands.cancelItem("server").with("includeAssociated", true))
                .then()
                .statusCode(200)
                .body("plan.billingItems.cause", hasItems("REQUESTED", "CHILD", "ASSOCIATED"))
                .body("plan.billingItems.size()", is(3));
    }

    @Test
    void hidesTheItemsOfOtherAccountsAndTenants() {
        api.asCustomerOf("kawa")
                .command("cancel-billing-item", Harbor.cancel("server", "ANNIVERSARY"))
                .then()
                .statusCode(404)
                .body("reason", is("BILLING_ITEM_NOT_FOUND"));
        Api.newTenant()
                .command("cancel-billing-item", Harbor.cancel("server", "ANNIVERSARY"))
                .then()
                .statusCode(404)
                .body("reason", is("BILLING_ITEM_NOT_FOUND"));
        api.asCustomerOf("harbor")
                .command("cancel-billing-item", Harbor.cancel("server", "ANNIVERSARY"))
                .then()
                .statusCode(200);
    }

    @Test
    void carriesOutAsQuotedOrSaysWhatChanged() {
        String quote = api.as(Role.AGENT)
                .ask("preview-billing-item-cancellation", Harbor.cancel("server", "ANNIVERSARY"))
                .path("quote");
        api.has("""
                {"payments":[{"id":"P-2","accountId":"harbor","amount":{"amount":"2.50","currency":"USD"},
                 "receivedOn":"2026-06-09","allocations":[{"lineId":"HB-1-2","amount":{"amount":"2.50","currency":"USD"}}]}]}""");
        Body body = Commands.cancelItem("server");
        api.command("cancel-billing-item", body.quote(quote))
                .then()
                .statusCode(409)
                .body("reason", is("QUOTE_CHANGED"))
                .body("changes.pointer", is(List.of("/staysOnInvoices/0/outstanding/amount")))
                .body("changes[0].quoted", is("12.50"))
                .body("changes[0].now", is("10.00"));
        String again = api.ask("preview-billing-item-cancellation", Harbor.cancel("server", "ANNIVERSARY"))
                .path("quote");
        api.command("cancel-billing-item", body.quote(again)).then().statusCode(200);
    }

    @Test
    void refusesAnExpiredQuote() {
        String quote = api.ask("preview-billing-item-cancellation", Harbor.cancel("server", "ANNIVERSARY"))
                .path("quote");
        clock.moveTo("2026-06-10T12:30:00Z");
        api.command("cancel-billing-item", Commands.cancelItem("server").quote(quote))
                .then()
                .statusCode(409)
                .body("reason", is("QUOTE_CHANGED"))
                .body("expiredAt", is("2026-06-10T12:30:00Z"));
    }

    @Test
    void refusesAReasonThatIsNotInTheCatalogueOfTheCaller() {
        String body = Harbor.cancel("server", "ANNIVERSARY");
        api.command("cancel-billing-item", body.replace("NO_LONGER_NEEDED", "BOREDOM"))
                .then()
                .statusCode(422)
                .body("reason", is("REASON_UNKNOWN"));
        api.asCustomerOf("harbor")
                .command("cancel-billing-item", body.replace("NO_LONGER_NEEDED", "DUNNING"))
                .then()
                .statusCode(422)
                .body("reason", is("REASON_UNKNOWN"));
        api.command("cancel-billing-item", body.replace(json("code", "NO_LONGER_NEEDED"), json("note", " ")))
                .then()
                .statusCode(422)
                .body("reason", is("REASON_NOTE_MISSING"));
        api.command(
                        "cancel-billing-item",
                        body.replace(json("code", "NO_LONGER_NEEDED"), json("note", "The shop moves.")))
                .then()
                .statusCode(200)
                .body("reason.code", is("OTHER"));
    }

    @Test
    void keepsCustomersToTheSelfServicePolicy() {
        String id = api.command("cancel-billing-item", Harbor.cancel("server", "ANNIVERSARY"))
                .path("cancellationId");
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
        customer.command("cancel-billing-item", Harbor.cancel("backup", "ANNIVERSARY"))
                .then()
                .statusCode(422)
                .body("reason", is("SELF_SERVICE_NOT_ALLOWED"));
        customer.ask("preview-billing-item-cancellation", Harbor.cancel("backup", "ANNIVERSARY"))
                .then()
                .statusCode(422)
                .body("reason", is("SELF_SERVICE_NOT_ALLOWED"));
        customer.command("undo-cancellation", json("cancellationId", id))
                .then()
                .statusCode(422)
                .body("reason", is("SELF_SERVICE_NOT_ALLOWED"));
        api.as(Role.AGENT)
                .command("undo-cancellation", json("cancellationId", id))
                .then()
                .statusCode(200);
    }

    @Test
    void usesTheNextCycleAfterTheCutOffAndSaysSo() {
        // Its anniversary is 28 February 2027, its cut-off 30 days: the 29th of January is the last day in.
        clock.moveTo("2027-01-29T20:00:00Z");
        api.ask("preview-billing-item-cancellation", Harbor.cancel("domain", "ANNIVERSARY"))
                .then()
                .body("plan.effectiveOn", is("2027-02-28"))
                .body("plan.warnings", is(List.of()));
        clock.moveTo("2027-01-30T20:00:00Z");
        api.ask("preview-billing-item-cancellation", Harbor.cancel("domain", "ANNIVERSARY"))
                .then()
                .body("plan.nextAnniversary", is("2027-02-28"))
                .body("plan.effectiveOn", is("2028-02-29"))
                .body("plan.warnings.code", is(List.of("CUT_OFF_PASSED")));
    }

    @Test
    void previewsExactlyWhatItDoes() {
        for (String timing : List.of("ANNIVERSARY", "IMMEDIATE")) {
            Object previewed = api.ask("preview-billing-item-cancellation", Harbor.cancel("server", timing))
                    .path("plan");
            var done = api.command("cancel-billing-item", Harbor.cancel("server", timing));
            assertEquals(previewed, done.path("plan"));
            api.command("undo-cancellation", json("cancellationId", done.path("cancellationId")));
        }
    }

    @Test
    void waitsForTheOneThatHoldsTheKeyAndThenSaysThatItRuns() throws SQLException {
        try (Connection other = books.connectAs("postgres");
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("insert into operation (tenant_id, key, function, fingerprint, requested_at) values ('"
                    + api.tenant() + "', 'held', 'f', 'p', now())");
            api.command("cancel-billing-item", "held", Harbor.cancel("server", "ANNIVERSARY"))
                    .then()
                    .statusCode(409)
                    .header("Retry-After", "2")
                    .body("reason", is("OPERATION_IN_PROGRESS"));
            other.rollback();
        }
        api.command("cancel-billing-item", "held", Harbor.cancel("server", "ANNIVERSARY"))
                .then()
                .statusCode(200);
    }

    @Test
    void saysThatItIsNotAvailableWhileTheAccountIsHeld() throws SQLException {
        try (Connection other = books.connectAs("postgres");
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select 1 from account where tenant_id = '" + api.tenant() + "' for update");
            api.command("cancel-billing-item", "late", Harbor.cancel("server", "ANNIVERSARY"))
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "2")
                    .body("reason", is("UNAVAILABLE"));
            other.rollback();
        }
        api.command("cancel-billing-item", "late", Harbor.cancel("server", "ANNIVERSARY"))
                .then()
                .statusCode(200);
    }
}
