package io.quittance.billrun.cancel;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.testing.Cases;
import io.quittance.testing.FunctionTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published cases, through the door: the preview says what the command then does. */
@QuarkusTest
class BillRunCasesTest extends FunctionTest {

    private static final int INVOICES = 3;

    private String run;

    @BeforeEach
    void begin() {
        api.has(RunRecords.records());
    }

    static List<Map<String, String>> cases() {
        return Cases.of("bill-run.csv");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithThePublishedCases(Map<String, String> row) {
        exists(row);
        String scope = row.get("scope");
        Response answer;
        if (scope.equals("(delete)")) {
            answer = api.command("delete-bill-run", RunRecords.named(run));
        } else {
            String body = scope.isEmpty() ? RunRecords.cancel(run) : RunRecords.cancel(run, scope);
            Response preview = api.ask("preview-bill-run-cancellation", body);
            answer = api.command("cancel-bill-run", body);
            assertEquals(preview.statusCode(), answer.statusCode());
            assertEquals(preview.<Object>path("plan"), answer.path("receipt.plan"));
            assertEquals(preview.<Object>path("reason"), answer.path("reason"));
        }
        hasOutcome(row.get("outcome"), answer);
    }

    private void exists(Map<String, String> row) {
        if (row.get("kind").equals("SCHEDULED")) {
            run = "month-6";
            api.has(RunRecords.ofSeries(6, row.get("state"), "2026-06-30"));
            return;
        }
        run = "run";
        String state = row.get("state");
        String until = state.equals("POSTED") ? "COMPLETED" : state;
        api.has(RunRecords.adHoc(run, until));
        if (!state.equals("CANCELED")) {
            api.has(RunRecords.invoices(run, 0, INVOICES, ""));
        }
        int posted = row.get("posted_invoices").equals("all") ? INVOICES : Integer.parseInt(row.get("posted_invoices"));
        if (posted > 0) {
            api.has(RunRecords.invoices(run, 0, posted, ",\"state\":\"POSTED\""));
        }
        if (!state.equals(until)) {
            api.has(RunRecords.adHoc(run, state));
        }
    }

    private void hasOutcome(String outcome, Response answer) {
        if (outcome.startsWith("refused ")) {
            answer.then().statusCode(409).body("reason", is(outcome.substring("refused ".length())));
            return;
        }
        answer.then().statusCode(200);
        switch (outcome) {
            case "CANCELED with all its invoices" -> {
                answer.then().body("state", is("CANCELED"));
                assertEquals(
                        INVOICES,
                        books.number(
                                "select count(*) from invoice where tenant_id = ? and state = 'CANCELED'",
                                api.tenant()));
            }
            case "CANCELED and the next recurrence PENDING" -> {
                answer.then()
                        .body("state", is("CANCELED"))
                        .body("nextRun.billRunId", is("monthly-7"))
                        .body("nextRun.number", is(7))
                        .body("nextRun.scheduledOn", is("2026-07-31"));
                pending().body("items.billRunId", is(List.of("monthly-7")));
            }
            case "CANCELED and no further recurrence" -> {
                answer.then().body("state", is("CANCELED")).body("receipt.plan.endsSeries", is("monthly"));
                pending().body("items", is(List.of()));
                api.command("import-records", RunRecords.ofSeries(7, "PENDING", "2026-07-31"))
                        .then()
                        .statusCode(400)
                        .body("errors.pointer", is(List.of("/billRuns/0/seriesId")));
            }
            case "deleted" -> {
                answer.then().body("state", is("DELETED"));
                api.ask("get-bill-run", RunRecords.named(run)).then().statusCode(404);
            }
            default -> fail(outcome);
        }
    }

    private ValidatableResponse pending() {
        return api.ask("list-bill-runs", json("seriesId", "monthly", "state", "PENDING"))
                .then()
                .statusCode(200);
    }
}
