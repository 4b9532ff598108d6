package io.quittance.billingitem.request;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Role;
import io.quittance.contract.Harbor;
import io.quittance.testing.Api;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Requested;
import io.quittance.testing.Together;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Approving a request: each item by its own plan, all in one transaction. */
@QuarkusTest
class ApproveCancellationRequestTest extends FunctionTest {

    @BeforeEach
    void begin() {
        api.has(Harbor.RECORDS);
    }

    private Response approve(String request) {
        return api.command("approve-cancellation-request", Requested.named(request));
    }

    private long events(String type) {
        return api.events(type).size();
    }

    @Test
    void schedulesEachOnItsDayAndTellsOnce() {
        String id = Requested.by(api, "network", "firewall", "server");
        Response approved = approve(id);
        approved.then()
                .statusCode(200)
                .body("state", is("APPROVED"))
                .body("approvedBy", is("test-billing-admin"))
                .body("approvedAt", is("2026-06-10T12:00:00Z"))
                .body("items.result", is(List.of("SCHEDULED", "SCHEDULED", "SCHEDULED")))
                .body("items.effectiveOn", is(List.of("2026-07-10", "2026-07-10", "2026-06-30")))
                .body("items.endsBy", is(Arrays.asList(null, null, null)));
        List<String> cancellations = approved.path("items.cancellationId");
        assertEquals(3, cancellations.stream().distinct().count());
        assertEquals(1, events("cancellation-request.approved"));
        assertEquals(0, events("cancellation-request.completed"));
        // Their receipts name the request.
        api.ask("get-cancellation", json("cancellationId", cancellations.get(2)))
                .then()
                .body("state", is("SCHEDULED"))
                .body("subjectId", is("server"))
                .body("reason.code", is("NO_LONGER_NEEDED"))
                .body("termsVersion", is("v1"))
                .body("plan.billingItems.billingItemId", is(List.of("server", "disk")))
                .body("history.what", is(List.of("REQUESTED")))
                .body("history[0].cause", is(id));
        api.ask("list-billing-items", json("scheduled", true))
                .then()
                .body("items.billingItemId", is(List.of("disk", "firewall", "network", "server")));
    }

    @Test
    void answersTheSameWhenAskedTwiceAndRefusesASecondApproval() {
        String id = Requested.by(api, "server");
        String first = api.command("approve-cancellation-request", "k-1", Requested.named(id))
                .asString();
        api.command("approve-cancellation-request", "k-1", Requested.named(id))
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body(equalTo(first));
        approve(id)
                .then()
                .statusCode(409)
                .body("reason", is("CANCELLATION_REQUEST_DECIDED"))
                .body("state", is("APPROVED"));
        String voided = Requested.by(api, "backup");
        api.command("void-cancellation-request", Requested.named(voided));
        approve(voided).then().statusCode(409).body("state", is("VOIDED"));
        assertEquals(1, books.number("select count(*) from cancellation where tenant_id = ?", api.tenant()));
    }

    @Test
    void leavesOutWhatWasTakenOutBefore() {
        String id = Requested.by(api, "server", "backup");
        api.command("remove-from-cancellation-request", Requested.item(id, "server"))
                .then()
                .statusCode(200)
                .body("state", is("PENDING"));
        approve(id)
                .then()
                .statusCode(200)
                .body("state", is("APPROVED"))
                .body("items.result", is(List.of("REMOVED", "SCHEDULED")));
        api.ask("list-billing-items", json("scheduled", true))
                .then()
                .body("items.billingItemId", is(List.of("backup")));
    }

    @Test
    void isNotForCustomersAndHidesTheRequestsOfOthers() {
        String id = Requested.by(api, "server");
        api.asCustomerOf("harbor")
                .command("approve-cancellation-request", Requested.named(id))
                .then()
                .statusCode(403)
                .body("reason", is("NOT_ALLOWED"));
        Api.newTenant()
                .command("approve-cancellation-request", Requested.named(id))
                .then()
                .statusCode(404)
                .body("reason", is("CANCELLATION_REQUEST_NOT_FOUND"));
        approve("CR-0").then().statusCode(404).body("reason", is("CANCELLATION_REQUEST_NOT_FOUND"));
        api.as(Role.AGENT)
                .command("approve-cancellation-request", Requested.named(id))
                .then()
                .statusCode(200);
    }

