package io.quittance.account.close;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Body;
import io.quittance.contract.Contracts;
import io.quittance.contract.Harbor;
import io.quittance.contract.Refunds;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Ledger;
import io.quittance.testing.Requested;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a closure leaves: of what was scheduled and asked for before, and of what comes afterwards. */
@QuarkusTest
class ClosedAccountTest extends FunctionTest {

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-11T12:00:00Z");
        api.has(Contracts.JUNE);
        api.has(Closing.REST);
    }

    @AfterEach
    void theBooksAddUp() {
        Ledger.holds(books, api);
    }

    // What was scheduled.

    @Test
    void takesThePlaceOfWhatWasScheduledAndNamesIt() {
        String item = api.command("cancel-billing-item", Harbor.cancel("disk", "ANNIVERSARY"))
                .path("cancellationId");
        String subscription = api.command(
                        "terminate-subscription", Contracts.terminate("hosting", "END_OF_PERIOD", json("mode", "NONE")))
                .path("cancellationId");
        api.command("close-account", Closing.by("AVAILABLE_CREDITS"))
                .then()
                .statusCode(200)
                .body("plan.supersedes", is(List.of(item, subscription)))
                .body("refunds.paidOut.amount", is(List.of("72.00")));
        for (String given : List.of(item, subscription)) {
            api.ask("get-cancellation", json("cancellationId", given))
                    .then()
                    .body("state", is("SUPERSEDED"))
                    .body("history.what", is(List.of("REQUESTED", "SUPERSEDED")));
            refusedUndo(given, "CANCELLATION_SUPERSEDED");
        }
        clock.moveTo("2026-08-01T12:00:00Z");
        api.command("run-due-actions", "{}")
                .then()
                .body("carriedOut", hasSize(0))
                .body("parked", hasSize(0));
    }

    @Test
    void leavesToTheScheduleWhatHasEndedByTheClock() {
        String late = api.command(
                        "terminate-subscription", Contracts.terminate("hosting", "END_OF_PERIOD", json("mode", "NONE")))
                .path("cancellationId");
        clock.moveTo("2026-07-02T12:00:00Z");
        api.command("close-account", Closing.by("NONE"))
                .then()
                .statusCode(200)
                .body("plan.supersedes", hasSize(0))
                .body("plan.terminations.subscriptions.subscriptionId", is(List.of("future", "lately", "long-ago")));
        api.ask("check-account-closure", Closing.CHECK).then().body("checklist.done", everyItem(is(true)));
        api.command("run-due-actions", "{}")
                .then()
                .body("carriedOut", is(List.of(late)))
                .body("parked", hasSize(0));
    }

    @Test
    void cannotBeUndone() {
        String closure = Closing.closed(api, Closing.by("NONE"));
        refusedUndo(closure, "ALREADY_EFFECTIVE");
        api.ask("list-accounts", json("accountId", "harbor")).then().body("items.status", is(List.of("CLOSED")));
    }

    // Request.

    @Test
    void voidsARequestThatNobodyApprovedAndSaysThatItsItemsHaveEnded() {
        api.has(Requested.RACK);
        String request = Requested.by(api, "rack", "disk");
        api.command("remove-from-cancellation-request", Requested.item(request, "disk"))
                .then()
                .statusCode(200);
        api.command("close-account", Closing.by("NONE"))
                .then()
                .statusCode(200)
                .body("plan.cancellationRequests.cancellationRequestId", is(List.of(request)))
                .body("plan.cancellationRequests.before", is(List.of("PENDING")))
                .body("plan.cancellationRequests.after", is(List.of("VOIDED")))
                .body("plan.cancellationRequests.billingItemIds", is(List.of(List.of("rack"))));
        Requested.get(api, request)
                .then()
                .body("state", is("VOIDED"))
                .body("items.result", is(List.of("CANCELED", "REMOVED")))
                .body("items[0].endsBy", is(ended("rack")))
                .body("items[0].effectiveOn", is("2026-06-11"))
                .body("items[0].cancellationId", nullValue())
                .body("items[1].endsBy", nullValue());
        assertEquals(List.of("voided " + request), toldOfRequests());
        api.command("approve-cancellation-request", Requested.named(request))
                .then()
                .statusCode(409)
                .body("reason", is("CANCELLATION_REQUEST_DECIDED"));
    }

    @Test
    void completesARequestThatWasApproved() {
        api.has(Requested.RACK);
        String request = Requested.approved(api, "rack", "disk!");
        api.command("close-account", Closing.by("NONE"))
                .then()
                .statusCode(200)
                .body("plan.cancellationRequests.before", is(List.of("APPROVED")))
                .body("plan.cancellationRequests.after", is(List.of("COMPLETE")))
                .body("plan.cancellationRequests.billingItemIds", is(List.of(List.of("rack"))))
                .body("plan.effects.find { it.record == 'cancellation-request' }.id", is(request));
        Requested.get(api, request)
                .then()
                .body("state", is("COMPLETE"))
                .body("items.result", is(List.of("CANCELED", "CANCELED")))
                .body("items[0].endsBy", is(ended("rack")))
                .body("items[1].endsBy", nullValue());
        assertEquals(List.of("completed " + request), toldOfRequests());
    }

    @Test
    void leavesRequestsThatAreDecidedAsTheyAre() {
        api.has(Requested.RACK);
        String voided = Requested.by(api, "rack");
        api.command("void-cancellation-request", Requested.named(voided)).then().statusCode(200);
        String complete = Requested.approved(api, "disk!");
        api.command("close-account", Closing.by("NONE"))
                .then()
                .statusCode(200)
                .body("plan.cancellationRequests", hasSize(0));
        Requested.get(api, voided).then().body("state", is("VOIDED")).body("items.result", is(List.of("VOIDED")));
        Requested.get(api, complete).then().body("state", is("COMPLETE"));
        api.ask("list-cancellation-requests", json("accountId", "harbor", "state", "PENDING"))
                .then()
                .body("items", hasSize(0));
    }

    /** The cancellation that ended an item. */
    private String ended(String item) {
        return api.ask("list-billing-items", json("accountId", "harbor"))
                .path("items.find { it.billingItemId == '" + item + "' }.cancellationId");
    }

    private List<String> toldOfRequests() {
        return api.eventsWithSubjects("cancellation-request.").stream()
                .filter(event -> event.matches(".*\\.(voided|completed) .*"))
                .map(event -> event.substring("cancellation-request.".length()))
                .toList();
    }

    // Afterwards.

    @Test
    void takesNothingNewAfterwards() {
        Closing.closed(api, Closing.by("NONE"));
        String closed = "is an account that is closed; no new records can be created for it";
        api.command("import-records", """
                {"subscriptions": [{"id": "n-1", "accountId": "harbor", "name": "New", "startsOn": "2026-07-01"}],
                 "services": [{"id": "n-2", "subscriptionId": "hosting", "name": "New"}],
                 "billingItems": [{"id": "n-3", "accountId": "harbor", "name": "New", "anchorOn": "2026-07-01",
                  "price": {"amount": "1.00", "currency": "USD"}}],
                 "invoices": [{"id": "n-4", "accountId": "harbor", "issuedOn": "2026-07-01", "dueOn": "2026-07-01", "lines": [
                  {"id": "n-4-1", "description": "New", "periodFrom": "2026-07-01", "periodUntil": "2026-08-01",
                   "net": {"amount": "1.00", "currency": "USD"}}]}],
                 "billings": [{"id": "n-5", "accountId": "harbor", "plannedOn": "2026-07-01",
                  "amount": {"amount": "1.00", "currency": "USD"}}]}""")
                .then()
                .statusCode(400)
                .body("reason", is("INVALID_RECORDS"))
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/subscriptions/0/accountId",
                                "/services/0/subscriptionId",
                                "/billingItems/0/accountId",
                                "/invoices/0/accountId",
                                "/billings/0/accountId"))
                .body("errors.find { it.pointer == '/billings/0/accountId' }.detail", is(closed));
    }

    @Test
    void isNotReopenedByAnImportOfItsRecords() {
        Closing.closed(api, Closing.by("NONE"));
        api.has(Contracts.JUNE);
        api.has(Closing.REST.replace("Harbor Books", "Harbor Books, closed"));
        api.ask("list-accounts", json("accountId", "harbor"))
                .then()
                .body("items.name", is(List.of("Harbor Books, closed")))
                .body("items.status", is(List.of("CLOSED")))
                .body("items.licenses", is(List.of(0)));
        api.ask("check-account-closure", Closing.CHECK).then().body("checklist.done", everyItem(is(true)));
        // That a billing was collected all the same is said, and not taken in silence.
        api.command(
                        "import-records",
                        json(
                                "billings",
                                List.of(Body.of(
                                        "id",
                                        "B-2",
                                        "accountId",
                                        "harbor",
                                        "plannedOn",
                                        "2026-06-14",
                                        "state",
                                        "PAID",
                                        "amount",
                                        Body.of("amount", "48.00", "currency", "USD")))))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/billings/0/state")))
                .body("errors.detail", is(List.of("cannot become PAID; the billing is CANCELED")));
    }

    @Test
    void stillTakesPaymentsAndRefundsOfWhatIsOpen() {
        Closing.closed(api, Closing.by("AVAILABLE_CREDITS"));
        api.has("""
                {"payments": [{"id": "P-9", "accountId": "harbor", "amount": {"amount": "40.00", "currency": "USD"},
                  "receivedOn": "2026-06-12", "allocations": [{"invoiceId": "I-2",
                  "amount": {"amount": "40.00", "currency": "USD"}}]}],
                 "creditUses": [{"id": "U-1", "accountId": "harbor", "amount": {"amount": "8.00", "currency": "USD"},
                  "usedOn": "2026-06-12", "allocations": [{"invoiceId": "I-2",
                  "amount": {"amount": "8.00", "currency": "USD"}}]}]}""");
        api.ask("list-invoices", json("accountId", "harbor", "open", true))
                .then()
                .body("items", hasSize(0));
        api.ask("list-billing-items", json("accountId", "harbor"))
                .then()
                .body("items.openBalance", everyItem(is(false)));
        api.command("apply-refund", Refunds.of(Body.of("paymentId", "P-1"), "36.00", "ORIGINAL_PAYMENT"))
                .then()
                .statusCode(200);
    }

    private void refusedUndo(String cancellation, String reason) {
        api.command("undo-cancellation", json("cancellationId", cancellation))
                .then()
                .statusCode(409)
                .body("reason", is(reason));
    }
}
