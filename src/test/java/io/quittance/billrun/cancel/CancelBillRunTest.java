package io.quittance.billrun.cancel;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Role;
import io.quittance.contract.Body;
import io.quittance.contract.Commands;
import io.quittance.contract.Harbor;
import io.quittance.testing.Api;
import io.quittance.testing.FunctionTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CancelBillRunTest extends FunctionTest {

    @BeforeEach
    void begin() {
        api.has(RunRecords.records());
    }

    private void completedRun() {
        api.has(RunRecords.adHoc("run", "COMPLETED"));
        api.has(RunRecords.invoices("run", 0, 4, ""));
    }

    private List<String> texts(String sql) {
        return books.texts(sql, api.tenant());
    }

    @Test
    void letsWhatWasPaidOfACanceledRunGoBack() {
        completedRun();
        api.has(RunRecords.SETTLEMENT);
        api.has(RunRecords.payment("run", 2, "7.00"));
        api.command("cancel-bill-run", RunRecords.cancel("run"))
                .then()
                .statusCode(200)
                .body("receipt.plan.exceptions.id", is(List.of("run-02")));
        api.command(
                        "apply-refund",
                        "{\"invoiceId\":\"run-02\",\"destination\":\"ORIGINAL_PAYMENT\"," + RunRecords.NOT_NEEDED + "}")
                .then()
                .statusCode(200)
                .body("refunds.paidOut.amount", is(List.of("7.00")));
    }

    @Test
    void cancelsASmallRunInTheCommandAndTellsOnce() {
        completedRun();
        String id = api.command("cancel-bill-run", RunRecords.cancel("run"))
                .then()
                .statusCode(200)
                .body("state", is("CANCELED"))
                .body("progress.counted", is(true))
                .body("progress.invoices", is(4))
                .body("progress.done", is(4))
                .body("progress.exceptions", is(0))
                .body("progress.amounts[0].doneAmount.amount", is("40.00"))
                .body("receipt.kind", is("BILL_RUN"))
                .body("receipt.state", is("EFFECTIVE"))
                .body("receipt.accountId", nullValue())
                .body("receipt.plan.canceled[0].documents", is(4))
                .body("receipt.history.what", is(List.of("REQUESTED", "CARRIED_OUT")))
                .extract()
                .path("cancellationId");
        assertEquals(
                List.of("bill-run.canceled run", "bill-run.cancellation-started run"),
                api.eventsWithSubjects("bill-run."));
        assertEquals(
                List.of("CANCELED"),
                texts("select distinct state from invoice where tenant_id = ? and bill_run_id = 'run'"));
        api.ask("get-cancellation", json("cancellationId", id))
                .then()
                .statusCode(200)
                .body("subjectId", is("run"));
        api.asCustomerOf("harbor")
                .ask("get-cancellation", json("cancellationId", id))
                .then()
                .statusCode(404);
        api.asCustomerOf("harbor").ask("list-cancellations", "{}").then().body("items", is(List.of()));
        api.command("undo-cancellation", json("cancellationId", id))
                .then()
                .statusCode(409)
                .body("reason", is("ALREADY_EFFECTIVE"));
    }

    @Test
    void previewsExactlyWhatItDoesAndHoldsItsQuote() {
        completedRun();
        var preview = api.ask("preview-bill-run-cancellation", RunRecords.named("run"));
        preview.then().statusCode(200).body("plan.canceled[0].amount.amount", is("40.00"));
        Body quoted = Commands.cancelRun("run").quote(preview.path("quote"));
        api.has(RunRecords.payment("run", 0, "3.00"));
        api.command("cancel-bill-run", quoted).then().statusCode(409).body("reason", is("QUOTE_CHANGED"));
        Object plan = api.ask("preview-bill-run-cancellation", RunRecords.named("run"))
                .path("plan");
        assertEquals(
                plan, api.command("cancel-bill-run", RunRecords.cancel("run")).path("receipt.plan"));
    }

    @Test
    void listsWhatIsPaidCreditedOrDisputedAndCancelsTheRest() {
        completedRun();
        api.has(RunRecords.payment("run", 1, "3.00"));
        api.has(RunRecords.invoices("run", 2, 3, ",\"disputed\":true"));
        api.command("cancel-bill-run", RunRecords.cancel("run"))
                .then()
                .statusCode(200)
                .body("state", is("CANCELED"))
                .body("progress.done", is(2))
                .body("progress.exceptions", is(2))
                .body("progress.amounts[0].exceptionsAmount.amount", is("20.00"))
                .body("receipt.plan.warnings.code", is(List.of("EXCEPTIONS_REMAIN")))
                .body("receipt.plan.exceptions.cause", is(List.of("PAID", "DISPUTED")));
        api.ask("get-bill-run", json("billRunId", "run", "limit", 1))
                .then()
                .body("exceptions.items.id", is(List.of("run-01")))
                .body("exceptions.nextCursor", is("SU5WT0lDRSBydW4tMDE"));
        api.ask("get-bill-run", json("billRunId", "run", "limit", 1, "cursor", "SU5WT0lDRSBydW4tMDE"))
                .then()
                .body("exceptions.items.id", is(List.of("run-02")))
                .body("exceptions.nextCursor", nullValue());
        // Nothing more is collected for them either.
        api.ask("list-invoices", json("billRunId", "run"))
                .then()
                .body("items.state", is(List.of("CANCELED", "CANCELED", "CANCELED", "CANCELED")))
                .body("items.outstanding.amount", is(List.of("0.00", "0.00", "0.00", "0.00")));
        api.ask("list-invoices", json("billRunId", "run", "open", true)).then().body("items", is(List.of()));
        api.command("delete-bill-run", RunRecords.named("run"))
                .then()
                .statusCode(409)
                .body("reason", is("BILL_RUN_HAS_EXCEPTIONS"))
                .body("exceptions", is(2));
    }

    @Test
    void refusesWhatIsCanceledWithItsProgressAndChangesNothing() {
        completedRun();
        api.command("cancel-bill-run", RunRecords.cancel("run")).then().statusCode(200);
        String before = texts("select md5(string_agg(i::text, '|' order by id)) from invoice i where tenant_id = ?")
                .get(0);
        api.command("cancel-bill-run", RunRecords.cancel("run"))
                .then()
                .statusCode(409)
                .body("reason", is("BILL_RUN_ALREADY_CANCELED"))
                .body("progress.done", is(4))
                .body("detail", containsString("new idempotency key"));
        assertEquals(
                before,
                texts("select md5(string_agg(i::text, '|' order by id)) from invoice i where tenant_id = ?")
                        .get(0));
        assertEquals(1, books.number("select count(*) from cancellation where tenant_id = ?", api.tenant()));
    }

    @Test
    void refusesARunOfWhichAnInvoiceIsPostedAndChangesNothing() {
        completedRun();
        api.has(RunRecords.invoices("run", 1, 2, ",\"state\":\"POSTED\""));
        api.command("cancel-bill-run", RunRecords.cancel("run"))
                .then()
                .statusCode(409)
                .body("reason", is("BILL_RUN_HAS_POSTED_INVOICES"))
                .body("postedInvoices", is(1));
        api.ask("get-bill-run", RunRecords.named("run")).then().body("billRun.state", is("COMPLETED"));
        assertEquals(0, books.number("select count(*) from cancellation where tenant_id = ?", api.tenant()));
    }

    @Test
    void answersTheSameWhenAskedTwice() {
        completedRun();
        String first =
                api.command("cancel-bill-run", "k-1", RunRecords.cancel("run")).asString();
        api.command("cancel-bill-run", "k-1", RunRecords.cancel("run"))
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body(equalTo(first));
    }

    @Test
    void isForTheBillingTeamAlone() {
        completedRun();
        for (Api caller : List.of(api.as(Role.AGENT), api.asCustomerOf("harbor"))) {
            for (String function :
                    List.of("cancel-bill-run", "preview-bill-run-cancellation", "delete-bill-run", "get-bill-run")) {
                caller.command(function, RunRecords.cancel("run")).then().statusCode(403);
            }
            caller.ask("list-bill-runs", "{}").then().statusCode(403);
            caller.ask("run-bulk-work", "{}").then().statusCode(403);
        }
        api.as(Role.SYSTEM)
                .command("cancel-bill-run", RunRecords.cancel("run"))
                .then()
                .statusCode(200);
    }

    @Test
    void hidesTheRunsOfOtherTenants() {
        completedRun();
        Api other = Api.newTenant();
        other.command("cancel-bill-run", RunRecords.cancel("run"))
                .then()
                .statusCode(404)
                .body("reason", is("BILL_RUN_NOT_FOUND"));
        other.ask("list-bill-runs", "{}").then().body("items", is(List.of()));
    }

    @Test
    void refusesAScopeWhereThereIsNoSeriesToEnd() {
        completedRun();
        api.command("cancel-bill-run", RunRecords.cancel("run", "THIS_RUN"))
                .then()
                .statusCode(400)
                .body("reason", is("INVALID_REQUEST"))
                .body("errors.pointer", is(List.of("/scope")));
        api.has(RunRecords.ofSeries(6, "COMPLETED", "2026-06-30"));
        api.command("cancel-bill-run", RunRecords.cancel("month-6", "ALL_FUTURE"))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/scope")));
        // Without one, the series is left alone.
        api.command("cancel-bill-run", RunRecords.cancel("month-6"))
                .then()
                .statusCode(200)
                .body("nextRun", nullValue());
        api.has(RunRecords.ofSeries(7, "PENDING", "2026-07-31"));
    }

    @Test
    void needsAReasonOfTheCatalogue() {
        completedRun();
        api.command("cancel-bill-run", RunRecords.named("run"))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/reason")));
        api.command("cancel-bill-run", RunRecords.cancel("run").replace("NO_LONGER_NEEDED", "BOREDOM"))
                .then()
                .statusCode(422)
                .body("reason", is("REASON_UNKNOWN"));
    }

    @Test
    void countsTheNextRecurrenceFromTheAnchorSoThatThe31stComesBack() {
        api.has(RunRecords.ofSeries(2, "PENDING", "2026-02-28"));
        api.command("cancel-bill-run", RunRecords.cancel("month-2"))
                .then()
                .body("nextRun.billRunId", is("monthly-3"))
                .body("nextRun.scheduledOn", is("2026-03-31"));
        api.command("cancel-bill-run", RunRecords.cancel("monthly-3", "THIS_RUN"))
                .then()
                .body("nextRun.number", is(4))
                .body("nextRun.scheduledOn", is("2026-04-30"));
        assertEquals(List.of("monthly-3", "monthly-4"), api.events("bill-run.next-scheduled"));
    }

    @Test
    void takesTheRecurrenceThatIsThereForTheNext() {
        api.has(RunRecords.ofSeries(6, "PENDING", "2026-06-30"));
        api.has(RunRecords.ofSeries(7, "PENDING", "2026-07-31"));
        api.command("cancel-bill-run", RunRecords.cancel("month-6"))
                .then()
                .body("nextRun.billRunId", is("month-7"))
                .body("nextRun.created", is(false));
        api.command("cancel-bill-run", RunRecords.cancel("month-7", "ALL_FUTURE"))
                .then()
                .body("nextRun", nullValue());
        assertEquals(2, books.number("select count(*) from bill_run where tenant_id = ?", api.tenant()));
    }

    @Test
    void passesOverAnIdThatTheBillingSystemHasUsed() {
        api.has(RunRecords.adHoc("monthly-7", "COMPLETED"));
        api.has(RunRecords.ofSeries(6, "PENDING", "2026-06-30"));
        api.command("cancel-bill-run", RunRecords.cancel("month-6"))
                .then()
                .body("nextRun.billRunId", is("monthly-7-2"))
                .body("nextRun.number", is(7));
    }

    @Test
    void endsAllFutureRunsTogetherUnlessOneIsPaused() {
        api.has(RunRecords.ofSeries(6, "PENDING", "2026-06-30"));
        api.has(RunRecords.ofSeries(7, "PAUSED", "2026-07-31"));
        api.command("cancel-bill-run", RunRecords.cancel("month-6", "ALL_FUTURE"))
                .then()
                .statusCode(409)
                .body("reason", is("BILL_RUN_PAUSED"))
                .body("billRunId", is("month-7"));
        api.has(RunRecords.ofSeries(7, "PENDING", "2026-07-31"));
        api.command("cancel-bill-run", RunRecords.cancel("month-6", "ALL_FUTURE"))
                .then()
                .statusCode(200)
                .body("receipt.plan.alsoCanceled", is(List.of("month-7")));
        api.ask("list-bill-runs", json("state", "CANCELED"))
                .then()
                .body("items.billRunId", is(List.of("month-6", "month-7")));
    }

    @Test
    void letsAnEndedItemLeaveInvoicesThatNobodyCollects() {
        completedRun();
        // The server's own invoice is paid; those of the run are open.
        api.command("cancel-billing-item", Harbor.cancel("server", "IMMEDIATE"))
                .then()
                .statusCode(200);
        assertEquals(
                List.of(), texts("select id from billing_item where tenant_id = ? and left_invoices_at is not null"));
        api.command("cancel-bill-run", RunRecords.cancel("run")).then().statusCode(200);
        assertEquals(
                List.of("server"),
                texts("select id from billing_item where tenant_id = ? and left_invoices_at is not null"));
        assertEquals(List.of("server"), api.events("billing-item.left-invoices"));
    }

    @Test
    void letsAnItemThatEndsLaterLeaveAtOnce() {
        completedRun();
        api.command("cancel-bill-run", RunRecords.cancel("run")).then().statusCode(200);
        api.command("cancel-billing-item", Harbor.cancel("server", "IMMEDIATE"))
                .then()
                .body("plan.staysOnInvoices.billingItemId", is(List.of("disk")));
    }

    @Test
    void acceptsNoPostingDisputeOrInvoiceAfterwardsAndLeavesPaymentsUnallocated() {
        completedRun();
        api.command("cancel-bill-run", RunRecords.cancel("run")).then().statusCode(200);
        api.command("import-records", RunRecords.payment("run", 0, "3.00"))
                .then()
                .statusCode(200)
                .body("unallocated.amount.amount", is(List.of("3.00")));
        refused(RunRecords.invoices("run", 0, 1, ",\"state\":\"POSTED\""), "/invoices/0/state");
        refused(RunRecords.invoices("run", 0, 1, ",\"disputed\":true"), "/invoices/0/disputed");
        refused(RunRecords.invoices("run", 9, 10, ""), "/invoices/0/billRunId");
        refused(RunRecords.adHoc("run", "COMPLETED"), "/billRuns/0/state");
        // What is known already may come again.
        api.has(RunRecords.invoices("run", 0, 4, ""));
        api.has(RunRecords.adHoc("run", "CANCELED"));
    }

    private void refused(String records, String pointer) {
        api.command("import-records", records)
                .then()
                .statusCode(400)
                .body("reason", is("INVALID_RECORDS"))
                .body("errors.pointer", is(List.of(pointer)));
    }

    @Test
    void takesCreditNotesAlongUnderInvoiceSettlement() {
        completedRun();
        api.has(RunRecords.SETTLEMENT);
        api.has(RunRecords.creditNote("run", "CN-1", "3.00"));
        api.has(RunRecords.creditNote("run", "CN-2", "4.00"));
        RunRecords.use(books, api.tenant(), "CN-2", 400);
        api.command("cancel-bill-run", RunRecords.cancel("run"))
                .then()
                .statusCode(200)
                .body("state", is("CANCELED"))
                .body("receipt.plan.canceled.record", is(List.of("INVOICE", "CREDIT_NOTE")))
                .body("receipt.plan.canceled.amount.amount", is(List.of("40.00", "3.00")))
                .body("receipt.plan.exceptions.id", is(List.of("CN-2")))
                .body("progress.amounts.record", is(List.of("INVOICE", "CREDIT_NOTE")))
                .body("progress.amounts.done", is(List.of(4, 1)))
                .body("progress.amounts.exceptions", is(List.of(0, 1)));
        assertEquals(
                List.of("CN-1 CANCELED", "CN-2 USED"),
                texts("select id || ' ' || state from credit_note where tenant_id = ? order by id"));
        api.ask("get-account-credits", json("accountId", "harbor")).then().body("creditNotes", is(List.of()));
        refused(RunRecords.creditNote("run", "CN-3", "1.00"), "/creditNotes/0/billRunId");
    }

    @Test
    void leavesCreditNotesAloneWithoutInvoiceSettlementAndSaysSo() {
        completedRun();
        api.has(RunRecords.creditNote("run", "CN-1", "3.00"));
        api.command("cancel-bill-run", RunRecords.cancel("run"))
                .then()
                .statusCode(200)
                .body("receipt.plan.warnings.code", is(List.of("CREDIT_NOTES_REMAIN")));
        api.ask("get-account-credits", json("accountId", "harbor"))
                .then()
                .body("creditNotes.creditNoteId", is(List.of("CN-1")));
        // And it outlives the run's removal.
        api.command("delete-bill-run", RunRecords.named("run")).then().statusCode(200);
        assertEquals(List.of("ISSUED"), texts("select state from credit_note where tenant_id = ?"));
    }

    @Test
    void showsCustomersWhatWasPostedOnly() {
        completedRun();
        api.has(RunRecords.invoices("run", 3, 4, ",\"state\":\"POSTED\""));
        api.ask("list-invoices", json("billRunId", "run"))
                .then()
                .body("items.state", is(List.of("DRAFT", "DRAFT", "DRAFT", "POSTED")));
        api.asCustomerOf("harbor")
                .ask("list-invoices", "{}")
                .then()
                .body("items.invoiceId", is(List.of("HB-1", "run-03")));
    }
}
