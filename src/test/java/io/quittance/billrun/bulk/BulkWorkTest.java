package io.quittance.billrun.bulk;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.billrun.cancel.RunRecords;
import io.quittance.contract.Harbor;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Together;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run of 42 invoices, in pieces of five. */
@QuarkusTest
class BulkWorkTest extends FunctionTest {

    private static final int INVOICES = 42;

    @BeforeEach
    void begin() {
        api.has(RunRecords.records());
        api.has(RunRecords.adHoc("run", "COMPLETED"));
        api.has(RunRecords.invoices("run", 0, INVOICES, ""));
    }

    private void cancel() {
        api.command("cancel-bill-run", RunRecords.cancel("run"))
                .then()
                .statusCode(200)
                .body("state", is("CANCEL_IN_PROGRESS"))
                .body("progress.counted", is(false))
                .body("progress.invoices", is(0))
                .body("receipt.plan.atOnce", is(false))
                .body("receipt.plan.canceled", nullValue())
                .body("receipt.plan.warnings.code", is(List.of("DONE_IN_CHUNKS")))
                .body("receipt.history.what", is(List.of("REQUESTED")));
    }

    private long canceled() {
        return books.number("select count(*) from invoice where tenant_id = ? and state = 'CANCELED'", api.tenant());
    }

    @Test
    void collectsNothingFromTheCommitOnThoughNoPieceIsDone() {
        cancel();
        assertEquals(0, canceled());
        api.ask("list-invoices", json("billRunId", "run", "open", true)).then().body("items", is(List.of()));
        api.ask("list-invoices", json("billRunId", "run", "limit", 1))
                .then()
                .body("items.state", is(List.of("CANCELED")))
                .body("items[0].lines[0].outstanding.amount", is("0.00"));
        api.command("import-records", RunRecords.payment("run", 7, "1.00"))
                .then()
                .statusCode(200)
                .body("unallocated.amount.amount", is(List.of("1.00")));
        api.command("cancel-bill-run", RunRecords.cancel("run"))
                .then()
                .statusCode(409)
                .body("reason", is("BILL_RUN_ALREADY_CANCELED"))
                .body("progress.work", is("CANCEL"));
        api.command("delete-bill-run", RunRecords.named("run"))
                .then()
                .statusCode(409)
                .body("reason", is("BILL_RUN_NOT_CANCELED"));
    }

    @Test
    void cancelsEveryInvoiceInPiecesAndTellsOnce() {
        api.has(RunRecords.payment("run", 3, "4.00"));
        api.has(RunRecords.invoices("run", 41, 42, ",\"disputed\":true"));
        cancel();
        api.ask("run-bulk-work", "{}")
                .then()
                .statusCode(200)
                .body("jobs", hasSize(1))
                .body("jobs[0].counted", is(true))
                .body("jobs[0].invoices", is(42))
                .body("jobs[0].done", is(40))
                .body("jobs[0].exceptions", is(2))
                .body("jobs[0].amounts[0].plannedAmount.amount", is("420.00"))
                .body("jobs[0].amounts[0].exceptionsAmount.amount", is("20.00"));
        assertEquals(40, canceled());
        assertEquals(9, books.number("select count(*) from bulk_chunk where tenant_id = ?", api.tenant()));
        assertEquals(1, api.events("bill-run.canceled").size());
        api.ask("get-bill-run", RunRecords.named("run"))
                .then()
                .body("billRun.state", is("CANCELED"))
                .body("exceptions.items.id", is(List.of("run-03", "run-41")));
        String id = books.texts("select id from cancellation where tenant_id = ?", api.tenant())
                .get(0);
        api.ask("get-cancellation", json("cancellationId", id))
                .then()
                .body("history.what", is(List.of("REQUESTED", "CARRIED_OUT")));
        // Nothing is left.
        api.ask("run-bulk-work", json("seconds", 1)).then().body("jobs", is(List.of()));
    }

    @Test
    void doesEachPieceOnceWhenManyWorkAtOnce() {
        cancel();
        List<Integer> answers = Together.times(
                8, i -> api.ask("run-bulk-work", "").then().extract().statusCode());
        assertEquals(List.of(200, 200, 200, 200, 200, 200, 200, 200), answers);
        api.ask("run-bulk-work", "{}");
        api.ask("get-bill-run", RunRecords.named("run"))
                .then()
                .body("billRun.state", is("CANCELED"))
                .body("progress.done", is(42));
        assertEquals(42, canceled());
        assertEquals(
                9,
                books.number(
                        "select count(*) from audit where tenant_id = ? and function = 'run-bulk-work'"
                                + " and effects like '%bulk-chunk%'",
                        api.tenant()));
        assertEquals(
                1,
                books.number(
                        "select count(*) from receipt where tenant_id = ? and what = 'CARRIED_OUT'", api.tenant()));
    }

    @Test
    void isTakenUpByRunDueActions() {
        cancel();
        String id = books.texts("select id from cancellation where tenant_id = ?", api.tenant())
                .get(0);
        api.ask("run-due-actions", "{}").then().body("carriedOut", is(List.of(id)));
        assertEquals(42, canceled());
    }

