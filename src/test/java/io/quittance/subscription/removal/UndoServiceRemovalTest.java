package io.quittance.subscription.removal;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Body;
import io.quittance.contract.Commands;
import io.quittance.contract.Contracts;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Terms;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A scheduled removal with a penalty, a release and dropped actions, and a termination above it; all of it taken back. */
@QuarkusTest
class UndoServiceRemovalTest extends FunctionTest {

    /** What only ever grows, whatever is taken back. */
    private static final List<String> PROOF =
            List.of("tenant", "audit", "outbox", "operation", "receipt", "cancellation", "cancellation_service");

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-11T12:00:00Z");
        api.has(Contracts.JUNE);
        api.has(Terms.BOUND);
    }

    /** Every row of the tenant in every table, but for how often it was written. */
    private Map<String, List<String>> rows() {
        var rows = new TreeMap<String, List<String>>();
        for (String table : books.texts(
                "select table_name from information_schema.columns where table_schema = 'public'"
                        + " and column_name = 'tenant_id' and table_name not like 'flyway%' and ? <> '' order by 1",
                api.tenant())) {
            if (!PROOF.contains(table)) {
                rows.put(
                        table,
                        books.texts(
                                "select (to_jsonb(t) - 'version')::text from " + table
                                        + " t where tenant_id = ? order by 1",
                                api.tenant()));
            }
        }
        return rows;
    }

    private String schedule(Body what) {
        return api.command("remove-services", Terms.remove(what, "AVAILABLE_CREDITS"))
                .then()
                .statusCode(200)
                .body("state", is("SCHEDULED"))
                .extract()
                .path("cancellationId");
    }

    private String terminate(String day) {
        return api.command(
                        "terminate-subscription",
                        Commands.terminate("hosting").on(day).refundTo("AVAILABLE_CREDITS"))
                .then()
                .statusCode(200)
                .extract()
                .path("cancellationId");
    }

    private ValidatableResponse undo(String id) {
        return api.command("undo-cancellation", json("cancellationId", id)).then();
    }

    private ValidatableResponse cancellation(String id) {
        return api.ask("get-cancellation", json("cancellationId", id)).then();
    }

    private List<String> ends() {
        return books.texts(
                "select id || ' ' || coalesce(cancellation_id, '-') from service where tenant_id = ?"
                        + " union select id || ' ' || coalesce(cancellation_id, '-') from installed_item where tenant_id = ?"
                        + " union select id || ' ' || coalesce(dropped_by, '-') from planned_action where tenant_id = ?"
                        + " order by 1",
                api.tenant(),
                api.tenant(),
                api.tenant());
    }

    @Test
    void restoresEveryRow() {
        Map<String, List<String>> before = rows();
        String id = schedule(Terms.WEB.with("effectiveOn", "2026-07-15"));
        assertNotEquals(before, rows());
        undo(id).statusCode(200).body("state", is("UNDONE")).body("history.what", is(List.of("REQUESTED", "UNDONE")));
        assertEquals(before, rows());
        assertEquals(
                List.of("service.removal-scheduled web", "service.removal-undone web"),
                api.eventsWithSubjects("service.removal-"));
        undo(id).statusCode(200);
        assertEquals(before, rows());
        // And a new one may be asked for at once.
        schedule(Body.of("all", true, "effectiveOn", "2026-07-15"));
    }

    @Test
    void refusesOnceTheDayHasBegunForTheAccount() {
        String id = schedule(Terms.WEB.with("effectiveOn", "2026-07-15"));
        clock.moveTo("2026-07-15T03:59:59.999Z");
        String other = schedule(Body.of("serviceIds", List.of("db"), "effectiveOn", "2026-07-16"));
        undo(other).statusCode(200);
        clock.moveTo("2026-07-15T04:00:00Z");
        undo(id).statusCode(409).body("reason", is("ALREADY_EFFECTIVE"));
    }

    @Test
    void givesWayToAnEarlierTerminationAndComesBackWithItsUndo() {
        String removal = schedule(Terms.WEB.with("effectiveOn", "2026-07-15"));
        Map<String, List<String>> before = rows();
        String termination = terminate("2026-07-01");
        cancellation(termination).body("plan.supersedes", is(List.of(removal)));
        cancellation(removal).body("state", is("SUPERSEDED"));
        assertEquals(
                List.of(
                        "db " + termination,
                        "review " + termination,
                        "router " + termination,
                        "upgrade " + removal,
                        "web " + termination),
                ends());
        undo(removal).statusCode(409).body("reason", is("CANCELLATION_SUPERSEDED"));
        undo(termination).statusCode(200);
        cancellation(removal).body("state", is("SCHEDULED")).body("history.what", hasItem("RESTORED"));
        assertEquals(before, rows());
        clock.moveTo("2026-07-15T04:00:00Z");
        api.ask("run-due-actions", "{}").then().body("carriedOut", hasItem(removal));
    }

    @Test
    void keepsItsOwnDayBeforeALaterTerminationAndHandsItsServicesOverWhenItIsUndone() {
        String removal = schedule(Terms.WEB.with("effectiveOn", "2026-07-01"));
        String termination = terminate("2026-07-15");
        cancellation(termination).body("plan.supersedes", is(List.of())).body("plan.services", is(List.of("db")));
        undo(removal).statusCode(200);
        assertEquals(
                List.of(
                        "db " + termination,
                        "review " + termination,
                        "router " + termination,
                        "upgrade " + termination,
                        "web " + termination),
                ends());
        clock.moveTo("2026-07-15T04:00:00Z");
        api.ask("run-due-actions", "{}").then().body("carriedOut", hasItem(termination));
        cancellation(termination)
                .body("history[-1].plan.services", is(List.of("db", "web")))
                // As was to be seen when the termination was asked for: web would be bound until September.
                .body("history[-1].plan.penalty.amount", is("15.00"));
    }

    @Test
    void handsNothingOverThatItsTermDoesNotLetGo() {
        api.has("""
                {"billingTerms":[{"id":"fixed-2026","termClass":"fixed","name":"Fixed term","currency":"USD",
                  "duringBinding":"NOT_ALLOWED","penalty":{"kind":"NONE"}}]}""");
        // Billed to the end of its binding, it may leave before.
        String removal = schedule(Terms.WEB.with("effectiveOn", "2026-07-01").with("billingEndsOn", "2026-09-01"));
        String termination = terminate("2026-07-15");
        Map<String, List<String>> before = rows();
        undo(removal)
                .statusCode(422)
                .body("reason", is("SERVICES_NOT_REMOVABLE"))
                .body("failures.code", is(List.of("BOUND")))
                .body("earliestAllowedDate", is("2026-09-01"));
        assertEquals(before, rows());
        undo(termination).statusCode(200);
        undo(removal).statusCode(200);
    }

    @Test
    void carriesBothOutEachOnItsDay() {
        String removal = schedule(Terms.WEB.with("effectiveOn", "2026-07-01"));
        String termination = terminate("2026-07-15");
        // The job comes late for both, and takes the earlier one first.
        clock.moveTo("2026-07-20T04:00:00Z");
        api.ask("run-due-actions", "{}")
                .then()
                .body("carriedOut[0]", is(removal))
                .body("carriedOut[1]", is(termination));
        api.ask("get-subscription", json("subscriptionId", "hosting"))
                .then()
                .body("subscription.state", is("TERMINATED"))
                .body("services.find { it.serviceId == 'web' }.effectiveOn", is("2026-07-01"))
                .body("services.find { it.serviceId == 'db' }.effectiveOn", is("2026-07-15"));
    }

    private List<String> unusedFrom() {
        return books.texts(
                "select line_id || ' ' || unused_from from line_credit where tenant_id = ? order by 1", api.tenant());
    }

    @Test
    void leavesToAnEarlierRemovalWhatItSettlesThoughTheJobComesLate() {
        String removal = schedule(Terms.WEB.with("effectiveOn", "2026-06-20"));
        clock.moveTo("2026-06-25T12:00:00Z");
        api.command("terminate-subscription", Contracts.terminate("hosting", "AVAILABLE_CREDITS"))
                .then()
                .statusCode(200)
                .body("plan.lines.lineId", is(List.of("I-1-2")));
        api.ask("run-due-actions", "{}").then().body("carriedOut", hasItem(removal));
        assertEquals(List.of("I-1-1 2026-06-20", "I-1-2 2026-06-25"), unusedFrom());
    }

    /** Whether its job has come by or not: what it keeps is kept, and no later end gives it back. */
    @Test
    void leavesToAnEarlierRemovalWhatItSettlesWithNothing() {
        schedule(Terms.WEB.with("effectiveOn", "2026-06-20").with("billingEndsOn", "2026-07-01"));
        String preview = Contracts.terminate("hosting", "AVAILABLE_CREDITS");
        clock.moveTo("2026-06-25T12:00:00Z");
        api.ask("preview-subscription-termination", preview).then().body("plan.payout.refund.amount", is("14.40"));
        api.ask("run-due-actions", "{}").then().statusCode(200);
        api.command("terminate-subscription", preview)
                .then()
                .statusCode(200)
                .body("plan.lines.lineId", is(List.of("I-1-2")))
                .body("plan.payout.refund.amount", is("14.40"));
    }

    @Test
    void givesNothingBackWithTheAccountThatARemovalHasGivenUp() {
        api.command("remove-services", Terms.remove(Terms.WEB, "NONE")).then().statusCode(200);
        api.command("close-account", """
                        {"accountId":"harbor","refund":{"mode":"AVAILABLE_CREDITS"},"reason":{"code":"CLOSING_BUSINESS"}}""")
                .then()
                .statusCode(200)
                .body("plan.terminations.payout.refund.amount", is("48.00"));
    }

    @Test
    void settlesTheSameWithTheWholeAccount() {
        String removal = schedule(Terms.WEB.with("effectiveOn", "2026-06-20"));
        clock.moveTo("2026-06-25T12:00:00Z");
        api.command("close-account", """
                        {"accountId":"harbor","refund":{"mode":"AVAILABLE_CREDITS"},"reason":{"code":"CLOSING_BUSINESS"}}""").then().statusCode(200);
        api.ask("run-due-actions", "{}").then().body("carriedOut", is(List.of(removal)));
        assertEquals(List.of("I-1-1 2026-06-20", "I-1-2 2026-06-25"), unusedFrom());
    }
}
