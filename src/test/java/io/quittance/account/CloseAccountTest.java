package io.quittance.account;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.edge.Role;
import io.quittance.testing.Api;
import io.quittance.testing.Books;
import io.quittance.testing.Contracts;
import io.quittance.testing.Harbor;
import io.quittance.testing.Ledger;
import io.quittance.testing.MovingClock;
import io.quittance.testing.Refunds;
import io.quittance.testing.Together;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** It is 11 June: of the hosting 72.00 are not used; 48.00 of the server's invoice are open. */
@QuarkusTest
class CloseAccountTest {

    @Inject
    MovingClock clock;

    @Inject
    Books books;

    private Api api;

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-11T12:00:00Z");
        api = Api.newTenant();
        api.has(Contracts.JUNE);
        api.has(Closing.REST);
    }

    @AfterEach
    void theBooksAddUp() {
        Ledger.holds(books, api);
    }

    // It works, and tells once.

    @Test
    void endsEverythingOfTheAccountAndTellsOnce() {
        api.command("close-account", Closing.by("AVAILABLE_CREDITS"))
                .then()
                .statusCode(200)
                .body("kind", is("ACCOUNT"))
                .body("subjectId", is("harbor"))
                .body("state", is("EFFECTIVE"))
                .body("effectiveOn", is("2026-06-11"))
                .body("plan.retainUntil", is("2036-06-08"))
                .body("plan.licenses", is(12))
                .body("plan.billings.billingId", is(List.of("B-2", "B-1")))
                .body(
                        "plan.terminations.subscriptions.subscriptionId",
                        is(List.of("future", "hosting", "lately", "long-ago")))
                .body("plan.terminations.subscriptions.state", is(List.of("FUTURE", "ACTIVE", "EXPIRED", "EXPIRED")))
                .body("plan.terminations.payout.refund.amount", is("72.00"))
                .body(
                        "plan.billingItems.billingItems.billingItemId",
                        is(List.of(List.of("fee"), List.of("server", "disk"))))
                .body("plan.openInvoices", is("LEAVE"))
                .body("plan.outstanding.amount", is("48.00"))
                .body("plan.writtenOff.amount", is("0.00"))
                .body("plan.warnings.code", is(List.of("SUBMITTED_BILLINGS", "INVOICES_STAY_OPEN")))
                .body("refunds.destination", is(List.of("AVAILABLE_CREDITS")))
                .body("refunds.paidOut.amount", is(List.of("72.00")))
                .body("history.what", is(List.of("REQUESTED", "CARRIED_OUT")));
        api.ask("list-subscriptions", "{\"accountId\":\"harbor\"}")
                .then()
                .body("items.state", is(List.of("CANCELED", "TERMINATED", "TERMINATED", "TERMINATED")));
        api.ask("list-billing-items", "{\"accountId\":\"harbor\"}")
                .then()
                .body("items.state", everyItem(is("CANCELED")))
                .body("items.find { it.billingItemId == 'server' }.openBalance", is(true));
        api.ask("list-accounts", "{\"accountId\":\"harbor\"}")
                .then()
                .body("items.status", is(List.of("CLOSED")))
                .body("items.externalStatus", is(List.of("DELETE")))
                .body("items.licenses", is(List.of(0)));
        assertEquals(
                Map.of(
                        "account.closed", 1L,
                        "billing.canceled", 2L,
                        "billing-item.canceled", 3L,
                        "refund.succeeded", 1L,
                        "service.removed", 2L,
                        "subscription.terminated", 4L),
                books
                        .texts(
                                "select type from outbox where tenant_id = ? and type not in ('receipt.issued', 'billing-item.left-invoices')",
                                api.tenant())
                        .stream()
                        .collect(Collectors.groupingBy(type -> type, Collectors.counting())));
        // What goes back stands on the closure, and each end has a receipt of its own that names it.
        api.ask("list-cancellations", "{\"accountId\":\"harbor\"}").then().body("items", hasSize(7));
        assertEquals(
                List.of("6"),
                books.texts(
                        "select count(*) from receipt r join cancellation c on c.tenant_id = r.tenant_id"
                                + " and c.kind = 'ACCOUNT' and c.id = r.document::json ->> 'because'"
                                + " where r.tenant_id = ? and r.what = 'CARRIED_OUT'",
                        api.tenant()));
        assertEquals(
                List.of("ACCOUNT"),
                books.texts(
                        "select c.kind from refund r join cancellation c on c.tenant_id = r.tenant_id"
                                + " and c.id = r.cancellation_id where r.tenant_id = ?",
                        api.tenant()));
    }

    @Test
    void takesTheNewContactAndKeepsTheOldWhereNothingIsSaid() {
        api.command(
                        "close-account",
                        Closing.close("\"refund\":{\"mode\":\"NONE\"},\"contactEmail\":\"estate@harbor.example\","
                                + "\"optOutOfEmails\":true"))
                .then()
                .statusCode(200)
                .body("plan.updates", is(List.of("contactEmail")));
        assertEquals(
                List.of("Harbor Books, The owner, estate@harbor.example"),
                books.texts(
                        "select concat_ws(', ', name, contact_name, contact_email) from account"
                                + " where tenant_id = ? and id = 'harbor'",
                        api.tenant()));
        api.ask("check-account-closure", Closing.CHECK)
                .then()
                .body("form.optOutOfEmails", is(true))
                .body("form.reason.code", is("CLOSING_BUSINESS"))
                .body("form.canceledOn", is("2026-06-11"));
    }

    @Test
    void answersTheChecklistBeforeAndAfter() {
        api.ask("check-account-closure", Closing.CHECK)
                .then()
                .statusCode(200)
                .body("status", is("ACTIVE"))
                .body("externalStatus", is("ACTIVE"))
                .body("checklist.done", everyItem(is(false)))
                .body("checklist.left", is(List.of(12, 2, 1, 1, 4, 3, 1)))
                .body("scheduledBillings.billingId", is(List.of("B-2", "B-1")))
                .body("canceledBillings.billingId", is(List.of("B-4")))
                .body("mayBeClosedBy", is(List.of("AGENT", "BILLING_ADMIN", "SYSTEM")))
                .body("blockers", hasSize(0))
                .body("form", nullValue());
        String closure = closed(Closing.by("NONE"));
        api.ask("check-account-closure", Closing.CHECK)
                .then()
                .body("status", is("CLOSED"))
                .body("externalStatus", is("DELETE"))
                .body("checklist.done", everyItem(is(true)))
                .body("scheduledBillings", hasSize(0))
                .body("canceledBillings.billingId", is(List.of("B-4", "B-2", "B-1")))
                .body("canceledBillings[1].cancellationId", is(closure))
                .body("mayBeClosedBy", hasSize(0))
                .body("form.cancellationId", is(closure))
                .body("form.retainUntil", is("2036-06-08"));
    }

    @Test
    void keepsWhatIsKnownForAsLongAsThePolicySays() {
        policy("\"retentionDays\":30");
        api.command("close-account", Closing.by("NONE")).then().body("plan.retainUntil", is("2026-07-11"));
    }

    @Test
    void countsTodayAsUsedWhereThePolicySaysSo() {
        policy("\"cancelDayUsed\":true");
        api.command("close-account", Closing.by("AVAILABLE_CREDITS"))
                .then()
                .body("effectiveOn", is("2026-06-12"))
                .body("plan.terminations.payout.refund.amount", is("68.40"));
    }

    // The money.

    @Test
    void settlesAllSubscriptionsTogetherWithOneFee() {
        policy("\"adminFees\":[{\"amount\":\"1.50\",\"currency\":\"USD\"}]");
        second();
        api.command("close-account", Closing.by("AVAILABLE_CREDITS"))
                .then()
                .statusCode(200)
                .body("plan.terminations.payout.refund.amount", is("92.00"))
                .body("plan.terminations.payout.adminFee.amount", is("1.50"))
                .body(
                        "plan.terminations.subscriptions.credited.amount",
                        containsInAnyOrder("0.00", "0.00", "0.00", "20.00", "72.00"))
                .body("refunds.paidOut.amount", is(List.of("90.50")));
    }

    @Test
    void letsOneCreditNoteBeTheRefundOfAll() {
        second();
        api.has("{\"creditNotes\":[{\"id\":\"CN-1\",\"accountId\":\"harbor\",\"issuedOn\":\"2026-06-10\","
                + "\"amount\":{\"amount\":\"90.00\",\"currency\":\"USD\"},\"subscriptionId\":\"second\"}]}");
        api.command("close-account", Closing.by("AVAILABLE_CREDITS"))
                .then()
                .statusCode(409)
                .body("reason", is("CREDIT_NOTE_EXISTS"));
        api.command("close-account", Closing.close("\"refund\":{\"mode\":\"CREDIT_NOTE\",\"creditNoteId\":\"CN-1\"}"))
                .then()
                .statusCode(200)
                .body("plan.terminations.payout.creditNote.difference.amount", is("-2.00"))
                .body("plan.warnings.code", hasItem("CREDIT_NOTE_DIFFERS"))
                .body("refunds.amount.amount", is(List.of("90.00")));
    }

    @Test
    void asksForAModeWhereSomethingIsRefundable() {
        refused(Closing.close("\"optOutOfEmails\":true"), 422, "REFUND_MODE_REQUIRED");
    }

    @Test
    void writesOffWhatIsOutstanding() {
        api.command("close-account", Closing.close("\"refund\":{\"mode\":\"NONE\"},\"openInvoices\":\"WRITE_OFF\""))
                .then()
                .statusCode(200)
                .body("plan.invoices.outcome", is(List.of("WRITTEN_OFF")))
                .body("plan.invoices[0].lines[0].net.amount", is("40.00"))
                .body("plan.invoices[0].lines[0].tax.amount", is("8.00"))
                .body("plan.outstanding.amount", is("48.00"))
                .body("plan.writtenOff.amount", is("48.00"))
                .body("plan.billingItems.staysOnInvoices.flatten()", hasSize(0));
        api.ask("list-invoices", "{\"accountId\":\"harbor\",\"open\":true}")
                .then()
                .body("items", hasSize(0));
        assertEquals(
                0,
                books.number(
                        "select count(*) from billing_item where tenant_id = ? and left_invoices_at is null",
                        api.tenant()));
    }

    @Test
    void handsInvoicesToWhoeverCollectsButNotThoseInDispute() {
        api.has("""
                {"invoices": [{"id": "I-3", "accountId": "harbor", "disputed": true, "issuedOn": "2026-06-01",
                  "dueOn": "2026-06-15", "lines": [{"id": "I-3-1", "description": "Traffic", "periodFrom": "2026-05-01",
                  "periodUntil": "2026-06-01", "net": {"amount": "7.00", "currency": "USD"}}]}]}""");
        api.command("close-account", Closing.close("\"refund\":{\"mode\":\"NONE\"},\"openInvoices\":\"COLLECT\""))
                .then()
                .statusCode(200)
                .body("plan.invoices.invoiceId", is(List.of("I-2", "I-3")))
                .body("plan.invoices.outcome", is(List.of("COLLECTED", "STAYS_OPEN")))
                .body("plan.warnings.code", hasItem("DISPUTED_NOT_COLLECTED"));
        assertEquals(
                List.of("I-2 48.00"),
                books.texts(
                        "select concat(subject, ' ', data::json -> 'outstanding' ->> 'amount') from outbox"
                                + " where tenant_id = ? and type = 'invoice.collection-requested'",
                        api.tenant()));
    }

    @Test
    void takesWhatIsNotUsedOffAnInvoiceThatIsOpenBeforeItWritesTheRestOff() {
        // 20 of 30 days of 30.00 are not used, and nothing is paid.
        api.has("""
                {"subscriptions": [{"id": "second", "accountId": "harbor", "name": "Second", "startsOn": "2026-01-01"}],
                 "invoices": [{"id": "I-3", "accountId": "harbor", "issuedOn": "2026-06-01", "dueOn": "2026-06-10",
                  "lines": [{"id": "I-3-1", "subscriptionId": "second", "description": "Second", "periodFrom": "2026-06-01",
                  "periodUntil": "2026-07-01", "net": {"amount": "30.00", "currency": "USD"}}]}]}""");
        api.command("close-account", Closing.close("\"refund\":{\"mode\":\"NONE\"},\"openInvoices\":\"WRITE_OFF\""))
                .then()
                .statusCode(200)
                .body("plan.terminations.offset.amount", is("20.00"))
                .body("plan.invoices.outstanding.amount", is(List.of("10.00", "48.00")))
                .body("plan.writtenOff.amount", is("58.00"));
        api.ask("list-invoices", "{\"accountId\":\"harbor\",\"open\":true}")
                .then()
                .body("items", hasSize(0));
    }

    // What was scheduled.

    @Test
    void takesThePlaceOfWhatWasScheduledAndNamesIt() {
        String item = api.command("cancel-billing-item", Harbor.cancel("disk", "ANNIVERSARY"))
                .path("cancellationId");
        String subscription = api.command(
                        "terminate-subscription",
                        Contracts.terminate("hosting", "END_OF_PERIOD", "{\"mode\":\"NONE\"}"))
                .path("cancellationId");
        api.command("close-account", Closing.by("AVAILABLE_CREDITS"))
                .then()
                .statusCode(200)
                .body("plan.supersedes", is(List.of(item, subscription)))
                .body("refunds.paidOut.amount", is(List.of("72.00")));
        for (String given : List.of(item, subscription)) {
            api.ask("get-cancellation", "{\"cancellationId\":\"" + given + "\"}")
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
                        "terminate-subscription",
                        Contracts.terminate("hosting", "END_OF_PERIOD", "{\"mode\":\"NONE\"}"))
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
        String closure = closed(Closing.by("NONE"));
        refusedUndo(closure, "ALREADY_EFFECTIVE");
        api.ask("list-accounts", "{\"accountId\":\"harbor\"}").then().body("items.status", is(List.of("CLOSED")));
    }

    // Refused, it changes nothing.

    @Test
    void namesAllThatStandsInTheWayAndChangesNothing() {
        api.has("""
                {"billRuns": [{"id": "june", "state": "COMPLETED"}],
                 "invoices": [{"id": "J-1", "accountId": "harbor", "billRunId": "june", "issuedOn": "2026-06-11",
                  "dueOn": "2026-06-25", "lines": [{"id": "J-1-1", "description": "Traffic", "periodFrom": "2026-05-01",
                  "periodUntil": "2026-06-01", "net": {"amount": "7.00", "currency": "USD"}}]}]}""");
        String refund = api.command("apply-refund", Refunds.of("\"paymentId\":\"P-2\"", "ORIGINAL_PAYMENT"))
                .then()
                .statusCode(200)
                .extract()
                .path("refunds[0].refundId");
        String before = Ledger.sum(books, api);
        api.ask("check-account-closure", Closing.CHECK)
                .then()
                .body("blockers.kind", is(List.of("BILL_RUN_IN_PROGRESS", "REFUND_PENDING")));
        api.ask("preview-account-closure", Closing.by("NONE"))
                .then()
                .statusCode(422)
                .body("reason", is("ACCOUNT_CLOSURE_BLOCKED"));
        api.command("close-account", Closing.by("NONE"))
                .then()
                .statusCode(422)
                .body("reason", is("ACCOUNT_CLOSURE_BLOCKED"))
                .body("blockers.id", is(List.of("june", refund)));
        assertEquals(before, Ledger.sum(books, api));
        assertNothingIsClosed();
        // Posted, the run is no longer in the way.
        api.has("""
                {"invoices": [{"id": "J-1", "accountId": "harbor", "billRunId": "june", "issuedOn": "2026-06-11",
                  "state": "POSTED", "dueOn": "2026-06-25", "lines": [{"id": "J-1-1", "description": "Traffic",
                  "periodFrom": "2026-05-01", "periodUntil": "2026-06-01", "net": {"amount": "7.00", "currency": "USD"}}]}]}""");
        api.command("close-account", Closing.by("NONE")).then().body("blockers.id", is(List.of(refund)));
    }

    @Test
    void refusesAReasonThatIsNotInTheCatalogue() {
        refused(
                "{\"accountId\":\"harbor\",\"refund\":{\"mode\":\"NONE\"},\"reason\":{\"code\":\"BORED\"}}",
                422,
                "REASON_UNKNOWN");
    }

    @Test
    void isHeldToItsQuote() {
        String quote = api.ask("preview-account-closure", Closing.by("NONE"))
                .then()
                .statusCode(200)
                .body("plan.licenses", is(12))
                .extract()
                .path("quote");
        String quoted = Closing.close("\"refund\":{\"mode\":\"NONE\"},\"quote\":\"" + quote + "\"");
        api.has("{\"billings\":[{\"id\":\"B-9\",\"accountId\":\"harbor\",\"plannedOn\":\"2026-08-01\","
                + "\"amount\":{\"amount\":\"1.00\",\"currency\":\"USD\"}}]}");
        refused(quoted, 409, "QUOTE_CHANGED");
        String again = api.ask("preview-account-closure", Closing.by("NONE")).path("quote");
        closed(quoted.replace(quote, again));
    }

    // Asked twice, it answers the same.

    @Test
    void answersTheSameUnderItsKeyAndRefusesAnother() {
        Response first = api.command("close-account", "k", Closing.by("NONE"));
        api.command("close-account", "k", Closing.by("NONE"))
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body(equalTo(first.asString()));
        api.command("close-account", Closing.by("NONE"))
                .then()
                .statusCode(409)
                .body("reason", is("ACCOUNT_CLOSED"))
                .body("cancellationId", is(first.<String>path("cancellationId")))
                .body("effectiveOn", is("2026-06-11"));
    }

    @Test
    void closesOnceHoweverManyAskAtOnce() {
        List<Integer> answers = Together.times(64, i -> api.command("close-account", Closing.by("AVAILABLE_CREDITS"))
                .statusCode());
        assertEquals(
                Map.of(200, 1L, 409, 63L),
                answers.stream().collect(Collectors.groupingBy(code -> code, Collectors.counting())));
        assertEquals(1, books.number("select count(*) from closure_form where tenant_id = ?", api.tenant()));
        assertEquals(1, books.number("select count(*) from refund where tenant_id = ?", api.tenant()));
    }

    @Test
    void neverClosesAnAccountThatGetsASubscriptionAtTheSameTime() {
        for (int round = 0; round < 8; round++) {
            Api own = Api.newTenant();
            own.has(Contracts.JUNE);
            List<Integer> answers = Together.times(
                    2,
                    i -> i == 0
                            ? own.command("close-account", Closing.by("NONE")).statusCode()
                            : own.command("import-records", subscription("late"))
                                    .statusCode());
            assertEquals(200, answers.get(0));
            // Imported before it was closed, it has ended with the account; after, it was refused.
            assertEquals(
                    answers.get(1) == 200 ? 5 : 4,
                    books.number(
                            "select count(*) from subscription where tenant_id = ? and ended_at is not null",
                            own.tenant()));
            assertEquals(
                    0,
                    books.number(
                            "select count(*) from subscription where tenant_id = ? and ended_at is null",
                            own.tenant()));
        }
    }

    // Without the right.

    @Test
    void isOpenToCustomersOnlyWhereThePolicyAndTheAccountSaySo() {
        Api customer = api.asCustomerOf("harbor");
        String body = Closing.close("\"optOutOfEmails\":false");
        customer.command("close-account", body).then().statusCode(422).body("reason", is("SELF_SERVICE_NOT_ALLOWED"));
        api.has(Closing.REST.replace("\"licenses\": 12", "\"selfServiceCancellation\": true"));
        policy("\"selfServiceCancellation\":false");
        customer.command("close-account", body).then().statusCode(422).body("reason", is("SELF_SERVICE_NOT_ALLOWED"));
        policy("\"selfServiceCancellation\":true");
        customer.ask("check-account-closure", Closing.CHECK).then().body("mayBeClosedBy", hasItem("CUSTOMER"));
        customer.command("close-account", Closing.close("\"openInvoices\":\"WRITE_OFF\""))
                .then()
                .statusCode(422)
                .body("reason", is("OPEN_INVOICES_CHOICE_NOT_ALLOWED"));
        assertNothingIsClosed();
        customer.command("close-account", body)
                .then()
                .statusCode(200)
                .body("plan.terminations.refundMode", is("AVAILABLE_CREDITS"))
                .body("refunds.paidOut.amount", is(List.of("72.00")));
    }

    @Test
    void hidesTheAccountsOfOthers() {
        Api stranger = api.asCustomerOf("kawa");
        for (String function : List.of("check-account-closure", "preview-account-closure")) {
            stranger.ask(function, Closing.CHECK).then().statusCode(404).body("reason", is("ACCOUNT_NOT_FOUND"));
        }
        stranger.command("close-account", Closing.by("NONE")).then().statusCode(404);
        Api.newTenant().command("close-account", Closing.by("NONE")).then().statusCode(404);
        assertNothingIsClosed();
    }

    @Test
    void isOpenToAgentsAndSystems() {
        api.as(Role.AGENT)
                .ask("preview-account-closure", Closing.by("NONE"))
                .then()
                .statusCode(200);
        api.as(Role.SYSTEM).command("close-account", Closing.by("NONE")).then().statusCode(200);
    }

    // Afterwards.

    @Test
    void takesNothingNewAfterwards() {
        closed(Closing.by("NONE"));
        String closed = "is an account that is closed; nothing new can be made for it";
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
        closed(Closing.by("NONE"));
        api.has(Contracts.JUNE);
        api.has(Closing.REST.replace("Harbor Books", "Harbor Books, closed"));
        api.ask("list-accounts", "{\"accountId\":\"harbor\"}")
                .then()
                .body("items.name", is(List.of("Harbor Books, closed")))
                .body("items.status", is(List.of("CLOSED")))
                .body("items.licenses", is(List.of(0)));
        api.ask("check-account-closure", Closing.CHECK).then().body("checklist.done", everyItem(is(true)));
        // That a billing was collected all the same is said, and not taken in silence.
        api.command(
                        "import-records",
                        "{\"billings\":[{\"id\":\"B-2\",\"accountId\":\"harbor\",\"plannedOn\":\"2026-06-14\","
                                + "\"state\":\"PAID\",\"amount\":{\"amount\":\"48.00\",\"currency\":\"USD\"}}]}")
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/billings/0/state")))
                .body("errors.detail", is(List.of("cannot become PAID; the billing is CANCELED")));
    }

    @Test
    void stillTakesPaymentsAndRefundsOfWhatIsOpen() {
        closed(Closing.by("AVAILABLE_CREDITS"));
        api.has("""
                {"payments": [{"id": "P-9", "accountId": "harbor", "amount": {"amount": "40.00", "currency": "USD"},
                  "receivedOn": "2026-06-12", "allocations": [{"invoiceId": "I-2",
                  "amount": {"amount": "40.00", "currency": "USD"}}]}],
                 "creditUses": [{"id": "U-1", "accountId": "harbor", "amount": {"amount": "8.00", "currency": "USD"},
                  "usedOn": "2026-06-12", "allocations": [{"invoiceId": "I-2",
                  "amount": {"amount": "8.00", "currency": "USD"}}]}]}""");
        api.ask("list-invoices", "{\"accountId\":\"harbor\",\"open\":true}")
                .then()
                .body("items", hasSize(0));
        api.ask("list-billing-items", "{\"accountId\":\"harbor\"}")
                .then()
                .body("items.openBalance", everyItem(is(false)));
        api.command("apply-refund", Refunds.of("\"paymentId\":\"P-1\"", "36.00", "ORIGINAL_PAYMENT"))
                .then()
                .statusCode(200);
    }

    private void second() {
        api.has("""
                {"subscriptions": [{"id": "second", "accountId": "harbor", "name": "Second", "startsOn": "2026-01-01"}],
                 "invoices": [{"id": "I-3", "accountId": "harbor", "issuedOn": "2026-06-01", "dueOn": "2026-06-10",
                  "lines": [{"id": "I-3-1", "subscriptionId": "second", "description": "Second", "periodFrom": "2026-06-01",
                  "periodUntil": "2026-07-01", "net": {"amount": "30.00", "currency": "USD"}}]}],
                 "payments": [{"id": "P-3", "accountId": "harbor", "amount": {"amount": "30.00", "currency": "USD"},
                  "receivedOn": "2026-06-03", "allocations": [{"invoiceId": "I-3",
                  "amount": {"amount": "30.00", "currency": "USD"}}]}]}""");
    }

    private static String subscription(String id) {
        return "{\"subscriptions\":[{\"id\":\"" + id
                + "\",\"accountId\":\"harbor\",\"name\":\"New\",\"startsOn\":\"2026-06-01\"}]}";
    }

    private void policy(String more) {
        api.has("{\"policy\":{\"allowRefund\":true,\"termsVersion\":\"v1\",\"termsText\":\"Gone is gone.\","
                + "\"contactLine\":\"Open a ticket to accounting.\"," + more + "}}");
    }

    private String closed(String body) {
        return api.command("close-account", body)
                .then()
                .statusCode(200)
                .extract()
                .path("cancellationId");
    }

    private void refused(String body, int status, String reason) {
        String before = Ledger.sum(books, api);
        api.command("close-account", body).then().statusCode(status).body("reason", is(reason));
        assertEquals(before, Ledger.sum(books, api));
        assertNothingIsClosed();
    }

    private void refusedUndo(String cancellation, String reason) {
        api.command("undo-cancellation", "{\"cancellationId\":\"" + cancellation + "\"}")
                .then()
                .statusCode(409)
                .body("reason", is(reason));
    }

    private void assertNothingIsClosed() {
        assertEquals(
                0,
                books.number("select count(*) from account where tenant_id = ? and status = 'CLOSED'", api.tenant()));
        assertEquals(
                0,
                books.number(
                        "select count(*) from cancellation where tenant_id = ? and kind = 'ACCOUNT'", api.tenant()));
        assertEquals(
                0,
                books.number(
                        "select count(*) from billing where tenant_id = ? and cancellation_id is not null",
                        api.tenant()));
    }
}
