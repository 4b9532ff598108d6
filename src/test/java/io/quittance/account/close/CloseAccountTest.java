package io.quittance.account.close;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Role;
import io.quittance.contract.Body;
import io.quittance.contract.Contracts;
import io.quittance.contract.Refunds;
import io.quittance.testing.Api;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Ledger;
import io.quittance.testing.Together;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** It is 11 June: of the hosting 72.00 are not used; 48.00 of the server's invoice are open. */
@QuarkusTest
class CloseAccountTest extends FunctionTest {

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-11T12:00:00Z");
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
        api.ask("list-subscriptions", Body.json("accountId", "harbor"))
                .then()
                .body("items.state", is(List.of("CANCELED", "TERMINATED", "TERMINATED", "TERMINATED")));
        api.ask("list-billing-items", Body.json("accountId", "harbor"))
                .then()
                .body("items.state", everyItem(is("CANCELED")))
                .body("items.find { it.billingItemId == 'server' }.openBalance", is(true));
        api.ask("list-accounts", Body.json("accountId", "harbor"))
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
                api.events().stream()
                        .filter(type -> !type.equals("billing-item.left-invoices"))
                        .collect(Collectors.groupingBy(type -> type, Collectors.counting())));
        // What goes back stands on the closure, and each end has a receipt of its own that names it.
        api.ask("list-cancellations", Body.json("accountId", "harbor")).then().body("items", hasSize(7));
        assertEquals(
                List.of("6"),
                books.texts(
                        "select count(*) from receipt r join cancellation c on c.tenant_id = r.tenant_id"
                                + " and c.kind = 'ACCOUNT' and c.id = r.document::json ->> 'cause'"
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
                        Closing.close(Body.of(
                                "refund",
                                Body.of("mode", "NONE"),
                                "contactEmail",
                                "estate@harbor.example",
                                "optOutOfEmails",
                                true)))
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
                .body("scheduledBillings.first.billingId", is(List.of("B-2", "B-1")))
                .body("canceledBillings.first.billingId", is(List.of("B-4")))
                .body("mayBeClosedBy", is(List.of("AGENT", "BILLING_ADMIN", "SYSTEM")))
                .body("blockers", hasSize(0))
                .body("form", nullValue());
        String closure = Closing.closed(api, Closing.by("NONE"));
        api.ask("check-account-closure", Closing.CHECK)
                .then()
                .body("status", is("CLOSED"))
                .body("externalStatus", is("DELETE"))
                .body("checklist.done", everyItem(is(true)))
                .body("scheduledBillings.count", is(0))
                .body("canceledBillings.first.billingId", is(List.of("B-4", "B-2", "B-1")))
                .body("canceledBillings.first[1].cancellationId", is(closure))
                .body("mayBeClosedBy", hasSize(0))
                .body("form.cancellationId", is(closure))
                .body("form.retainUntil", is("2036-06-08"));
    }

    @Test
    void showsTheFirstHundredBillingsAndCountsThemAll() {
        api.has("{\"billings\":["
                + IntStream.range(0, 150).mapToObj("""
                        {"id":"N-%1$03d","accountId":"harbor","plannedOn":"2026-08-01",
                         "amount":{"amount":"1.00","currency":"USD"}}"""::formatted).collect(Collectors.joining(","))
                + "]}");
        api.ask("check-account-closure", Closing.CHECK)
                .then()
                .body("scheduledBillings.count", is(152))
                .body("scheduledBillings.first", hasSize(100))
                .body("scheduledBillings.first[99].billingId", is("N-097"))
                .body("checklist.find { it.step == 'BILLINGS' }.left", is(152));
        Closing.closed(api, Closing.by("NONE"));
        api.ask("check-account-closure", Closing.CHECK)
                .then()
                .body("scheduledBillings.count", is(0))
                .body("canceledBillings.count", is(153))
                .body("canceledBillings.first", hasSize(100));
    }

    @Test
    void keepsWhatIsKnownForAsLongAsThePolicySays() {
        api.has(Closing.policy(Body.of("retentionDays", 30)));
        api.command("close-account", Closing.by("NONE")).then().body("plan.retainUntil", is("2026-07-11"));
    }

    @Test
    void countsTodayAsUsedWhereThePolicySaysSo() {
        api.has(Closing.policy(Body.of("cancelDayUsed", true)));
        api.command("close-account", Closing.by("AVAILABLE_CREDITS"))
                .then()
                .body("effectiveOn", is("2026-06-12"))
                .body("plan.terminations.payout.refund.amount", is("68.40"));
    }

    // Refused, it changes nothing.

    @Test
    void namesAllThatStandsInTheWayAndChangesNothing() {
        api.has("""
                {"billRuns": [{"id": "june", "state": "COMPLETED"}],
                 "invoices": [{"id": "J-1", "accountId": "harbor", "billRunId": "june", "issuedOn": "2026-06-11",
                  "dueOn": "2026-06-25", "lines": [{"id": "J-1-1", "description": "Traffic", "periodFrom": "2026-05-01",
                  "periodUntil": "2026-06-01", "net": {"amount": "7.00", "currency": "USD"}}]}]}""");
        String refund = api.command("apply-refund", Refunds.of(Body.of("paymentId", "P-2"), "ORIGINAL_PAYMENT"))
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
                Body.json("accountId", "harbor", "refund", Body.of("mode", "NONE"), "reason", Body.of("code", "BORED")),
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
        String quoted = Closing.close(Body.of("refund", Body.of("mode", "NONE"), "quote", quote));
        api.has(Body.json(
                "billings",
                List.of(Body.of(
                        "id",
                        "B-9",
                        "accountId",
                        "harbor",
                        "plannedOn",
                        "2026-08-01",
                        "amount",
                        Body.of("amount", "1.00", "currency", "USD")))));
        refused(quoted, 409, "QUOTE_CHANGED");
        String again = api.ask("preview-account-closure", Closing.by("NONE")).path("quote");
        Closing.closed(api, quoted.replace(quote, again));
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
        String body = Closing.close(Body.of("optOutOfEmails", false));
        customer.command("close-account", body).then().statusCode(422).body("reason", is("SELF_SERVICE_NOT_ALLOWED"));
        api.has(Closing.REST.replace("\"licenses\": 12", "\"selfServiceCancellation\": true"));
        api.has(Closing.policy(Body.of("selfServiceCancellation", false)));
        customer.command("close-account", body).then().statusCode(422).body("reason", is("SELF_SERVICE_NOT_ALLOWED"));
        api.has(Closing.policy(Body.of("selfServiceCancellation", true)));
        customer.ask("check-account-closure", Closing.CHECK).then().body("mayBeClosedBy", hasItem("CUSTOMER"));
        customer.command("close-account", Closing.close(Body.of("openInvoices", "WRITE_OFF")))
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

    private static String subscription(String id) {
        return Body.json(
                "subscriptions",
                List.of(Body.of("id", id, "accountId", "harbor", "name", "New", "startsOn", "2026-06-01")));
    }

    private void refused(String body, int status, String reason) {
        String before = Ledger.sum(books, api);
        api.command("close-account", body).then().statusCode(status).body("reason", is(reason));
        assertEquals(before, Ledger.sum(books, api));
        assertNothingIsClosed();
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
