package io.quittance.refund.apply;

import static io.quittance.contract.Body.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Body;
import io.quittance.contract.Contracts;
import io.quittance.contract.Refunds;
import io.quittance.testing.Api;
import io.quittance.testing.Cases;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Ledger;
import io.quittance.testing.Together;
import io.restassured.response.Response;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many at once: never more goes back than was paid, and the same days are credited once. It is 11 June. */
@QuarkusTest
class MoneyTogetherTest extends FunctionTest {

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-11T12:00:00Z");
        api.has(Contracts.JUNE);
    }

    @AfterEach
    void holds() {
        Ledger.holds(books, api);
    }

    /** As a caller does it: told to come back, it comes back with the same key. */
    private static Response command(Api api, String function, String body) {
        String key = UUID.randomUUID().toString();
        Response answer = api.command(function, key, body);
        for (int tries = 1; answer.statusCode() == 503 && tries < 10; tries++) {
            answer = api.command(function, key, body);
        }
        return answer;
    }

    private static List<Response> carriedOut(List<Response> answers) {
        return answers.stream().filter(answer -> answer.statusCode() == 200).toList();
    }

    private static Set<String> refusals(List<Response> answers) {
        return answers.stream()
                .filter(answer -> answer.statusCode() != 200)
                .map(answer -> answer.statusCode() + " " + answer.path("reason"))
                .collect(Collectors.toSet());
    }

    private static long refunded(List<Response> answers) {
        return carriedOut(answers).stream()
                .mapToLong(answer -> Cases.minor("USD", answer.path("plan.payout.refund.amount")))
                .sum();
    }

    private long number(String sql) {
        return books.number(sql, api.tenant());
    }

    private long available() {
        return Cases.minor(
                "USD",
                api.ask("get-account-credits", json("accountId", "harbor")).path("available.amount"));
    }

    /** From 1.00 to 64.00, together 2080.00, where 108.00 was paid. */
    @Test
    void neverGivesBackMoreOfAPaymentThanWasPaid() {
        List<Response> answers = Together.times(
                64,
                i -> command(
                        api,
                        "apply-refund",
                        Refunds.of(Body.of("paymentId", "P-1"), (i + 1) + ".00", "AVAILABLE_CREDITS")));
        long refunded = refunded(answers);
        assertTrue(refunded <= 10800);
        assertTrue(Set.of("422 REFUND_EXCEEDS_PAYMENT", "422 NOTHING_TO_REFUND").containsAll(refusals(answers)));
        assertEquals(refunded, number("select refunded_minor from payment where tenant_id = ?"));
        assertEquals(refunded, number("select sum(amount_minor) from refund_part where tenant_id = ?"));
        assertEquals(refunded, number("select sum(refunded_minor) from invoice_line where tenant_id = ?"));
        assertEquals(
                refunded,
                number("select sum(credited_net_minor + credited_tax_minor) from invoice_line where tenant_id = ?"));
        assertEquals(refunded, available());
        // Everybody else was told what was left then, and the least of them asked for more than is left now.
        assertEquals(carriedOut(answers).size(), number("select count(*) from refund where tenant_id = ?"));
        long left = 10800 - refunded;
        IntStream.range(0, 64)
                .filter(i -> answers.get(i).statusCode() != 200)
                .forEach(i -> assertTrue((i + 1) * 100 > left));
    }

    @Test
    void endsASubscriptionOnceAndRefundsItOnce() {
        List<Response> answers = Together.times(
                64, i -> command(api, "terminate-subscription", Contracts.terminate("hosting", "AVAILABLE_CREDITS")));
        assertEquals(1, carriedOut(answers).size());
        assertEquals(Set.of("409 SUBSCRIPTION_ALREADY_ENDED"), refusals(answers));
        assertEquals(
                Set.of("hosting"),
                answers.stream()
                        .filter(answer -> answer.statusCode() == 409)
                        .map(answer -> answer.<String>path("subscriptionId"))
                        .collect(Collectors.toSet()));
        assertEquals(1, number("select count(*) from refund where tenant_id = ?"));
        assertEquals(2, number("select count(*) from line_credit where tenant_id = ?"));
        assertEquals(1, api.events("subscription.terminated").size());
        assertEquals(7200, available());
    }

    /** A termination takes 72.00 of 108.00, or what the refunds of 20.00 each have left of it. */
    @Test
    void givesBackWhatWasPaidOnceByTwoDoors() {
        for (int round = 0; round < 6; round++) {
            Api own = Api.newTenant();
            own.has(Contracts.JUNE);
            List<Response> answers = Together.times(
                    9,
                    i -> i == 4
                            ? command(
                                    own, "terminate-subscription", Contracts.terminate("hosting", "AVAILABLE_CREDITS"))
                            : command(
                                    own, "apply-refund", Refunds.of(Body.of("invoiceId", "I-1"), "20.00", "OFFLINE")));
            assertEquals(200, answers.get(4).statusCode());
            assertTrue(Set.of("422 REFUND_EXCEEDS_PAYMENT", "422 NOTHING_TO_REFUND")
                    .containsAll(refusals(answers)));
            long refunded = refunded(answers);
            assertTrue(refunded <= 10800);
            assertEquals(
                    refunded, books.number("select refunded_minor from payment where tenant_id = ?", own.tenant()));
            // What is kept is what was invoiced and not credited.
            assertEquals(
                    10800 - refunded,
                    books.number(
                                    "select sum(net_minor + tax_minor) from invoice_line where tenant_id = ?",
                                    own.tenant())
                            - books.number(
                                    "select sum(net_minor + tax_minor) from line_credit where tenant_id = ?",
                                    own.tenant()));
            Ledger.holds(books, own);
        }
    }

    /** Two lines of 8.34, and 1.66 and 1.68 of the tax: 20 % of each would be 1.67. */
    @Test
    void endsTwoSubscriptionsOfOneInvoiceToTheCent() {
        for (int round = 0; round < 6; round++) {
            Api own = Api.newTenant();
            own.has("""
                    {"policy": {"allowRefund": true, "creditPolicy": "FULL", "termsVersion": "v1", "termsText": "Gone.",
                       "contactLine": "Ask."},
                     "accounts": [{"id": "harbor", "name": "Harbor", "currency": "USD", "timeZone": "UTC"}],
                     "subscriptions": [
                       {"id": "one", "accountId": "harbor", "name": "One", "startsOn": "2026-06-01"},
                       {"id": "two", "accountId": "harbor", "name": "Two", "startsOn": "2026-06-01"}],
                     "invoices": [{"id": "I-1", "accountId": "harbor", "issuedOn": "2026-06-01", "dueOn": "2026-06-15",
                      "lines": [
                       {"id": "I-1-1", "subscriptionId": "one", "description": "One", "periodFrom": "2026-06-01",
                        "periodUntil": "2026-07-01", "net": %1$s, "taxRate": "20", "tax": %2$s},
                       {"id": "I-1-2", "subscriptionId": "two", "description": "Two", "periodFrom": "2026-06-01",
                        "periodUntil": "2026-07-01", "net": %1$s, "taxRate": "20", "tax": %3$s}]}],
                     "payments": [{"id": "P-1", "accountId": "harbor", "amount": %4$s, "receivedOn": "2026-06-03",
                      "allocations": [{"invoiceId": "I-1", "amount": %4$s}]}]}
                    """.formatted(Refunds.usd("8.34"), Refunds.usd("1.66"), Refunds.usd("1.68"), Refunds.usd("20.02")));
            List<Response> answers = Together.times(
                    2,
                    i -> command(
                            own,
                            "terminate-subscription",
                            Contracts.terminate(i == 0 ? "one" : "two", "AVAILABLE_CREDITS")));
            assertEquals(2, carriedOut(answers).size());
            assertEquals(2002, refunded(answers));
            assertEquals(
                    List.of("0", "0"),
                    books.texts(
                            "select net_minor + tax_minor - credited_net_minor - credited_tax_minor from invoice_line"
                                    + " where tenant_id = ?",
                            own.tenant()));
            Ledger.holds(books, own);
        }
    }

    @Test
    void usesACreditNoteOnce() {
        api.has(Refunds.note("CN-1", "10.00", Body.of()));
        String end = Contracts.terminate("hosting", "IMMEDIATE", json("mode", "CREDIT_NOTE", "creditNoteId", "CN-1"));
        List<Response> answers = Together.times(
                8,
                i -> i == 3
                        ? command(api, "terminate-subscription", end)
                        : command(api, "apply-refund", Refunds.byNote(Body.of("invoiceId", "I-1"), "CN-1")));
        assertEquals(1, carriedOut(answers).size());
        assertEquals(Set.of("409 CREDIT_NOTE_NOT_USABLE"), refusals(answers));
        assertEquals(1, number("select count(*) from refund where tenant_id = ?"));
        assertEquals(1000, number("select sum(refunded_minor) from invoice_line where tenant_id = ?"));
        assertEquals(0, available());
    }

    /** 80.00 go back where 30.00 are owed. */
    @Test
    void paysWhatIsOwedOnceByOffsetsAtOnce() {
        api.has("""
                {"invoices": [{"id": "I-2", "accountId": "harbor", "issuedOn": "2026-06-01", "dueOn": "2026-06-15", "lines": [
                  {"id": "I-2-1", "description": "Mail", "periodFrom": "2026-06-01", "periodUntil": "2026-07-01",
                   "net": {"amount": "30.00", "currency": "USD"}}]}]}""");
        List<Response> answers = Together.times(
                8, i -> command(api, "apply-refund", Refunds.of(Body.of("invoiceId", "I-1"), "10.00", "OFFSET")));
        assertEquals(8, carriedOut(answers).size());
        assertEquals(3000, number("select applied_minor from invoice_line where id = 'I-2-1' and tenant_id = ?"));
        assertEquals(5000, available());
    }
}
