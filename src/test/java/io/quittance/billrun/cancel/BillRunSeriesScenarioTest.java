package io.quittance.billrun.cancel;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Body;
import io.quittance.testing.FunctionTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Series of bill runs over a year and longer, in which recurrences are canceled, put off, paused and resumed. */
@QuarkusTest
class BillRunSeriesScenarioTest extends FunctionTest {

    @BeforeEach
    void begin() {
        api.has(RunRecords.records());
    }

    private void series(Body period, String anchor) {
        api.has(Body.json(
                "billRunSeries", List.of(Body.of("id", "s", "anchorOn", anchor).and(period))));
    }

    private static String run(String id, long number, String state, String on) {
        return """
                {"billRuns":[{"id":"%s","kind":"SCHEDULED","state":"%s","seriesId":"s","number":%d,"scheduledOn":"%s"}]}""".formatted(id, state, number, on);
    }

    private ValidatableResponse cancel(String run) {
        return api.command("cancel-bill-run", RunRecords.cancel(run)).then();
    }

    private List<String> pending() {
        return api.ask("list-bill-runs", json("seriesId", "s", "state", "PENDING"))
                .path("items.billRunId");
    }

    /** Every recurrence is canceled on its day, and the next one follows. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "periodUnit":"MONTH"                   | 2027-12-31 | 2028-01-31 2028-02-29 2028-03-31 2028-04-30 2028-05-31 2028-06-30 2028-07-31 2028-08-31 2028-09-30 2028-10-31 2028-11-30 2028-12-31 2029-01-31 2029-02-28
            "periodUnit":"MONTH"                   | 2026-01-30 | 2026-02-28 2026-03-30 2026-04-30 2026-05-30
            "periodUnit":"MONTH","periodCount":3   | 2027-11-30 | 2028-02-29 2028-05-30 2028-08-30 2028-11-30 2029-02-28
            "periodUnit":"WEEK"                    | 2028-02-21 | 2028-02-28 2028-03-06 2028-03-13 2028-03-20
            "periodUnit":"WEEK","periodCount":2    | 2026-12-15 | 2026-12-29 2027-01-12 2027-01-26
            "periodUnit":"DAY"                     | 2028-02-27 | 2028-02-28 2028-02-29 2028-03-01 2028-03-02
            "periodUnit":"DAY"                     | 2026-12-30 | 2026-12-31 2027-01-01 2027-01-02
            "periodUnit":"YEAR"                    | 2024-02-29 | 2025-02-28 2026-02-28 2027-02-28 2028-02-29 2029-02-28
            """, quoteCharacter = '\'')
    void letsEveryRecurrenceFollowOnItsDay(String period, String first, String following) {
        series(Body.read("{" + period + "}"), first);
        api.has(run("s-1", 1, "PENDING", first));
        String run = "s-1";
        String day = first;
        var days = new ArrayList<String>();
        for (String expected : following.split(" ")) {
            clock.moveTo(day + "T08:00:00Z");
            ValidatableResponse canceled = cancel(run).statusCode(200).body("nextRun.scheduledOn", is(expected));
            run = canceled.extract().path("nextRun.billRunId");
            day = canceled.extract().path("nextRun.scheduledOn");
            days.add(day);
            assertEquals(List.of(run), pending());
        }
        assertEquals(List.of(following.split(" ")), days);
        // Each number was given once, and each recurrence told once.
        assertEquals(
                LongStream.rangeClosed(1, days.size() + 1L)
                        .mapToObj(Long::toString)
                        .toList(),
                books.texts("select number from bill_run where tenant_id = ? order by number", api.tenant()));
        assertEquals(
                days.size(), Set.copyOf(api.events("bill-run.next-scheduled")).size());
    }

    @Test
    void tellsAYearOfAMonthlySeries() {
        series(Body.of("periodUnit", "MONTH"), "2028-01-31");

        // January is billed as always.
        clock.moveTo("2028-01-31T06:00:00Z");
        api.has(run("s-1", 1, "COMPLETED", "2028-01-31"));
        api.has(RunRecords.invoices("s-1", 0, 3, ""));
        api.has(run("s-1", 1, "POSTED", "2028-01-31"));
        cancel("s-1").statusCode(409).body("reason", is("BILL_RUN_ALREADY_POSTED"));

        // February, the leap day, is left out before it runs.
        clock.moveTo("2028-02-20T06:00:00Z");
        api.has(run("s-2", 2, "PENDING", "2028-02-29"));
        cancel("s-2").statusCode(200).body("nextRun.billRunId", is("s-3")).body("nextRun.created", is(true));

        // The billing system takes March up by the id that it was told; another id for the number is refused.
        clock.moveTo("2028-03-31T06:00:00Z");
        api.command("import-records", run("march", 3, "COMPLETED", "2028-03-31"))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/billRuns/0/number")))
                .body(
                        "errors.detail",
                        is(List.of("is the number of bill run s-3 of the series; import it under that id")));
        api.has(run("s-3", 3, "COMPLETED", "2028-03-31"));
        api.has(RunRecords.invoices("s-3", 0, 3, ""));
        // It was wrong: its invoices are canceled, and the series goes on as it would have.
        cancel("s-3").statusCode(200).body("progress.done", is(3)).body("nextRun", nullValue());
        assertEquals(List.of(), pending());

        // April is paused, which stands in the way; resumed by an import, it can be canceled.
        clock.moveTo("2028-04-10T06:00:00Z");
        api.has(run("s-4", 4, "PENDING", "2028-04-30"));
        api.has(run("s-4", 4, "PAUSED", "2028-04-30"));
        cancel("s-4").statusCode(409).body("reason", is("BILL_RUN_PAUSED"));
        api.has(run("s-4", 4, "PENDING", "2028-04-30"));
        cancel("s-4").statusCode(200).body("nextRun.scheduledOn", is("2028-05-31"));

        // May is put off until June by mistake, and back: it is still June that follows.
        clock.moveTo("2028-05-10T06:00:00Z");
        api.has(run("s-5", 5, "PENDING", "2028-06-30"));
        api.has(run("s-5", 5, "PENDING", "2028-05-31"));
        cancel("s-5").statusCode(200).body("nextRun.scheduledOn", is("2028-06-30"));

        // June is put off by two days and left out: July follows on its own day.
        clock.moveTo("2028-06-30T06:00:00Z");
        api.has(run("s-6", 6, "PENDING", "2028-07-02"));
        cancel("s-6").statusCode(200).body("nextRun.scheduledOn", is("2028-07-31"));

        // July runs and fails: it is deleted, and neither its number nor its id comes back.
        clock.moveTo("2028-07-31T06:00:00Z");
        api.has(run("s-7", 7, "ERROR", "2028-07-31"));
        cancel("s-7").statusCode(409).body("reason", is("BILL_RUN_FAILED"));
        api.command("delete-bill-run", RunRecords.named("s-7")).then().statusCode(200);
        api.command("import-records", run("again", 7, "PENDING", "2028-07-31"))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/billRuns/0/number")));
        api.command("import-records", run("s-7", 7, "PENDING", "2028-07-31"))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/billRuns/0/id")));

        // From August on it is billed every week.
        clock.moveTo("2028-08-01T06:00:00Z");
        series(Body.of("periodUnit", "WEEK"), "2028-08-07");
        api.has(run("s-8", 8, "PENDING", "2028-08-07"));
        cancel("s-8").statusCode(200).body("nextRun.scheduledOn", is("2028-08-14"));

        // The billing system has scheduled three weeks ahead: the one that follows is the one that is there.
        api.has(run("s-10", 10, "PENDING", "2028-08-21"));
        api.has(run("s-11", 11, "PAUSED", "2028-08-28"));
        cancel("s-9").statusCode(200).body("nextRun.billRunId", is("s-10")).body("nextRun.created", is(false));

        // The series ends with the year, with all that is pending; what is paused stands in the way of that too.
        clock.moveTo("2028-12-31T06:00:00Z");
        String all = RunRecords.cancel("s-10", "ALL_FUTURE");
        api.command("cancel-bill-run", all)
                .then()
                .statusCode(409)
                .body("reason", is("BILL_RUN_PAUSED"))
                .body("billRunId", is("s-11"));
        assertEquals(List.of("s-10"), pending());
        api.has(run("s-11", 11, "PENDING", "2028-08-28"));
        api.command("cancel-bill-run", all)
                .then()
                .statusCode(200)
                .body("nextRun", nullValue())
                .body("receipt.plan.alsoCanceled", is(List.of("s-11")))
                .body("receipt.plan.endsSeries", is("s"));
        assertEquals(List.of(), pending());
        api.command("import-records", run("s-12", 12, "PENDING", "2029-01-01"))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/billRuns/0/seriesId")));

        // What was billed is billed, and nothing else can be collected.
        assertEquals(
                List.of(
                        "s-1 POSTED 1",
                        "s-10 CANCELED 10",
                        "s-11 CANCELED 11",
                        "s-2 CANCELED 2",
                        "s-3 CANCELED 3",
                        "s-4 CANCELED 4",
                        "s-5 CANCELED 5",
                        "s-6 CANCELED 6",
                        "s-7 DELETED 7",
                        "s-8 CANCELED 8",
                        "s-9 CANCELED 9"),
                books.texts(
                        "select id || ' ' || state || ' ' || number from bill_run where tenant_id = ? order by id",
                        api.tenant()));
        api.ask("list-invoices", json("billRunId", "s-3", "open", true)).then().body("items", is(List.of()));
    }

    @Test
    void leavesTheRunsBeforeAndThoseThatHaveBegunAloneWhenASeriesEnds() {
        series(Body.of("periodUnit", "MONTH"), "2026-01-31");
        api.has(run("s-5", 5, "PENDING", "2026-05-31"));
        api.has(run("s-4", 4, "PAUSED", "2026-04-30"));
        api.has(run("s-6", 6, "PENDING", "2026-06-30"));
        api.has(run("s-7", 7, "PROCESSING", "2026-07-31"));
        api.has(run("s-8", 8, "PENDING", "2026-08-31"));
        api.command("cancel-bill-run", RunRecords.cancel("s-6", "ALL_FUTURE"))
                .then()
                .statusCode(200)
                .body("receipt.plan.alsoCanceled", is(List.of("s-8")));
        api.ask("list-bill-runs", json("seriesId", "s"))
                .then()
                .body("items.state", is(List.of("PAUSED", "PENDING", "CANCELED", "PROCESSING", "CANCELED")));
        // They go on, but nothing follows them.
        api.has(run("s-4", 4, "PENDING", "2026-04-30"));
        cancel("s-4").statusCode(200).body("nextRun.billRunId", is("s-5"));
        cancel("s-5").statusCode(200).body("nextRun", nullValue());
        api.has(run("s-7", 7, "COMPLETED", "2026-07-31"));
        assertEquals(List.of(), pending());
    }

    @Test
    void cancelsALaterRunAndThenTheEarlierOneWithoutANumberTwice() {
        series(Body.of("periodUnit", "WEEK"), "2026-06-01");
        api.has(run("s-1", 1, "PENDING", "2026-06-15"));
        api.has(run("s-2", 2, "PENDING", "2026-06-22"));
        cancel("s-2").body("nextRun.billRunId", is("s-3")).body("nextRun.scheduledOn", is("2026-06-29"));
        cancel("s-1").body("nextRun.billRunId", is("s-3")).body("nextRun.created", is(false));
        cancel("s-3").body("nextRun.billRunId", is("s-4")).body("nextRun.scheduledOn", is("2026-07-06"));
    }
}
