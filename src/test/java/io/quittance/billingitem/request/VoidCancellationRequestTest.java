package io.quittance.billingitem.request;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Harbor;
import io.quittance.testing.Api;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Requested;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calling a request off, all of it or one item; and what an undo of one of its cancellations does to it. */
@QuarkusTest
class VoidCancellationRequestTest extends FunctionTest {

    @BeforeEach
    void begin() {
        api.has(Harbor.RECORDS);
        api.has(Requested.RACK);
    }

    private Response voidRequest(String request) {
        return api.command("void-cancellation-request", Requested.named(request));
    }

    private Response remove(String request, String item) {
        return api.command("remove-from-cancellation-request", Requested.item(request, item));
    }

    private long events(String type) {
        return api.events(type).size();
    }

    /** All rows of the items, but for the counter of changes. */
    private List<String> items() {
        return books.texts(
                "select to_jsonb(b) - 'version' from billing_item b where tenant_id = ? order by id", api.tenant());
    }

    @Test
    void callsAPendingRequestOffAndTellsOnce() {
        String id = Requested.by(api, "server", "backup");
        voidRequest(id)
                .then()
                .statusCode(200)
                .body("state", is("VOIDED"))
                .body("voidedBy", is("test-billing-admin"))
                .body("items.result", is(List.of("VOIDED", "VOIDED")));
        assertEquals(1, events("cancellation-request.voided"));
        Requested.approved(api, "server", "backup");
    }

    @Test
    void putsBackEverythingThatWasScheduled() {
        List<String> before = items();
        String id = Requested.approved(api, "server", "rack", "shelf", "network", "firewall");
        assertNotEquals(before, items());
        Response voided = voidRequest(id);
        voided.then().statusCode(200).body("state", is("VOIDED"));
        assertEquals(before, items());
        assertEquals(
                List.of("UNDONE"),
                books.texts("select distinct state from cancellation where tenant_id = ?", api.tenant()));
        // The shelf had given way to the rack, came back, and was undone.
        String shelf = voided.path("items[2].cancellationId");
        api.ask("get-cancellation", json("cancellationId", shelf))
                .then()
                .body("history.what", is(List.of("REQUESTED", "SUPERSEDED", "RESTORED", "UNDONE")))
                .body("history[3].cause", is(id));
    }

    @Test
    void answersTheSameWhenVoidedTwice() {
        String id = Requested.approved(api, "server", "backup");
        String first = api.command("void-cancellation-request", "k-1", Requested.named(id))
                .asString();
        api.command("void-cancellation-request", "k-1", Requested.named(id))
                .then()
                .header("Idempotency-Replayed", "true")
                .body(equalTo(first));
        voidRequest(id).then().statusCode(200).body(equalTo(first));
        assertEquals(1, events("cancellation-request.voided"));
    }

    @Test
    void isTooLateByTheClockAndChangesNothing() {
        String id = Requested.approved(api, "server", "backup");
        clock.moveTo("2026-06-15T03:59:59.999Z");
        List<String> before = items();
        clock.moveTo("2026-06-15T04:00:00Z");
        voidRequest(id)
                .then()
                .statusCode(409)
                .body("reason", is("ALREADY_EFFECTIVE"))
                .body("billingItemId", is("backup"))
                .body("effectiveOn", is("2026-06-15"));
        remove(id, "backup").then().statusCode(409).body("reason", is("ALREADY_EFFECTIVE"));
        assertEquals(before, items());
        Requested.get(api, id)
                .then()
                .body("state", is("APPROVED"))
                .body("items.result", is(List.of("SCHEDULED", "CANCELED")));
        remove(id, "server").then().statusCode(200).body("items.result", is(List.of("REMOVED", "CANCELED")));
        Requested.get(api, id).then().body("state", is("COMPLETE"));
        api.ask("run-due-actions", "{}").then().statusCode(200);
        assertEquals(1, events("cancellation-request.completed"));
    }

