package io.quittance.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quittance.intake.known.ImportSnapshot;
import io.quittance.intake.record.ImportRecordsRequest.LineRecord;
import io.quittance.intake.record.SubscriptionRecord;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.LineKind;
import io.quittance.persistence.Service;
import io.quittance.persistence.Subscription;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** The policy's fees, subscriptions and services, and what an invoice line says of them. */
class ImportContractsRuleTest {

    private static final String END_OF_KNOWN_SUBSCRIPTION =
            "/subscriptions/0/terminatedOn can only be given for a subscription that is not known yet;"
                    + " end it by terminate-subscription";
    private static final String END_OF_KNOWN_SERVICE =
            "/services/0/canceledOn can only be given for a service that is not known yet;"
                    + " end it by remove-services";

    private final ImportSnapshot known = Knowing.accounts();

    // The policy.

    @Test
    void refusesFeesBelowZeroAndTwoOfOneCurrency() {
        assertErrors("{'policy':%s}".formatted(fees("1.50 USD", "0 JPY", "0.000 KWD")));
        assertErrors(
                "{'policy':%s}".formatted(fees("1.50 USD", "-0.01 EUR", "1.60 USD")),
                "/policy/adminFees/2/currency is a duplicate",
                "/policy/adminFees/1/amount must not be negative");
    }

    @Test
    void refusesLimitsOfRefundsBelowZeroAndTwoOfOneCurrency() {
        assertErrors(
                "{'policy':%s}"
                        .formatted(fees("1.50 USD", "-0.01 EUR", "1.60 USD").replace("adminFees", "refundLimits")),
                "/policy/refundLimits/2/currency is a duplicate",
                "/policy/refundLimits/1/amount must not be negative");
    }

    private static String fees(String... fees) {
        return "{'termsVersion':'v','termsText':'t','contactLine':'c','adminFees':[%s]}"
                .formatted(String.join(
                        ",",
                        List.of(fees).stream()
                                .map(fee -> fee.split(" "))
                                .map(fee -> "{'amount':'%s','currency':'%s'}".formatted(fee[0], fee[1]))
                                .toList()));
    }

    // Subscriptions.

    @Test
    void refusesSubscriptionsOfUnknownAccountsAndOfNoTerm() {
        assertErrors(
                "{'subscriptions':[%s,%s]}"
                        .formatted(
                                subscription("S", "").replace("harbor", "nobody"),
                                subscription("T", ",'expiresOn':'2026-01-01'")),
                "/subscriptions/0/accountId is not a known account",
                "/subscriptions/1/expiresOn must be after startsOn");
        assertErrors("{'subscriptions':[%s]}".formatted(subscription("T", ",'expiresOn':'2026-01-02'")));
    }

    @Test
    void refusesToMoveAKnownSubscriptionToAnotherAccount() {
        knownSubscription("S", "port");
        assertErrors(
                "{'subscriptions':[%s]}".formatted(subscription("S", "")), "/subscriptions/0/accountId cannot change");
    }

    @Test
    void refusesToEndAKnownSubscriptionByAnImport() {
        String ended = "{'subscriptions':[%s]}".formatted(subscription("S", ",'terminatedOn':'2026-05-01'"));
        assertErrors(ended);
        Subscription subscription = knownSubscription("S", "harbor");
        assertErrors(ended, END_OF_KNOWN_SUBSCRIPTION);
        // With its own day it may come again, and with no other.
        subscription.importAsEnded(LocalDate.parse("2026-05-01"), Instant.parse("2026-05-01T00:00:00Z"));
        assertErrors(ended);
        assertErrors("{'subscriptions':[%s]}".formatted(subscription("S", "")));
        assertErrors(ended.replace("05-01", "05-02"), END_OF_KNOWN_SUBSCRIPTION);
    }

    @Test
    void countsPeriodsFromTheFirstDayWhereNoOtherIsGiven() {
        LocalDate first = LocalDate.parse("2026-01-01");
        var record = new SubscriptionRecord("S", "harbor", "S", null, first, null, null, null, null, null, null, null);
        assertEquals(first, record.anchorOn());
        assertEquals(Subscription.BillingStatus.ACTIVE, record.state());
    }

    // Services.

