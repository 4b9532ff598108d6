package io.quittance.subscription.unused;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Body;
import io.quittance.contract.Contracts;
import io.quittance.testing.Api;
import io.quittance.testing.Cases;
import io.quittance.testing.MovingClock;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What other billing systems publish, to the cent, from the import to the account's credits. */
@QuarkusTest
class ReferenceCasesTest {

    @Inject
    MovingClock clock;

    private final Api api = Api.newTenant();

    static List<Map<String, String>> prorations() {
        return Cases.of("proration.csv");
    }

    static List<Map<String, String>> settlements() {
        return Cases.of("settlement.csv");
    }

    @ParameterizedTest
    @MethodSource("prorations")
    void creditsTheDaysNotUsedOfALineThatIsPaid(Map<String, String> row) {
        var bill = new Bill(row.get("currency"), row.get("from"), row.get("until"), row.get("tax_percent"));
        api.has(bill.account(row.get("option")));
        api.has(bill.invoice(row.get("line"), row.get("coupon"), "main"));
        String paid = bill.total(row.get("line"), row.get("coupon"));
        api.has(bill.payment(paid));

        Ended ended = end(bill.currency, row.get("effective_on"));

        long creditNet = Cases.minor(bill.currency, row.get("credit_net"));
        long creditTax = Cases.minor(bill.currency, row.get("credit_tax"));
        assertEquals(creditNet, ended.minor("plan.lines[0].creditNet"));
        assertEquals(creditTax, ended.minor("plan.lines[0].creditTax"));
        assertEquals(creditNet + creditTax, ended.minor("plan.lines[0].credit"));
        assertEquals(creditNet + creditTax, ended.minor("plan.payout.refund"));
        assertEquals(0, ended.minor("plan.offset"));
        assertEquals(Cases.minor(bill.currency, paid), ended.minor("plan.invoiced"));
    }

    @ParameterizedTest
    @MethodSource("settlements")
    void refundsOnlyWhatWasPaidAndTakesTheRestOffWhatIsOwed(Map<String, String> row) {
        twoLinesPaid(row.get("paid"));

        Ended ended = end("EUR", "2022-10-16");

        assertEquals(1920, ended.minor("plan.credited"));
        assertEquals(Cases.minor("EUR", row.get("refund")), ended.minor("plan.payout.refund"));
        assertEquals(
                Cases.minor("EUR", row.get("credit")),
                ended.minor("plan.offset") + ended.minor("plan.payout.availableCredits") - ended.refund());
    }

    /** What is owed afterwards is what was invoiced, less what is credited, less what was paid and stays. */
    @ParameterizedTest
    @CsvSource({
        "74.40, 19.20, 0.00, 0.00",
        "55.80, 9.90, 9.30, 9.30",
        "9.30, 0.00, 19.20, 45.90",
        "0.00, 0.00, 19.20, 55.20"
    })
    void leavesOwingWhatIsNeitherPaidNorCredited(String paid, String refund, String offset, String owed) {
        twoLinesPaid(paid);

        Ended ended = end("EUR", "2022-10-16");

        assertEquals(Cases.minor("EUR", refund), ended.refund());
        assertEquals(Cases.minor("EUR", offset), ended.minor("plan.offset"));
        List<String> outstanding = api.ask("list-invoices", Body.json("accountId", "account"))
                .path("items.lines.flatten().outstanding.amount");
        assertEquals(
                Cases.minor("EUR", owed),
                outstanding.stream().mapToLong(each -> Cases.minor("EUR", each)).sum());
    }

    private void twoLinesPaid(String paid) {
        var bill = new Bill("EUR", "2022-10-01", "2022-11-01", "20");
        api.has(bill.account(""));
        api.has(bill.invoice("31.00", "", "main", "other"));
        if (Cases.minor("EUR", paid) > 0) {
            api.has(bill.payment(paid));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2399.95, USD, 2013-08-18, 2014-08-18, 2013-09-17, 2202.69, 197.26",
        "9.99, USD, 2026-04-01, 2026-05-01, 2026-04-16, 5.00, 4.99",
        "1000, JPY, 2026-01-31, 2026-02-28, 2026-02-10, 643, 357",
        "10.000, KWD, 2026-03-01, 2026-04-01, 2026-03-16, 5.161, 4.839"
    })
    void keepsTheDaysUsed(
            String line, String currency, String from, String until, String effectiveOn, String credit, String used) {
        var bill = new Bill(currency, from, until, "");
        api.has(bill.account(""));
        api.has(bill.invoice(line, "", "main"));
        api.has(bill.payment(line));

        Ended ended = end(currency, effectiveOn);

        assertEquals(credit, ended.json.getString("plan.credited.amount"));
        assertEquals(used, ended.json.getString("plan.kept.amount"));
    }

