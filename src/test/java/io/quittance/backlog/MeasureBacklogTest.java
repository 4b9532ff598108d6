package io.quittance.backlog;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Role;
import io.quittance.contract.Body;
import io.quittance.contract.Contracts;
import io.quittance.contract.Harbor;
import io.quittance.contract.Refunds;
import io.quittance.metric.Figure;
import io.quittance.metric.Figure.Kind;
import io.quittance.testing.Api;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Schedule;
import io.quittance.testing.Scraped;
import jakarta.inject.Inject;
import java.net.URL;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The backlog is what the rows in the database say, of one tenant and of all. */
@QuarkusTest
class MeasureBacklogTest extends FunctionTest {

    @TestHTTPResource(management = true)
    URL figures;

    @Inject
    Schedule schedule;

    @BeforeEach
    void begin() {
        api.has(Harbor.RECORDS);
    }

    private long rows(String table, String condition) {
        return books.number("select count(*) from " + table + " where tenant_id = ? and " + condition, api.tenant());
    }

    private void scheduleTheServer() {
        api.command("cancel-billing-item", Harbor.cancel("server", "ANNIVERSARY"))
                .then()
                .statusCode(200);
    }

    // Of one tenant.

    @Test
    void countsTheEventsThatWaitAndTheAgeOfTheOldest() {
        scheduleTheServer();
        clock.moveTo("2026-06-10T12:07:00Z");
        api.command("cancel-billing-item", Harbor.cancel("backup", "IMMEDIATE"))
                .then()
                .statusCode(200);
        long waiting = rows("outbox", "published_at is null");
        assertTrue(waiting > 1);
        api.ask("measure-backlog", "{}")
                .then()
                .statusCode(200)
                .body("events.waiting", is((int) waiting))
                .body("events.lagSeconds", is(7 * 60))
                .body("events.parked", is(0));
        books.write(
                "update outbox set parked_at = now() where tenant_id = ? and occurred_at < '2026-06-10T12:07:00Z'",
                api.tenant());
        long parked = rows("outbox", "parked_at is not null");
        clock.moveTo("2026-06-10T12:07:59.999Z");
        api.ask("measure-backlog", "{}")
                .then()
                .body("events.waiting", is((int) (waiting - parked)))
                .body("events.lagSeconds", is(59))
                .body("events.parked", is((int) parked));
    }

    @Test
    void countsTheCancellationsWhoseMomentHasCome() {
        scheduleTheServer();
        // New York's 30 June begins.
        clock.moveTo("2026-06-30T03:59:59.999Z");
        api.ask("measure-backlog", "{}").then().body("actions.waiting", is(0)).body("actions.lagSeconds", is(0));
        clock.moveTo("2026-06-30T04:00:30Z");
        api.ask("measure-backlog", "{}").then().body("actions.waiting", is(1)).body("actions.lagSeconds", is(30));
        books.write("update cancellation set parked_at = now(), parked_reason = 'x' where tenant_id = ?", api.tenant());
        api.ask("measure-backlog", "{}")
                .then()
                .body("actions.waiting", is(0))
                .body("actions.lagSeconds", is(0))
                .body("actions.parked", is(1));
        books.write("update cancellation set parked_at = null, parked_reason = null where tenant_id = ?", api.tenant());
        api.ask("run-due-actions", "{}").then().statusCode(200);
        api.ask("measure-backlog", "{}").then().body("actions.waiting", is(0)).body("actions.parked", is(0));
    }

    @Test
    void countsTheRefundsThatAreDueSoonAndThoseWhoseDayIsOver() {
        owesARefundBy23June();
        clock.moveTo("2026-06-19T23:59:59Z");
        refundsAre("{}", 0, 0);
        refundsAre(json("dueWithinDays", 4), 1, 0);
        clock.moveTo("2026-06-20T00:00:00Z");
        refundsAre("{}", 1, 0);
        clock.moveTo("2026-06-23T23:59:59Z");
        refundsAre(json("dueWithinDays", 0), 1, 0);
        clock.moveTo("2026-06-24T00:00:00Z");
        refundsAre("{}", 0, 1);
        api.command("settle-refund", Refunds.step(refund(), Body.of("outcome", "SUCCEEDED", "attempt", 1)))
                .then()
                .statusCode(200);
        refundsAre("{}", 0, 0);
    }

    private void owesARefundBy23June() {
        api = Api.newTenant();
        api.has(Contracts.JUNE);
        api.command("apply-refund", """
                {"invoiceId":"I-1","amount":%s,"destination":"ORIGINAL_PAYMENT","reason":{"code":"WITHDRAWAL"},
                 "receivedOn":"2026-06-09"}""".formatted(Refunds.usd("10.00"))).then().statusCode(200);
    }

    private String refund() {
        return books.texts("select id from refund where tenant_id = ?", api.tenant())
                .get(0);
    }

    private void refundsAre(String request, int dueSoon, int pastDue) {
        api.ask("measure-backlog", request)
                .then()
                .statusCode(200)
                .body("refunds.dueSoon", is(dueSoon))
                .body("refunds.pastDue", is(pastDue));
    }

    // Of all tenants.