    @Test
    void hidesTheRequestsOfOthersAndServesTheOwnCustomer() {
        String id = Requested.by(api, "server", "backup");
        for (Api other : List.of(api.asCustomerOf("kawa"), Api.newTenant())) {
            other.command("void-cancellation-request", Requested.named(id))
                    .then()
                    .statusCode(404)
                    .body("reason", is("CANCELLATION_REQUEST_NOT_FOUND"));
            other.command("remove-from-cancellation-request", Requested.item(id, "server"))
                    .then()
                    .statusCode(404)
                    .body("reason", is("CANCELLATION_REQUEST_NOT_FOUND"));
        }
        Api customer = api.asCustomerOf("harbor");
        customer.command("remove-from-cancellation-request", Requested.item(id, "server"))
                .then()
                .statusCode(200);
        customer.command("void-cancellation-request", Requested.named(id))
                .then()
                .statusCode(200)
                .body("voidedBy", is("test-customer"));
    }

    @Test
    void takesOneItemOutAndTellsOnce() {
        String id = Requested.by(api, "server", "backup");
        String first = remove(id, "server").asString();
        remove(id, "server").then().statusCode(200).body(equalTo(first));
        Requested.get(api, id)
                .then()
                .body("state", is("PENDING"))
                .body("items.result", is(List.of("REMOVED", "WAITING")));
        assertEquals(1, events("cancellation-request.item-removed"));
        remove(id, "network").then().statusCode(404).body("reason", is("BILLING_ITEM_NOT_FOUND"));
        // With its last item the request is gone.
        remove(id, "backup").then().statusCode(200).body("state", is("VOIDED"));
        assertEquals(1, events("cancellation-request.voided"));
    }

    @Test
    void answersTheSameUnderTheKeyOfARemoval() {
        String id = Requested.approved(api, "server", "backup");
        String first = api.command("remove-from-cancellation-request", "k-1", Requested.item(id, "server"))
                .asString();
        api.command("remove-from-cancellation-request", "k-1", Requested.item(id, "server"))
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body(equalTo(first));
    }

    @Test
    void undoesWhatWasScheduledForTheItemThatIsTakenOut() {
        String id = Requested.approved(api, "server", "rack", "shelf");
        remove(id, "rack")
                .then()
                .statusCode(200)
                .body("state", is("APPROVED"))
                .body("items.result", is(List.of("SCHEDULED", "REMOVED", "SCHEDULED")))
                // The shelf ends on its own day again.
                .body("items[2].effectiveOn", is("2026-06-25"));
        remove(id, "server").then().body("state", is("APPROVED"));
        remove(id, "shelf")
                .then()
                .body("state", is("COMPLETE"))
                .body("items.result", is(List.of("REMOVED", "REMOVED", "REMOVED")));
        api.ask("list-billing-items", json("scheduled", true)).then().body("items", is(List.of()));
    }

    @Test
    void refusesToTakeOutWhatEndsByAnotherCancellationAnyway() {
        String id = Requested.approved(api, "rack", "shelf");
        String rack = Requested.get(api, id).path("items[0].cancellationId");
        remove(id, "shelf")
                .then()
                .statusCode(409)
                .body("reason", is("CANCELLATION_SUPERSEDED"))
                .body("cancellationId", is(rack));
        voidRequest(id).then().statusCode(200);

        String alone = Requested.approved(api, "shelf");
        String other = api.command("cancel-billing-item", Harbor.cancel("rack", "ANNIVERSARY"))
                .path("cancellationId");
        voidRequest(alone)
                .then()
                .statusCode(409)
                .body("reason", is("CANCELLATION_SUPERSEDED"))
                .body("cancellationId", is(other));
        api.command("undo-cancellation", json("cancellationId", other)).then().statusCode(200);
        voidRequest(alone).then().statusCode(200).body("state", is("VOIDED"));
    }

    @Test
    void showsAnUndoOfOneOfItsCancellations() {
        String id = Requested.approved(api, "server", "backup");
        List<String> cancellations = Requested.get(api, id).path("items.cancellationId");
        undo(cancellations.get(0));
        Requested.get(api, id)
                .then()
                .body("state", is("APPROVED"))
                .body("items.result", is(List.of("UNDONE", "SCHEDULED")));
        // What runs on may be asked for anew.
        String next = Requested.by(api, "server");
        undo(cancellations.get(1));
        Requested.get(api, id)
                .then()
                .body("state", is("COMPLETE"))
                .body("items.result", is(List.of("UNDONE", "UNDONE")));
        assertEquals(1, events("cancellation-request.completed"));
        Requested.get(api, next).then().body("state", is("PENDING"));
    }

    private void undo(String cancellation) {
        api.command("undo-cancellation", json("cancellationId", cancellation))
                .then()
                .statusCode(200);
    }
}