    @Test
    void takesTheShareOfTheCouponOffBeforeTheTax() {
        var bill = new Bill("EUR", "2022-10-01", "2022-11-01", "20");
        api.has(bill.account(""));
        api.has(bill.invoice("31.00", "10.00", "main"));
        api.has(bill.payment("25.20"));

        Ended ended = end("EUR", "2022-10-16");

        assertEquals("5.16", ended.json.getString("plan.lines[0].couponShare.amount"));
        assertEquals("10.84", ended.json.getString("plan.lines[0].creditNet.amount"));
        assertEquals("2.17", ended.json.getString("plan.lines[0].creditTax.amount"));
        assertEquals("13.01", ended.json.getString("plan.payout.refund.amount"));
    }

    /** Ends the main subscription at noon, and holds what must hold of every end. */
    private Ended end(String currency, String effectiveOn) {
        clock.moveTo(effectiveOn + "T12:00:00Z");
        String body = Contracts.terminate("main", "AVAILABLE_CREDITS");
        Object previewed = api.ask("preview-subscription-termination", body)
                .then()
                .statusCode(200)
                .extract()
                .path("plan");
        JsonPath done = api.command("terminate-subscription", body)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        var ended = new Ended(currency, done);
        assertEquals(previewed, done.get("plan"));
        assertEquals(ended.minor("plan.invoiced"), ended.minor("plan.kept") + ended.minor("plan.credited"));
        assertEquals(ended.minor("plan.credited"), ended.refund() + ended.minor("plan.offset"));
        JsonPath credits = api.ask("get-account-credits", Body.json("accountId", "account"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertEquals(ended.refund(), Cases.minor(currency, credits.getString("available.amount")));
        return ended;
    }

    /** The answer to a termination. */
    private record Ended(String currency, JsonPath json) {

        long refund() {
            return minor("plan.payout.refund");
        }

        long minor(String path) {
            assertEquals(currency, json.getString(path + ".currency"));
            return Cases.minor(currency, Objects.requireNonNull(json.getString(path + ".amount")));
        }
    }

    /** An invoice of one line a subscription, all for the same period. */
    private record Bill(String currency, String from, String until, String taxPercent) {

        String account(String option) {
            return """
                    {"policy": {"allowRefund": true, "cancelDayUsed": %s, "dayCount": "%s",
                       "termsVersion": "v1", "termsText": "Gone is gone.", "contactLine": "Ask."},
                     "accounts": [{"id": "account", "name": "Account", "currency": "%s", "timeZone": "UTC"}]}
                    """.formatted(
                    option.equals("cancelDayUsed"), option.equals("THIRTY_360") ? "THIRTY_360" : "ACTUAL", currency);
        }

        String invoice(String line, String coupon, String... subscriptions) {
            List<String> ids = List.of(subscriptions);
            return """
                    {"subscriptions": [%s],
                     "invoices": [{"id": "I-1", "accountId": "account", "issuedOn": "%s", "dueOn": "%s", "lines": [%s]}]}
                    """.formatted(
                    String.join(",", ids.stream().map(this::subscription).toList()),
                    from,
                    from,
                    String.join(
                            ",", ids.stream().map(id -> line(id, line, coupon)).toList()));
        }

        private String subscription(String id) {
            return """
                    {"id": "%s", "accountId": "account", "name": "Plan", "startsOn": "%s"}""".formatted(id, from);
        }

        private String line(String subscription, String line, String coupon) {
            Money net = net(line, coupon);
            String rate = taxPercent.isEmpty() ? "" : "\"taxRate\": \"" + taxPercent + "\",";
            return """
                    {"id": "line of %1$s", "subscriptionId": "%1$s", "description": "Plan", "periodFrom": "%2$s",
                     "periodUntil": "%3$s", "net": %4$s, "coupon": %5$s, %6$s "tax": %7$s}
                    """.formatted(subscription, from, until, json(net), json(money(coupon)), rate, json(tax(net)));
        }

        String total(String line, String coupon) {
            Money net = net(line, coupon);
            return net.plus(tax(net)).getAmount().toPlainString();
        }

        String payment(String amount) {
            return """
                    {"payments": [{"id": "P-1", "accountId": "account", "amount": %1$s, "receivedOn": "%2$s",
                      "allocations": [{"invoiceId": "I-1", "amount": %1$s}]}]}
                    """.formatted(json(money(amount)), from);
        }

        private Money net(String line, String coupon) {
            return money(line).minus(money(coupon));
        }

        private Money tax(Money net) {
            return taxPercent.isEmpty()
                    ? net.multipliedBy(0)
                    : net.multipliedBy(new BigDecimal(taxPercent).movePointLeft(2), RoundingMode.HALF_UP);
        }

        private Money money(String amount) {
            return Money.ofMinor(CurrencyUnit.of(currency), Cases.minor(currency, amount));
        }

        private static String json(Money money) {
            return "{\"amount\": \"%s\", \"currency\": \"%s\"}"
                    .formatted(money.getAmount().toPlainString(), money.getCurrencyUnit());
        }
    }
}
