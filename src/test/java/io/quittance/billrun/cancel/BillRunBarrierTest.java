package io.quittance.billrun.cancel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Together;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many at once, and past the rules: what is canceled is never collected, and what was collected is never canceled. */
@QuarkusTest
class BillRunBarrierTest extends FunctionTest {

    private static final String ENDS = "40001";
    private static final String KEPT = "23001";

    @BeforeEach
    void begin() {
        api.has(RunRecords.records());
    }

    @Test
    void givesOneCancellationTo64Keys() {
        api.has(RunRecords.adHoc("run", "COMPLETED"));
        api.has(RunRecords.invoices("run", 0, 4, ""));
        List<Response> answers =
                Together.times(64, i -> api.command("cancel-bill-run", "key-" + i, RunRecords.cancel("run")));
        Map<Integer, Long> statuses =
                answers.stream().collect(Collectors.groupingBy(Response::statusCode, Collectors.counting()));
        assertEquals(Map.of(200, 1L, 409, 63L), statuses);
        assertEquals(1, books.number("select count(*) from cancellation where tenant_id = ?", api.tenant()));
    }

    @Test
    void letsOneNextRunFollowThoughManyAsk() {
        api.has(RunRecords.ofSeries(6, "PENDING", "2026-06-30"));
        Together.times(16, i -> api.command("cancel-bill-run", "key-" + i, RunRecords.cancel("month-6")));
        assertEquals(
                List.of("month-6 CANCELED", "monthly-7 PENDING"),
                books.texts("select id || ' ' || state from bill_run where tenant_id = ? order by id", api.tenant()));
    }

    @Test
    void eitherPaysOrCancelsAndEitherPostsOrCancels() {
        for (int round = 0; round < 6; round++) {
            String run = "run" + round;
            // In turn one that fits a piece and one that does not.
            int invoices = round % 2 == 0 ? 4 : 12;
            api.has(RunRecords.adHoc(run, "COMPLETED"));
            api.has(RunRecords.invoices(run, 0, invoices, ""));
            List<Response> answers = Together.times(9, i -> switch (i % 3) {
                case 0 -> api.command("cancel-bill-run", RunRecords.cancel(run));
                case 1 -> api.command("import-records", RunRecords.payment(run, i / 3, "10.00"));
                default -> api.command("import-records", RunRecords.invoices(run, 3, 4, ",\"state\":\"POSTED\""));
            });
            answers.forEach(answer ->
                    assertTrue(List.of(200, 400, 409).contains(answer.statusCode()), () -> answer.asString()));
            while (!api.ask("run-bulk-work", "{}").<List<Object>>path("jobs").isEmpty()) {
                assertTrue(true, "There was something to do");
            }
            mustAgree(run);
        }
    }

    private void mustAgree(String run) {
        String state = books.texts("select state from bill_run where tenant_id = ? and id = ?", api.tenant(), run)
                .get(0);
        long posted = books.number(
                "select count(*) from invoice where tenant_id = ? and bill_run_id = ? and state = 'POSTED'",
                api.tenant(),
                run);
        assertEquals(
                posted,
                books.number("select posted_invoices from bill_run where tenant_id = ? and id = ?", api.tenant(), run));
        assertEquals(
                0,
                books.number(
                        "select count(*) from invoice i join invoice_line l on l.tenant_id = i.tenant_id"
                                + " and l.invoice_id = i.id where i.tenant_id = ? and i.bill_run_id = ?"
                                + " and i.state = 'CANCELED' and l.paid_minor > 0",
                        api.tenant(),
                        run));
        if (state.equals("CANCELED")) {
            assertEquals(0, posted);
            // Paid before the cancellation, and told.
            assertEquals(
                    books.number(
                            "select count(*) from invoice i join invoice_line l on l.tenant_id = i.tenant_id"
                                    + " and l.invoice_id = i.id where i.tenant_id = ? and i.bill_run_id = ?"
                                    + " and l.paid_minor > 0",
                            api.tenant(),
                            run),
                    books.number(
                            "select count(*) from bill_run_exception where tenant_id = ? and bill_run_id = ?"
                                    + " and cause = 'PAID'",
                            api.tenant(),
                            run));
        } else {
            assertEquals("COMPLETED", state);
            assertEquals(1, posted);
        }
    }

    @Test
    void holdsInTheDatabaseToo() {
        api.has(RunRecords.adHoc("run", "COMPLETED"));
        api.has(RunRecords.invoices("run", 0, 12, ""));
        api.command("cancel-bill-run", RunRecords.cancel("run")).then().statusCode(200);
        String pay = "insert into payment (tenant_id, id, account_id, amount_minor, currency, received_on)"
                + " values ('%1$s', 'P-9', 'harbor', 100, 'USD', '2026-06-09');"
                + " insert into payment_allocation values ('%1$s', 'P-9', 'run-00-1', 100, 0)";
        assertEquals(ENDS, refusal(pay.formatted(api.tenant())));
        assertEquals(ENDS, refusal("update invoice set state = 'POSTED' where id = 'run-00'"));
        assertEquals(ENDS, refusal("update invoice set disputed = true where id = 'run-00'"));
        assertEquals(
                ENDS,
                refusal("insert into invoice select (jsonb_populate_record(i, '{\"id\":\"new\"}')).* from invoice i"
                        + " where id = 'run-00'"));
        assertEquals(KEPT, refusal("delete from invoice_line where id = 'run-00-1'"));
        assertEquals(KEPT, refusal("update invoice set bill_run_id = null where id = 'run-00'"));
        assertEquals(KEPT, refusal("update invoice set total_minor = 1 where id = 'run-00'"));
        for (String state : List.of("COMPLETED", "PENDING", "POSTED", "DELETED", "REMOVE_IN_PROGRESS")) {
            assertEquals(KEPT, refusal("update bill_run set state = '" + state + "' where id = 'run'"), state);
        }
        api.ask("run-bulk-work", "{}");
        assertEquals(KEPT, refusal("update invoice set state = 'DRAFT' where id = 'run-00'"));
        assertEquals(KEPT, refusal("update bill_run set state = 'CANCEL_IN_PROGRESS' where id = 'run'"));
        assertEquals(
                "23514",
                refusal("update bulk_amount set done = done - 1 where bill_run_id = 'run'"),
                "The sums must agree");
    }

    private String refusal(String statement) {
        return assertThrows(
                        SQLException.class,
                        () -> {
                            try (Connection connection = books.connectAs("quittance");
                                    Statement sql = connection.createStatement()) {
                                connection.setAutoCommit(false);
                                sql.execute("select set_config('quittance.tenant', '" + api.tenant() + "', true)");
                                sql.execute(statement);
                            }
                        },
                        statement)
                .getSQLState();
    }
}
