package io.quittance.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.local.Clients.Answered;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Kills the application while refunds and terminations run, and adds up what the clients were told: every cent that was
 * acknowledged stands in the books once, and no cent besides.
 */
class MoneyCrashIT {

    private static final Kills KILLS = Kills.usually(20260611);
    private static final int ACCOUNTS = 40;

    private Laptop laptop;

    @BeforeEach
    void begin(TestInfo test) {
        laptop = Laptop.of(test);
        System.out.printf("%s with seed %d%n", test.getDisplayName(), KILLS.seed());
    }

    @AfterEach
    void end() {
        laptop.close();
    }

    @Test
    void paysNoCentTwiceAndLosesNoneWhenTheApplicationIsKilled() {
        RunningJar jar = laptop.startKept();
        try (var clients = new Clients(jar)) {
            clients.send("import-records", records());
            clients.begin(MoneyCrashIT::refundOrTerminate, KILLS.seed());
            jar = KILLS.of(jar, laptop, clients, 30);
            clients.finish();
            check(clients);
        }
        jar.stop();
    }

    /** Mostly refunds a little of a payment; now and then ends the subscription that it paid for. */
    private static void refundOrTerminate(Clients clients, Random random) {
        int account = random.nextInt(ACCOUNTS);
        if (random.nextInt(20) == 0) {
            clients.send("terminate-subscription", """
                    {"subscriptionId":"s-%d","refund":{"mode":"AVAILABLE_CREDITS"},"reason":{"code":"TOO_EXPENSIVE"}}""".formatted(account));
        } else {
            clients.send("apply-refund", """
                    {"paymentId":"p-%d","amount":{"amount":"0.%02d","currency":"USD"},"destination":"AVAILABLE_CREDITS",
                     "reason":{"code":"SUPPORT_RESPONSE"}}""".formatted(account, 1 + random.nextInt(99)));
        }
    }

    /** Accounts with a subscription each, of which a period of 100 days was paid ten days ago. */
    private static String records() {
        LocalDate from = LocalDate.now(ZoneOffset.UTC).minusDays(10);
        return """
                {"policy":{"allowRefund":true,"termsVersion":"v1","termsText":"Gone is gone.","contactLine":"Call us."},
                 "accounts":[%s],"subscriptions":[%s],"invoices":[%s],"payments":[%s]}""".formatted(
                        each("""
                        {"id":"a-%1$d","name":"Account","currency":"USD","timeZone":"UTC"}"""),
                        each("""
                        {"id":"s-%1$d","accountId":"a-%1$d","name":"Subscription","startsOn":"2026-01-01"}"""),
                        each("""
                        {"id":"i-%1$d","accountId":"a-%1$d","issuedOn":"FROM","dueOn":"FROM","lines":[
                          {"id":"l-%1$d","subscriptionId":"s-%1$d","description":"Period","periodFrom":"FROM",
                           "periodUntil":"UNTIL","net":{"amount":"100.00","currency":"USD"},"taxRate":"19",
                           "tax":{"amount":"19.00","currency":"USD"}}]}""".replace("FROM", from.toString())
                                .replace("UNTIL", from.plusDays(100).toString())),
                        each("""
                        {"id":"p-%1$d","accountId":"a-%1$d","amount":{"amount":"119.00","currency":"USD"},
                         "receivedOn":"FROM","allocations":[{"invoiceId":"i-%1$d","amount":{"amount":"119.00","currency":"USD"}}]}""".replace("FROM", from.toString())));
    }

    private static String each(String record) {
        return IntStream.range(0, ACCOUNTS).mapToObj(record::formatted).collect(Collectors.joining(","));
    }

    private void check(Clients clients) {
        List<String> others = clients.sendAgain(clients.answered());
        assertTrue(others.isEmpty(), () -> others.size() + " were answered otherwise, the first is " + others.get(0));
        List<JsonNode> refunds = clients.answered().stream()
                .filter(Answered::isCarriedOut)
                .flatMap(MoneyCrashIT::refunds)
                .toList();
        long told = refunds.stream()
                .mapToLong(refund -> new BigDecimal(
                                refund.path("paidOut").path("amount").asText())
                        .movePointRight(2)
                        .longValueExact())
                .sum();
        System.out.printf(
                "%d kills: %d commands answered, %d refunds of %d cents, %d found carried out when they were repeated%n",
                KILLS.times(), clients.answered().size(), refunds.size(), told, clients.settled());
        assertEquals(refunds.size(), number("select count(*) from refund where tenant_id = ?"));
        assertEquals(told, number("select sum(amount_minor) from refund_part where tenant_id = ?"));
        assertEquals(told, number("select sum(net_minor + tax_minor) from line_credit where tenant_id = ?"));
        assertEquals(told, number("select sum(balance_minor) from credit_balance where tenant_id = ?"));
        assertEquals(told, number("select sum(refunded_minor) from payment where tenant_id = ?"));
        assertEquals(0, number("select sum(outstanding_minor) from invoice_line where tenant_id = ?"));
        assertEquals(
                refunds.size(),
                number("select count(*) from outbox where tenant_id = ? and type = 'refund.succeeded'"));
        assertEquals(
                0,
                number("select count(*) from subscription where tenant_id = ?"
                        + " and (ended_at is null) <> (cancellation_id is null)"));
    }

    private static Stream<JsonNode> refunds(Answered answered) {
        return StreamSupport.stream(answered.json().path("refunds").spliterator(), false);
    }

    private long number(String sql) {
        return Long.parseLong(laptop.kept().texts(sql, Clients.TENANT).get(0));
    }
}