    @Test
    void putsTheSumsOfAllTenantsIntoTheFigures() {
        scheduleTheServer();
        books.write(
                "update outbox set parked_at = now() where tenant_id = ? and type = 'receipt.issued'", api.tenant());
        api = Api.newTenant();
        api.has(Harbor.RECORDS);
        scheduleTheServer();
        owesARefundBy23June();
        clock.moveTo("2026-07-01T00:00:00Z");
        schedule.measureBacklog();
        Scraped scraped = Scraped.from(figures);
        expected("2026-07-01T00:00:00Z")
                .forEach((figure, rows) -> assertEquals(rows, scraped.value(Scraped.nameOf(figure)), figure::name));
        assertEquals(
                Arrays.stream(Figure.values())
                        .filter(figure -> figure.kind() != Kind.COUNT)
                        .count(),
                scraped.series().keySet().stream()
                        .filter(name -> !name.contains("{"))
                        .count());
        assertTrue(scraped.value("quittance_actions_overdue") >= 2);
        assertTrue(scraped.value("quittance_refunds_past_due") >= 1);
        assertTrue(scraped.value("quittance_outbox_lag_seconds") >= 20 * 24 * 60 * 60);
    }

    /** By statements of the test's own, past every wall. */
    private Map<Figure, Long> expected(String now) {
        var expected = new EnumMap<Figure, Long>(Figure.class);
        String waiting = " from outbox where published_at is null and parked_at is null";
        String overdue =
                " from cancellation where state = 'SCHEDULED' and parked_at is null and effective_at <= '" + now + "'";
        String owed = " from refund r left join policy p using (tenant_id) where r.state in"
                + " ('PENDING_APPROVAL', 'PENDING', 'FAILED') and r.due_by - (timestamptz '" + now
                + "' at time zone coalesce(p.time_zone, 'UTC'))::date ";
        String open =
                " from bulk_job j join bulk_amount a using (tenant_id, bill_run_id, work) where j.finished_at is null";
        put(expected, Figure.OUTBOX_WAITING, "count(*)" + waiting);
        put(expected, Figure.OUTBOX_LAG, age("occurred_at", now) + waiting);
        put(expected, Figure.OUTBOX_PARKED, "count(*) from outbox where parked_at is not null");
        put(expected, Figure.ACTIONS_OVERDUE, "count(*)" + overdue);
        put(expected, Figure.ACTIONS_LAG, age("effective_at", now) + overdue);
        put(
                expected,
                Figure.ACTIONS_PARKED,
                "count(*) from cancellation where state = 'SCHEDULED' and parked_at is not null");
        put(expected, Figure.REFUNDS_DUE_SOON, "count(*)" + owed + "between 0 and 3");
        put(expected, Figure.REFUNDS_PAST_DUE, "count(*)" + owed + "< 0");
        put(expected, Figure.BILL_RUNS_OPEN, "count(*) from bulk_job where finished_at is null");
        put(expected, Figure.BILL_RUNS_PLANNED, "coalesce(sum(a.planned), 0)" + open);
        put(expected, Figure.BILL_RUNS_DONE, "coalesce(sum(a.done + a.exceptions), 0)" + open);
        put(
                expected,
                Figure.BILL_RUNS_PARKED,
                "count(*) from bulk_chunk p join bulk_job j using (tenant_id, bill_run_id, work)"
                        + " where j.finished_at is null and p.done_at is null and p.parked_reason is not null");
        return expected;
    }

    private void put(Map<Figure, Long> expected, Figure figure, String select) {
        expected.put(figure, books.number("select " + select));
    }

    private static String age(String since, String now) {
        return "greatest(0, coalesce(floor(extract(epoch from timestamptz '" + now + "' - min(" + since
                + "))), 0))::bigint";
    }

    @Test
    void leavesTheFiguresAloneWhereATenantAsks() {
        schedule.measureBacklog();
        Scraped before = Scraped.from(figures);
        scheduleTheServer();
        api.ask("measure-backlog", "{}").then().statusCode(200);
        assertEquals(
                Map.of(Scraped.command("cancel-billing-item", "accepted"), 1L),
                Scraped.from(figures).since(before));
    }

    @Test
    void tellsNoSumsWhereATenantCannotBeMeasured() throws SQLException {
        schedule.measureBacklog();
        Scraped before = Scraped.from(figures);
        scheduleTheServer();
        try (Connection owner = books.connectAs("postgres");
                Statement statement = owner.createStatement()) {
            statement.execute("revoke select on cancellation from quittance");
            try {
                assertThrows(RuntimeException.class, schedule::measureBacklog);
            } finally {
                statement.execute("grant select on cancellation to quittance");
            }
        }
        assertEquals(
                Map.of(Scraped.command("cancel-billing-item", "accepted"), 1L),
                Scraped.from(figures).since(before));
    }

    // Who may.

    @Test
    void showsATenantTheOwnBacklogOnly() {
        scheduleTheServer();
        Api.newTenant().ask("measure-backlog", "{}").then().body("events.waiting", is(0));
    }

    @Test
    void isNotForCustomersAndAgents() {
        api.asCustomerOf("harbor").ask("measure-backlog", "{}").then().statusCode(403);
        api.as(Role.AGENT).ask("measure-backlog", "{}").then().statusCode(403);
        api.ask("measure-backlog", json("dueWithinDays", -1))
                .then()
                .statusCode(400)
                .body("errors[0].pointer", is("/dueWithinDays"));
    }
}
