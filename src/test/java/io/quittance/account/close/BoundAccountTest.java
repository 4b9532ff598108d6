package io.quittance.account.close;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Role;
import io.quittance.contract.Body;
import io.quittance.contract.Contracts;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Ledger;
import io.quittance.testing.Terms;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account with a service that is bound, of which 24.00 and 48.00 would go back on 11 June. */
@QuarkusTest
class BoundAccountTest extends FunctionTest {

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-11T12:00:00Z");
        api.has(Contracts.JUNE);
        api.has(Terms.BOUND);
    }

    @Test
    void keepsThePenaltyOfTheOneRefundOfTheClosure() {
        String preview = api.ask("preview-account-closure", Closing.by("AVAILABLE_CREDITS"))
                .path("quote");
        api.command(
                        "close-account",
                        Closing.close(Body.of("quote", preview, "refund", Body.of("mode", "AVAILABLE_CREDITS"))))
                .then()
                .statusCode(200)
                .body("plan.terminations.penalty.amount", is("15.00"))
                .body("plan.terminations.penaltyOwed.amount", is("0.00"))
                .body("plan.terminations.payout.penalty.amount", is("15.00"))
                .body("plan.terminations.payout.paidOut.amount", is("57.00"))
                .body("refunds.destination", is(List.of("PENALTY", "AVAILABLE_CREDITS")));
        api.ask("list-penalties", json("accountId", "harbor"))
                .then()
                .body("items.serviceId", is(List.of("web")))
                .body("items.setOff.amount", is(List.of("15.00")));
        assertEquals(
                List.of("router REMOVED"),
                books.texts("select id || ' ' || state from installed_item where tenant_id = ?", api.tenant()));
        assertEquals(
                List.of("DROPPED", "DROPPED"),
                books.texts("select state from planned_action where tenant_id = ?", api.tenant()));
        Ledger.holds(books, api);
    }

    @Test
    void waivesItForABillingAdminOnly() {
        String body = Closing.close(
                Body.of("penaltyWaiver", "They come back in autumn.", "refund", Body.of("mode", "AVAILABLE_CREDITS")));
        api.as(Role.AGENT)
                .command("close-account", body)
                .then()
                .statusCode(422)
                .body("reason", is("PENALTY_WAIVER_NOT_ALLOWED"));
        api.command("close-account", body)
                .then()
                .statusCode(200)
                .body("plan.terminations.payout.paidOut.amount", is("72.00"));
    }

    @Test
    void isBlockedByATermThatLetsNobodyGoAtOnceUnlessTheReasonDoes() {
        api.has(Terms.BOUND.replace("\"regretDays\": 14,", "\"noticeCount\": 30, \"duringBinding\": \"NOT_ALLOWED\","));
        api.ask("check-account-closure", Closing.CHECK)
                .then()
                .body("blockers.kind", is(List.of("SERVICE_BOUND", "SERVICE_BOUND")))
                .body("blockers.id", is(List.of("web", "web")));
        String before = Ledger.sum(books, api);
        api.command("close-account", Closing.by("AVAILABLE_CREDITS"))
                .then()
                .statusCode(422)
                .body("reason", is("ACCOUNT_CLOSURE_BLOCKED"))
                .body("blockers.kind", is(List.of("SERVICE_BOUND", "SERVICE_BOUND")));
        assertEquals(before, Ledger.sum(books, api));
        // With all else that is in the way, and before what depends on it is asked.
        String run = """
                {"billRuns": [{"id": "june", "state": "COMPLETED"}],
                 "invoices": [{"id": "J-1", "accountId": "harbor", "billRunId": "june", "issuedOn": "2026-06-11",
                  "dueOn": "2026-06-25", "state": "OPEN", "lines": [{"id": "J-1-1", "description": "Traffic",
                  "periodFrom": "2026-05-01", "periodUntil": "2026-06-01", "net": {"amount": "7.00", "currency": "USD"}}]}]}""";
        api.has(run.replace(" \"state\": \"OPEN\",", ""));
        api.command("close-account", Closing.by("AVAILABLE_CREDITS"))
                .then()
                .statusCode(422)
                .body("blockers.kind", is(List.of("BILL_RUN_IN_PROGRESS", "SERVICE_BOUND", "SERVICE_BOUND")));
        api.has(run.replace("\"OPEN\"", "\"POSTED\""));
        api.command(
                        "close-account",
                        Body.read(Closing.by("AVAILABLE_CREDITS")).reason("EXTRAORDINARY", "The shop burnt down."))
                .then()
                .statusCode(200)
                .body("plan.terminations.penalty.amount", is("0.00"));
    }

    @Test
    void asksForALastInvoiceOfWhatWasUsed() {
        api.has("""
                {"accounts":[{"id":"harbor","name":"Harbor Books","currency":"USD","timeZone":"America/New_York",
                  "postpaid":true}],
                 "usages":[{"id":"U-1","subscriptionId":"hosting","description":"Traffic",
                  "amount":{"amount":"5.00","currency":"USD"},"usedOn":"2026-06-03"}]}""");
        api.command("close-account", Closing.by("NONE")).then().statusCode(200);
        assertEquals(
                List.of("INVOICE_REQUESTED"),
                books.texts("select state from usage_record where tenant_id = ?", api.tenant()));
    }
}