    @Test
    void refusesServicesOfUnknownSubscriptions() {
        assertErrors(
                "{'services':[%s]}".formatted(service("V", "")),
                "/services/0/subscriptionId is not a known subscription");
        assertErrors("{'services':[%s],'subscriptions':[%s]}".formatted(service("V", ""), subscription("S", "")));
        knownSubscription("S", "harbor");
        assertErrors("{'services':[%s]}".formatted(service("V", "")));
    }

    @Test
    void refusesServicesOfASubscriptionWhoseAccountIsNotLocked() {
        // It came after the accounts were read.
        knownSubscription("S", "somebody");
        assertErrors(
                "{'services':[%s]}".formatted(service("V", "")),
                "/services/0/subscriptionId is not a known subscription");
    }

    @Test
    void refusesToMoveAKnownServiceToAnotherSubscription() {
        knownSubscription("S", "harbor");
        knownSubscription("T", "harbor");
        knownService("V", "T");
        assertErrors("{'services':[%s]}".formatted(service("V", "")), "/services/0/subscriptionId cannot change");
    }

    @Test
    void refusesToEndAKnownServiceByAnImport() {
        knownSubscription("S", "harbor");
        String ended = "{'services':[%s]}".formatted(service("V", ",'canceledOn':'2026-05-01'"));
        assertErrors(ended);
        Service service = knownService("V", "S");
        assertErrors(ended, END_OF_KNOWN_SERVICE);
        service.importAsEnded(LocalDate.parse("2026-05-01"), Instant.parse("2026-05-01T00:00:00Z"));
        assertErrors(ended);
        assertErrors(ended.replace("05-01", "05-02"), END_OF_KNOWN_SERVICE);
    }

    // Invoice lines.

    @Test
    void refusesLinesOfContractsThatAreUnknownOrOfAnotherAccount() {
        knownSubscription("S", "port");
        knownService("V", "S");
        assertErrors(
                invoice(
                        line("L-1", "'subscriptionId':'S'"),
                        line("L-2", "'serviceId':'V'"),
                        line("L-3", "'subscriptionId':'x'"),
                        line("L-4", "'serviceId':'x'")),
                "/invoices/0/lines/0/subscriptionId is not a known subscription of the same account",
                "/invoices/0/lines/1/serviceId is not a known service of the same account",
                "/invoices/0/lines/2/subscriptionId is not a known subscription of the same account",
                "/invoices/0/lines/3/serviceId is not a known service of the same account");
    }

    @Test
    void refusesAServiceOfAnotherSubscription() {
        knownSubscription("S", "harbor");
        knownSubscription("T", "harbor");
        knownService("V", "S");
        assertErrors(
                invoice(
                        line("L-1", "'subscriptionId':'T','serviceId':'V'"),
                        line("L-2", "'subscriptionId':'S','serviceId':'V'"),
                        line("L-3", "'serviceId':'V'")),
                "/invoices/0/lines/0/serviceId is not a service of this subscription");
    }

    @Test
    void takesContractsThatComeInTheSameCall() {
        String lines = invoice(line("L-1", "'serviceId':'V'"));
        assertErrors("{'services':[%s],'subscriptions':[%s],%s"
                .formatted(service("V", ""), subscription("S", ""), lines.substring(1)));
    }

    @Test
    void refusesCouponsBelowZeroAndOfAnotherCurrency() {
        assertErrors(
                invoice(
                        line("L-1", "'coupon':{'amount':'-0.01','currency':'USD'}"),
                        line("L-2", "'coupon':{'amount':'1.00','currency':'EUR'}"),
                        line("L-3", "'coupon':{'amount':'0.00','currency':'USD'}")),
                "/invoices/0/lines/0/coupon/amount must not be negative",
                "/invoices/0/lines/1/coupon/currency must be the account's currency, USD");
    }

    @Test
    void letsTheTaxDifferFromItsRateByOneMinorUnitAndNotByTwo() {
        // 8.875 % of 10.00 is 0.8875, so 0.89.
        for (String tax : List.of("0.88", "0.89", "0.90")) {
            assertErrors(invoice(taxed("8.875", tax)));
        }
        for (String tax : List.of("0.87", "0.91")) {
            assertErrors(
                    invoice(taxed("8.875", tax)),
                    "/invoices/0/lines/0/tax must be 8.875 % of the net, within one minor unit");
        }
        // Half up: 0.05 % of 10.00 is 0.005, so 0.01.
        assertErrors(invoice(taxed("0.05", "0.02")));
        assertErrors(
                invoice(taxed("0.049", "0.02")),
                "/invoices/0/lines/0/tax must be 0.049 % of the net, within one minor unit");
    }