    @Test
    void parksAPieceThatCannotBeDoneAndGoesOnWithTheOthers() throws SQLException {
        cancel();
        backlogIs(1, 0, 0, 0);
        try (Connection owner = books.connectAs("postgres");
                Statement statement = owner.createStatement()) {
            statement.execute("create or replace function poison_invoice() returns trigger language plpgsql as $$ begin"
                    + " if new.tenant_id = '" + api.tenant() + "' and new.id = 'run-07'"
                    + " then raise exception 'poisoned'; end if; return new; end $$");
            statement.execute(
                    "create trigger poison before update on invoice for each row execute function poison_invoice()");
            try {
                api.ask("run-bulk-work", "{}")
                        .then()
                        .statusCode(200)
                        .body("jobs[0].done", is(37))
                        .body("jobs[0].parked", hasSize(1))
                        .body("jobs[0].parked[0]", startsWith("Error "))
                        .body("jobs[0].finishedAt", nullValue());
                api.ask("run-bulk-work", "{}").then().body("jobs[0].done", is(37));
                backlogIs(1, 42, 37, 1);
            } finally {
                statement.execute("drop trigger poison on invoice");
            }
        }
        api.ask("run-bulk-work", json("retryParked", true))
                .then()
                .body("jobs[0].done", is(42))
                .body("jobs[0].parked", is(List.of()));
        api.ask("get-bill-run", RunRecords.named("run")).then().body("billRun.state", is("CANCELED"));
        backlogIs(0, 0, 0, 0);
    }

    private void backlogIs(int open, int planned, int done, int parked) {
        api.ask("measure-backlog", "{}")
                .then()
                .statusCode(200)
                .body("billRuns.open", is(open))
                .body("billRuns.planned", is(planned))
                .body("billRuns.done", is(done))
                .body("billRuns.parked", is(parked));
    }

    @Test
    void letsItemsLeaveThatOwedOnTheRunAlone() {
        api.command("cancel-billing-item", Harbor.cancel("server", "IMMEDIATE"));
        cancel();
        api.ask("run-bulk-work", "{}");
        assertEquals(List.of("server"), api.events("billing-item.left-invoices"));
    }

    @Test
    void removesACanceledRunWithItsInvoices() {
        cancel();
        api.ask("run-bulk-work", "{}");
        api.command("delete-bill-run", RunRecords.named("run"))
                .then()
                .statusCode(200)
                .body("state", is("REMOVE_IN_PROGRESS"));
        api.command("delete-bill-run", RunRecords.named("run"))
                .then()
                .statusCode(409)
                .body("reason", is("BILL_RUN_IN_PROGRESS"));
        api.ask("get-bill-run", RunRecords.named("run")).then().body("progress.work", is("REMOVE"));
        api.ask("run-bulk-work", "{}").then().body("jobs[0].done", is(42));
        api.ask("get-bill-run", RunRecords.named("run"))
                .then()
                .statusCode(404)
                .body("reason", is("BILL_RUN_NOT_FOUND"));
        assertEquals(
                List.of("HB-1"), books.texts("select id from invoice where tenant_id = ? order by id", api.tenant()));
        assertEquals(2, books.number("select count(*) from invoice_line where tenant_id = ?", api.tenant()));
        assertEquals(
                List.of(Map.of("billRunId", "run", "removed", 42, "exceptions", 0)),
                eventData("bill-run.deleted").stream()
                        .map(data -> data.getMap(""))
                        .toList());
        api.command("import-records", RunRecords.adHoc("run", "COMPLETED"))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/billRuns/0/id")));
    }

    @Test
    void refusesWorkThatIsTooLong() {
        api.ask("run-bulk-work", json("seconds", 901))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/seconds")));
    }

    @Test
    void takesCreditNotesAlongFromTheCommitOn() {
        api.has(RunRecords.SETTLEMENT);
        for (int i = 0; i < 7; i++) {
            api.has(RunRecords.creditNote("run", "CN-" + i, "3.00"));
        }
        cancel();
        api.ask("get-account-credits", json("accountId", "harbor")).then().body("creditNotes", is(List.of()));
        api.command("apply-refund", """
                        {"paymentId":"P-1","destination":"CREDIT_NOTE","creditNoteId":"CN-1","reason":{"code":"OTHER","note":"x"}}""").then().statusCode(409).body("reason", is("CREDIT_NOTE_NOT_USABLE"));
        api.ask("run-bulk-work", "{}");
        api.ask("get-bill-run", RunRecords.named("run"))
                .then()
                .body("billRun.state", is("CANCELED"))
                .body("progress.amounts.done", is(List.of(42, 7)));
        api.command("delete-bill-run", RunRecords.named("run")).then().statusCode(200);
        api.ask("run-bulk-work", "{}");
        assertEquals(0, books.number("select count(*) from credit_note where tenant_id = ?", api.tenant()));
    }
}