    @Test
    void keepsTheRefusalOfOneAndGoesOnWithTheOthers() {
        String id = Requested.by(api, "server", "backup", "network", "firewall");
        api.has("""
                {"billingItems":[
                 {"id":"backup","accountId":"harbor","name":"Backup","price":{"amount":"9.99","currency":"USD"},
                  "anchorOn":"2026-02-15","cancelable":false,"alternative":"Call us."},
                 {"id":"firewall","accountId":"harbor","name":"Firewall","price":{"amount":"15.00","currency":"USD"},
                  "anchorOn":"2026-01-10","dependsOn":["network"],"cancelable":false}]}""");
        approve(id)
                .then()
                .statusCode(200)
                .body("state", is("APPROVED"))
                // What the firewall depends on has to stay with it.
                .body("items.result", is(List.of("SCHEDULED", "REFUSED", "REFUSED", "REFUSED")))
                .body("items[1].refusal.reason", is("ITEM_NOT_CANCELABLE"))
                .body("items[1].refusal.detail", containsString("Call us."))
                .body("items[1].cancellationId", nullValue())
                .body("items[2].refusal.reason", is("ITEM_HAS_DEPENDENTS"))
                .body("items[3].refusal.reason", is("ITEM_NOT_CANCELABLE"));
        // What was refused is free for another request.
        assertEquals(
                1,
                books.number(
                        "select count(*) from cancellation_request_item where tenant_id = ?"
                                + " and result in ('WAITING', 'SCHEDULED')",
                        api.tenant()));
        clock.moveTo("2026-06-30T04:00:00Z");
        api.ask("run-due-actions", "{}").then().statusCode(200);
        Requested.get(api, id).then().body("state", is("COMPLETE")).body("completedAt", is("2026-06-30T04:00:00Z"));
    }

    @Test
    void isCompleteWhereEverythingIsRefused() {
        String id = Requested.by(api, "disk");
        // Since it was asked for, the disk has ended with its server.
        api.command("cancel-billing-item", Harbor.cancel("server", "IMMEDIATE"))
                .then()
                .statusCode(200);
        approve(id)
                .then()
                .statusCode(200)
                .body("state", is("COMPLETE"))
                .body("items.refusal.reason", is(List.of("BILLING_ITEM_ALREADY_CANCELED")));
        assertEquals(1, events("cancellation-request.completed"));
        api.command("void-cancellation-request", Requested.named(id))
                .then()
                .statusCode(409)
                .body("reason", is("CANCELLATION_REQUEST_DECIDED"))
                .body("state", is("COMPLETE"));
    }

    @Test
    void endsAtOnceWhatIsToEndAtOnceWithWhatGoesAlong() {
        String id = Requested.by(api, "disk!", "server!", "backup");
        Response approved = approve(id);
        approved.then()
                .statusCode(200)
                .body("state", is("APPROVED"))
                .body("items.result", is(List.of("CANCELED", "CANCELED", "SCHEDULED")))
                .body("items.effectiveOn", is(List.of("2026-06-10", "2026-06-10", "2026-06-15")));
        String server = approved.path("items[1].cancellationId");
        approved.then().body("items[0].endsBy", is(server)).body("items[1].endsBy", nullValue());
        assertEquals(List.of("disk", "server"), api.events("billing-item.canceled"));
        api.ask("get-cancellation", json("cancellationId", server))
                .then()
                .body("state", is("EFFECTIVE"))
                .body("history.what", is(List.of("REQUESTED", "CARRIED_OUT")));
        api.command("void-cancellation-request", Requested.named(id))
                .then()
                .statusCode(409)
                .body("reason", is("ALREADY_EFFECTIVE"))
                .body("detail", containsString("remove-from-cancellation-request"));
        api.command("remove-from-cancellation-request", Requested.item(id, "server"))
                .then()
                .statusCode(409)
                .body("reason", is("ALREADY_EFFECTIVE"))
                .body("billingItemId", is("server"));
        api.command("remove-from-cancellation-request", Requested.item(id, "backup"))
                .then()
                .statusCode(200)
                .body("state", is("COMPLETE"))
                .body("items.result", is(List.of("CANCELED", "CANCELED", "REMOVED")));
    }

    @Test
    void endsAllAtOnceAndIsComplete() {
        String id = Requested.by(api, "network!", "firewall!", "server!");
        approve(id)
                .then()
                .statusCode(200)
                .body("state", is("COMPLETE"))
                .body("completedAt", notNullValue())
                .body("items.result", is(List.of("CANCELED", "CANCELED", "CANCELED")));
        assertEquals(1, events("cancellation-request.completed"));
    }

