package io.quittance.billrun.delete;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.billrun.cancel.RunRecords;
import io.quittance.contract.Harbor;
import io.quittance.testing.FunctionTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeleteBillRunTest extends FunctionTest {

    @BeforeEach
    void begin() {
        api.has(RunRecords.records());
    }

    private void run(String state) {
        api.has(RunRecords.adHoc("run", "COMPLETED"));
        api.has(RunRecords.invoices("run", 0, 3, ""));
        if (!state.equals("COMPLETED")) {
            api.has(RunRecords.adHoc("run", state));
        }
    }

    private void failedRun() {
        api.has(RunRecords.adHoc("run", "ERROR"));
        api.has(RunRecords.invoices("run", 0, 3, ""));
    }

    @Test
    void removesACanceledRunAndKeepsItsReceipt() {
        run("COMPLETED");
        String id = api.command("cancel-bill-run", RunRecords.cancel("run")).path("cancellationId");
        api.command("delete-bill-run", RunRecords.named("run"))
                .then()
                .statusCode(200)
                .body("state", is("DELETED"))
                .body("progress.done", is(3));
        assertEquals(List.of("HB-1"), books.texts("select id from invoice where tenant_id = ?", api.tenant()));
        api.ask("list-bill-runs", "{}").then().body("items", is(List.of()));
        api.ask("get-cancellation", json("cancellationId", id))
                .then()
                .statusCode(200)
                .body("subjectId", is("run"));
        assertEquals(1, api.events("bill-run.deleted").size());
        api.command("cancel-bill-run", RunRecords.cancel("run")).then().statusCode(404);
        api.command("delete-bill-run", RunRecords.named("run")).then().statusCode(404);
    }

    @Test
    void removesAFailedRun() {
        failedRun();
        api.command("cancel-bill-run", RunRecords.cancel("run"))
                .then()
                .statusCode(409)
                .body("reason", is("BILL_RUN_FAILED"));
        api.command("delete-bill-run", RunRecords.named("run"))
                .then()
                .statusCode(200)
                .body("state", is("DELETED"));
        assertEquals(List.of("HB-1"), books.texts("select id from invoice where tenant_id = ?", api.tenant()));
    }

    @Test
    void keepsAFailedRunOnWhichSomethingIsPaid() {
        failedRun();
        api.has(RunRecords.payment("run", 0, "1.00"));
        api.command("delete-bill-run", RunRecords.named("run"))
                .then()
                .statusCode(409)
                .body("reason", is("BILL_RUN_HAS_EXCEPTIONS"));
        assertEquals(4, books.number("select count(*) from invoice where tenant_id = ?", api.tenant()));
    }

    @Test
    void keepsWhatCannotBeRemovedOfALargeFailedRunCanceled() {
        failedRun();
        api.has(RunRecords.invoices("run", 3, 12, ""));
        api.has(RunRecords.payment("run", 7, "1.00"));
        api.command("delete-bill-run", RunRecords.named("run"))
                .then()
                .statusCode(200)
                .body("state", is("REMOVE_IN_PROGRESS"));
        api.ask("run-bulk-work", "{}").then().body("jobs[0].done", is(11)).body("jobs[0].exceptions", is(1));
        assertEquals(
                List.of("HB-1 POSTED", "run-07 CANCELED"),
                books.texts("select id || ' ' || state from invoice where tenant_id = ? order by id", api.tenant()));
    }

    @Test
    void keepsACanceledRunWhoseCreditNoteIsUsed() {
        run("COMPLETED");
        api.has(RunRecords.SETTLEMENT);
        api.has(RunRecords.creditNote("run", "CN-1", "3.00"));
        RunRecords.use(books, api.tenant(), "CN-1", 300);
        api.command("cancel-bill-run", RunRecords.cancel("run")).then().statusCode(200);
        keeps(1);
    }

    @Test
    void keepsAFailedRunWhoseCreditNoteIsUsed() {
        failedRun();
        api.has(RunRecords.creditNote("run", "CN-1", "3.00"));
        api.has(RunRecords.creditNote("run", "CN-2", "4.00"));
        RunRecords.use(books, api.tenant(), "CN-2", 400);
        keeps(2);
    }

    private void keeps(int creditNotes) {
        api.command("delete-bill-run", RunRecords.named("run"))
                .then()
                .statusCode(409)
                .body("reason", is("BILL_RUN_HAS_EXCEPTIONS"))
                .body("exceptions", is(1));
        assertEquals(4, books.number("select count(*) from invoice where tenant_id = ?", api.tenant()));
        assertEquals(creditNotes, books.number("select count(*) from credit_note where tenant_id = ?", api.tenant()));
    }

    /** What fits one piece is removed in the command, and no more than that. */
    @Test
    void removesManyCanceledCreditNotesInPieces() {
        run("COMPLETED");
        api.has(RunRecords.SETTLEMENT);
        for (int i = 10; i < 22; i++) {
            api.has(RunRecords.creditNote("run", "CN-" + i, "3.00"));
        }
        api.command("cancel-bill-run", RunRecords.cancel("run")).then().statusCode(200);
        api.ask("run-bulk-work", "{}").then().body("jobs.finishedAt.size()", is(1));
        api.command("delete-bill-run", RunRecords.named("run"))
                .then()
                .statusCode(200)
                .body("state", is("REMOVE_IN_PROGRESS"));
        assertEquals(12, books.number("select count(*) from credit_note where tenant_id = ?", api.tenant()));
        api.ask("run-bulk-work", "{}").then().body("jobs[0].amounts.done", is(List.of(3, 12)));
        assertEquals(0, books.number("select count(*) from credit_note where tenant_id = ?", api.tenant()));
    }

    /** They stay with their accounts, so there is nothing to do in pieces. */
    @Test
    void removesAFailedRunAtOnceHoweverManyCreditNotesStillStand() {
        failedRun();
        for (int i = 10; i < 22; i++) {
            api.has(RunRecords.creditNote("run", "CN-" + i, "3.00"));
        }
        api.command("delete-bill-run", RunRecords.named("run"))
                .then()
                .statusCode(200)
                .body("state", is("DELETED"));
        assertEquals(
                12,
                books.number(
                        "select count(*) from credit_note where tenant_id = ? and state = 'ISSUED'", api.tenant()));
    }

    @Test
    void letsAnEndedItemLeaveTheInvoicesOfAFailedRun() {
        failedRun();
        api.command("cancel-billing-item", Harbor.cancel("server", "IMMEDIATE"))
                .then()
                .statusCode(200);
        openBalance("server", true);
        api.command("delete-bill-run", RunRecords.named("run")).then().statusCode(200);
        openBalance("server", false);
        assertEquals(List.of("server"), api.events("billing-item.left-invoices"));
    }

    private void openBalance(String item, boolean expected) {
        api.ask("list-billing-items", json("state", "CANCELED"))
                .then()
                .body("items.find { it.billingItemId == '" + item + "' }.openBalance", is(expected));
    }

    @Test
    void refusesEveryRunThatIsNeitherCanceledNorFailed() {
        run("COMPLETED");
        for (String state : List.of("COMPLETED", "POST_IN_PROGRESS", "POSTED")) {
            api.has(RunRecords.adHoc("run", state));
            api.command("delete-bill-run", RunRecords.named("run"))
                    .then()
                    .statusCode(409)
                    .body("reason", is("BILL_RUN_NOT_CANCELED"))
                    .body("state", is(state));
        }
        assertEquals(4, books.number("select count(*) from invoice where tenant_id = ?", api.tenant()));
    }

    @Test
    void answersTheSameWhenAskedTwice() {
        failedRun();
        String first =
                api.command("delete-bill-run", "k-1", RunRecords.named("run")).asString();
        api.command("delete-bill-run", "k-1", RunRecords.named("run"))
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body(equalTo(first));
    }
}