    @Test
    void takesATaxThatIsLeftOutForNothing() {
        assertErrors(invoice(line("L-1", "'taxRate':'0'")));
        assertErrors(
                invoice(line("L-1", "'taxRate':'20'")),
                "/invoices/0/lines/0/tax must be 20 % of the net, within one minor unit");
    }

    @Test
    void keepsTaxRatesInThousandthsOfAPercent() {
        assertEquals(8875, rate("8.875"));
        assertEquals(20_000, rate("20"));
        assertEquals(1_000_000, rate("1000.0"));
        assertEquals(null, rate(null));
    }

    private static Integer rate(String rate) {
        Money net = Money.zero(CurrencyUnit.USD);
        LocalDate day = LocalDate.parse("2026-06-01");
        return new LineRecord("L", null, null, null, null, "Use", day, day.plusDays(1), net, null, null, rate)
                .taxRateInThousandths();
    }

    @Test
    void comparesAKnownLineInEverythingThatItSays() {
        knownSubscription("S", "harbor");
        knownSubscription("T", "harbor");
        knownService("V", "S");
        InvoiceLine line = Knowing.addInvoice(known, "I-1", "harbor", 1000).get(0);
        line.subscriptionId = "S";
        line.serviceId = "V";
        line.kind = LineKind.ONE_TIME;
        line.couponMinor = 200;
        line.taxMinor = 200;
        line.taxRate = 20_000;
        String same = invoice(line(
                "I-1-1",
                "'subscriptionId':'S','serviceId':'V','kind':'ONE_TIME','coupon':{'amount':'2.00','currency':'USD'},"
                        + "'tax':{'amount':'2.00','currency':'USD'},'taxRate':'20'"));
        assertErrors(same);
        assertErrors(same.replace("'subscriptionId':'S',", ""));
        assertErrors(same.replace("'20'", "'20.000'"));
        for (String changed : List.of(
                same.replace("'serviceId':'V',", ""),
                same.replace("'subscriptionId':'S','serviceId':'V'", "'subscriptionId':'T'"),
                same.replace("ONE_TIME", "TRIAL"),
                same.replace("'coupon':{'amount':'2.00'", "'coupon':{'amount':'2.01'"),
                same.replace(",'taxRate':'20'", ""),
                same.replace("'20'", "'20.001'"))) {
            assertNotEquals(same, changed);
            assertErrors(changed, "/invoices/0 is known already and cannot change; a correction is a new document");
        }
    }

    private void assertErrors(String request, String... errors) {
        Knowing.assertErrors(known, request, errors);
    }

    private Subscription knownSubscription(String id, String account) {
        var subscription = new Subscription();
        subscription.id = id;
        subscription.accountId = account;
        known.contracts().subscriptions().put(id, subscription);
        return subscription;
    }

    private Service knownService(String id, String subscription) {
        var service = new Service();
        service.id = id;
        service.subscriptionId = subscription;
        known.contracts().services().put(id, service);
        return service;
    }

    private static String subscription(String id, String more) {
        return "{'id':'%s','accountId':'harbor','name':'S','startsOn':'2026-01-01'%s}".formatted(id, more);
    }

    private static String service(String id, String more) {
        return "{'id':'%s','subscriptionId':'S','name':'V'%s}".formatted(id, more);
    }

    private static String invoice(String... lines) {
        return "{'invoices':[{'id':'I-1','accountId':'harbor','issuedOn':'2026-06-01','dueOn':'2026-06-15','lines':[%s]}]}"
                .formatted(String.join(",", lines));
    }

    private static String line(String id, String more) {
        return ("{'id':'%s','description':'Use','periodFrom':'2026-06-01','periodUntil':'2026-07-01',"
                        + "'net':{'amount':'10.00','currency':'USD'},%s}")
                .formatted(id, more);
    }

    private static String taxed(String rate, String tax) {
        return line("L-1", "'tax':{'amount':'%s','currency':'USD'},'taxRate':'%s'".formatted(tax, rate));
    }
}