    @Test
    void letsNothingEndBeforeWhatDependsOnIt() {
        // The firewall would outlive its network.
        api.command("request-cancellation", Requested.body("network!", "firewall"))
                .then()
                .statusCode(422)
                .body("reason", is("ITEM_HAS_DEPENDENTS"))
                .body("refusedItems.billingItemId", is(List.of("network")));
        Requested.approved(api, "network", "firewall!");
    }

    @Test
    void takesAChildAlongThatEndsLaterByItself() {
        api.has(Requested.RACK);
        String id = Requested.by(api, "shelf", "rack");
        Response approved = approve(id);
        String rack = approved.path("items[1].cancellationId");
        approved.then()
                .body("items.result", is(List.of("SCHEDULED", "SCHEDULED")))
                .body("items.effectiveOn", is(List.of("2026-06-15", "2026-06-15")))
                .body("items[0].endsBy", is(rack));
        api.ask("get-cancellation", json("cancellationId", approved.path("items[0].cancellationId")))
                .then()
                .body("state", is("SUPERSEDED"))
                .body("history.what", is(List.of("REQUESTED", "SUPERSEDED")))
                .body("history.cause", is(List.of(id, rack)));
        clock.moveTo("2026-06-15T04:00:00Z");
        api.ask("run-due-actions", "{}").then().body("carriedOut", is(List.of(rack)));
        Requested.get(api, id).then().body("state", is("COMPLETE"));
    }

    @Test
    void endsAHundredItemsByOneRequestAndNoMore() {
        String[] ids = IntStream.range(0, 101).mapToObj(i -> "i-" + i).toArray(String[]::new);
        api.has("{\"billingItems\":["
                + Arrays.stream(ids).map(id -> """
                                {"id":"%s","accountId":"harbor","name":"Item","price":{"amount":"1","currency":"USD"},
                                 "anchorOn":"2026-01-20"}""".formatted(id)).collect(Collectors.joining(","))
                + "]}");
        api.command("request-cancellation", Requested.body(ids))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/items")));
        String id = Requested.approved(api, Arrays.copyOf(ids, 100));
        assertEquals(
                100,
                books.number(
                        "select count(*) from billing_item where tenant_id = ? and effective_on = '2026-06-20'",
                        api.tenant()));
        api.command("void-cancellation-request", Requested.named(id)).then().statusCode(200);
    }

    @Test
    void approvesOnceOf64AtOnce() {
        String id = Requested.by(api, "server", "network", "firewall");
        List<Response> answers = Together.times(64, i -> approve(id));
        Map<Integer, Long> statuses =
                answers.stream().collect(Collectors.groupingBy(Response::statusCode, Collectors.counting()));
        assertEquals(Map.of(200, 1L, 409, 63L), statuses);
        answers.stream()
                .filter(answer -> answer.statusCode() == 409)
                .forEach(answer -> assertEquals("CANCELLATION_REQUEST_DECIDED", answer.path("reason")));
        assertEquals(3, books.number("select count(*) from cancellation where tenant_id = ?", api.tenant()));
        assertEquals(1, events("cancellation-request.approved"));
    }

    @Test
    void givesOneEffectAndEqualAnswersTo64EqualApprovals() {
        String id = Requested.by(api, "server!");
        List<Response> answers =
                Together.times(64, i -> api.command("approve-cancellation-request", "one-key", Requested.named(id)));
        assertEquals(1, answers.stream().map(Response::asString).distinct().count());
        assertEquals(200, answers.get(0).statusCode());
        assertEquals(1, books.number("select count(*) from cancellation where tenant_id = ?", api.tenant()));
    }

    @Test
    void letsEitherTheApprovalOrTheVoidingWin() {
        for (int round = 0; round < 5; round++) {
            String id = Requested.by(api, "server!", "backup!");
            List<Response> answers = Together.times(
                    8,
                    i -> api.command(
                            i % 2 == 0 ? "approve-cancellation-request" : "void-cancellation-request",
                            Requested.named(id)));
            String state = Requested.get(api, id).path("state");
            long approved = answers.stream()
                    .filter(answer -> answer.statusCode() == 200)
                    .filter(answer -> answer.path("state").equals("COMPLETE"))
                    .count();
            long canceled = books.number(
                    "select count(*) from billing_item where tenant_id = ? and state = 'CANCELED'"
                            + " and id in ('server', 'backup')",
                    api.tenant());
            assertEquals(state.equals("COMPLETE") ? 1 : 0, approved);
            assertEquals(state.equals("COMPLETE") ? 2 : 0, canceled);
            if (canceled > 0) {
                return;
            }
        }
    }
}
