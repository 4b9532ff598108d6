package io.quittance.subscription.unused;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.persistence.LineKind;
import io.quittance.persistence.Policy.CreditPolicy;
import io.quittance.persistence.Policy.DayCounting;
import io.quittance.persistence.ReasonCategory;
import io.quittance.persistence.Subscription;
import io.quittance.settlement.NetAndTax;
import io.quittance.subscription.termination.Ending;
import io.quittance.subscription.unused.UnusedCreditRule.UnusedCredit;
import io.quittance.subscription.unused.UnusedCreditRule.UnusedPeriod;
import io.quittance.testing.Billed;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** It is 11 June at noon in UTC, eight in New York: 20 of the 30 days of June are not used. */
class UnusedCreditRuleTest {

    private static final LocalDate ELEVENTH = LocalDate.parse("2026-06-11");

    private final Ending ending = new Ending();

    private List<UnusedCredit> unusedCredits() {
        return UnusedCreditRule.of(
                ending.found(), new UnusedPeriod(ELEVENTH, Ending.NOW, ReasonCategory.ORDINARY, Set.of()));
    }

    private UnusedCredit unusedCredit(Billed line) {
        ending.line(line);
        return unusedCredits().get(0);
    }

    private List<NetAndTax> credits() {
        return unusedCredits().stream().map(UnusedCredit::credit).toList();
    }

    // What the days are worth.

    @Test
    void creditsTheDaysNotUsedAndTheTaxOnThem() {
        UnusedCredit unusedCredit =
                unusedCredit(Billed.line("a", 3000).tax(600, 20).paid());
        assertEquals(new NetAndTax(2000, 400), unusedCredit.credit());
        assertEquals(2400, unusedCredit.refundable());
        assertEquals(0, unusedCredit.offset());
    }

    @ParameterizedTest
    @CsvSource({"NONE, 0, 0", "PRORATED, 2000, 400", "FULL, 3000, 600"})
    void creditsWhatThePolicySays(CreditPolicy policy, long net, long tax) {
        ending.funds.policy.creditPolicy = policy;
        assertEquals(
                new NetAndTax(net, tax),
                unusedCredit(Billed.line("a", 3000).tax(600, 20).paid()).credit());
    }

    /** A year of 365.00 from 1 March: on 11 June the fourth month runs, and 8 of 12 months are left. */
    @Test
    void creditsWholeMonthsLeft() {
        ending.funds.policy.creditPolicy = CreditPolicy.WHOLE_PERIODS_LEFT;
        Billed year =
                Billed.line("a", 36_500).period("2026-03-01", "2027-03-01").paid();
        assertEquals(24_333, unusedCredit(year).credit().net());
    }

    @Test
    void creditsNothingOfTheMonthThatRuns() {
        ending.funds.policy.creditPolicy = CreditPolicy.WHOLE_PERIODS_LEFT;
        assertEquals(0, unusedCredit(Billed.line("a", 3000).paid()).credit().net());
    }

    /** The eleventh is day 11 of the period: the last one in a window of 11 days, and the first one out of one of 10. */
    @ParameterizedTest
    @CsvSource({"11, 3000", "10, 0"})
    void creditsAllInsideTheGoodwillWindowAndWholeMonthsAfterIt(int days, long net) {
        ending.funds.policy.creditPolicy = CreditPolicy.GOODWILL;
        ending.funds.policy.goodwillDays = days;
        assertEquals(net, unusedCredit(Billed.line("a", 3000).paid()).credit().net());
    }

    /** 10 of 30 days at 45.00 before the coupon are 15.00; of 30.00 that were billed 15.00 are left. */
    @Test
    void creditsWhatIsLeftAfterTheDaysUsedAtTheListPrice() {
        ending.funds.policy.creditPolicy = CreditPolicy.RE_RATED;
        assertEquals(
                1500,
                unusedCredit(Billed.line("a", 3000).coupon(1500).paid())
                        .credit()
                        .net());
    }

    @Test
    void creditsNothingWhereTheDaysUsedAreWorthMoreThanWasBilled() {
        ending.funds.policy.creditPolicy = CreditPolicy.RE_RATED;
        assertEquals(
                0,
                unusedCredit(Billed.line("a", 1000).coupon(9000).paid())
                        .credit()
                        .net());
    }

    @ParameterizedTest
    @CsvSource({"AS_INCURRED, 11, 3000", "AS_INCURRED, 10, 0", "MILESTONE, 3660, 0", "PERIODIC, 3660, 2000"})
    void letsTheContractDecideBeforeThePolicy(Subscription.BilledAs billedAs, int goodwillDays, long net) {
        ending.subscription.billedAs = billedAs;
        ending.funds.policy.goodwillDays = goodwillDays;
        assertEquals(net, unusedCredit(Billed.line("a", 3000).paid()).credit().net());
    }

    @ParameterizedTest
    @CsvSource({"ONE_TIME, true, false", "TRIAL, false, true"})
    void creditsSomethingOnceAndDaysOnTrialOnlyWhereThePolicySaysSo(LineKind kind, boolean oneTime, boolean trial) {
        ending.line(Billed.line("a", 3000).kind(kind).paid());
        ending.funds.policy.creditOneTime = !oneTime;
        ending.funds.policy.creditTrial = !trial;
        assertEquals(NetAndTax.NOTHING, unusedCredits().get(0).credit());
        ending.funds.policy.creditOneTime = oneTime;
        ending.funds.policy.creditTrial = trial;
        assertEquals(new NetAndTax(2000, 0), unusedCredits().get(0).credit());
        ending.funds.policy.creditPolicy = CreditPolicy.FULL;
        assertEquals(new NetAndTax(3000, 0), unusedCredits().get(0).credit());
    }

    @Test
    void leavesOutLinesWhoseDaysAreOver() {
        ending.line(Billed.line("may", 3100).period("2026-05-01", "2026-06-01").paid());
        ending.line(Billed.line("until today", 3100)
                .period("2026-05-11", "2026-06-11")
                .paid());
        ending.line(Billed.line("july", 3100).period("2026-07-01", "2026-08-01").paid());
        assertEquals(
                List.of("july 3100"),
                unusedCredits().stream()
                        .map(unusedCredit -> unusedCredit.line().line().id + " "
                                + unusedCredit.credit().net())
                        .toList());
    }

    @Test
    void creditsNothingOfAnItemThatWasCanceledAtOnceUnlessThePolicySaysSo() {
        ending.line(Billed.line("a", 3000).item("server").paid());
        ending.line(Billed.line("b", 3000).item("disk").paid());
        ending.canceledAtOnce.add("server");
        assertEquals(
                List.of("b"),
                unusedCredits().stream()
                        .map(unusedCredit -> unusedCredit.line().line().id)
                        .toList());
        ending.funds.policy.refundCanceledItems = true;
        assertEquals(List.of(new NetAndTax(2000, 0), new NetAndTax(2000, 0)), credits());
    }

    @Test
    void countsThirtyDaysAMonthWhereThePolicySaysSo() {
        // Of July, by 31 days, the whole is worth the same; of May–June, 15 May to 15 June, 4 of 30 days are left.
        ending.funds.policy.dayCount = DayCounting.THIRTY_360;
        assertEquals(
                400,
                unusedCredit(Billed.line("a", 3000)
                                .period("2026-05-15", "2026-06-15")
                                .paid())
                        .credit()
                        .net());
        ending.funds.policy.dayCount = DayCounting.ACTUAL;
        assertEquals(387, unusedCredits().get(0).credit().net());
    }

    @Test
    void countsSecondsOfTheAccountsDays() {
        ending.funds.policy.dayCount = DayCounting.SECONDS;
        // The day in New York has begun eight hours ago: a third of it is used, and two thirds are left.
        assertEquals(
                200,
                unusedCredit(Billed.line("a", 300)
                                .period("2026-06-11", "2026-06-12")
                                .paid())
                        .credit()
                        .net());
    }

    @Test
    void countsTheSecondsOfADayThatHas23Hours() {
        ending.funds.policy.dayCount = DayCounting.SECONDS;
        ending.line(Billed.line("a", 2300).period("2026-03-08", "2026-03-09").paid());
        // Clocks go forward at two: noon is eleven hours after midnight, and twelve are left.
        UnusedCredit unusedCredit = UnusedCreditRule.of(
                        ending.found(),
                        new UnusedPeriod(
                                LocalDate.parse("2026-03-08"),
                                Instant.parse("2026-03-08T16:00:00Z"),
                                ReasonCategory.ORDINARY,
                                Set.of()))
                .get(0);
        assertEquals(1200, unusedCredit.credit().net());
    }

    @Test
    void showsTheShareOfTheCoupon() {
        // 45.00 less a coupon of 15.00: two thirds are 30.00, of which the coupon takes 10.00.
        UnusedCredit unusedCredit =
                unusedCredit(Billed.line("a", 3000).coupon(1500).tax(600, 20).paid());
        assertEquals(new NetAndTax(2000, 400), unusedCredit.credit());
        assertEquals(1000, unusedCredit.couponShare());
    }

    // Tax.

    @Test
    void roundsTheTaxOfOneRateOnceADocument() {
        // Two thirds of 0.03 are 0.02, at 20 % 0.004 each: by itself 0.00, three times 0.012.
        for (String id : List.of("a", "b", "c")) {
            ending.line(Billed.line(id, 3).tax(1, 20).paid());
        }
        assertEquals(List.of(new NetAndTax(2, 1), new NetAndTax(2, 0), new NetAndTax(2, 0)), credits());
    }

    @Test
    void taxesEachRateAndEachInvoiceByItself() {
        ending.line(Billed.line("a", 3).tax(1, 20).paid());
        ending.line(Billed.line("b", 3).tax(1, 19).paid());
        ending.line(Billed.line("c", 3).tax(1, 20).invoice("I-2").paid());
        assertEquals(List.of(new NetAndTax(2, 0), new NetAndTax(2, 0), new NetAndTax(2, 0)), credits());
    }

    @Test
    void creditsAnUnknownRateInProportion() {
        ending.line(Billed.line("a", 3000).tax(247).paid());
        ending.line(Billed.line("b", 3000).tax(100).paid());
        // 2.47 × 2/3 is 1.6467, 1.00 × 2/3 is 0.6667.
        assertEquals(List.of(new NetAndTax(2000, 165), new NetAndTax(2000, 67)), credits());
    }

    @Test
    void creditsNoTaxWhereNoneWasBilled() {
        assertEquals(
                new NetAndTax(2000, 0),
                unusedCredit(Billed.line("a", 3000).paid()).credit());
    }

    /** Three lines of 33.33, 33.33 and 33.34 at 19 % on one invoice of 119.00: 6.33 + 6.33 + 6.34. */
    @Test
    void takesTheRestOfTheTaxWithTheLastDocument() {
        ending.funds.policy.creditPolicy = CreditPolicy.FULL;
        ending.line(Billed.line("c", 3334).tax(634, 19).paid());
        ending.override(Billed.line("a", 3333).tax(633, 19).returned(3333, 633));
        ending.override(Billed.line("b", 3333).tax(633, 19).returned(3333, 633));
        assertEquals(List.of(new NetAndTax(3334, 634)), credits());
    }

    /** 1.67 and 1.67 at 20 % is 0.668: the billing system shared 0.67, and half of it would be 0.33 of each. */
    @Test
    void leavesNoCentOfTheTaxOfALineThatIsCreditedWhollyWhicheverComesFirst() {
        ending.funds.policy.creditPolicy = CreditPolicy.FULL;
        ending.line(Billed.line("a", 167).tax(34, 20).paid());
        ending.override(Billed.line("b", 167).tax(33, 20).paid());
        assertEquals(List.of(new NetAndTax(167, 34)), credits());
        var second = new Ending();
        second.funds.policy.creditPolicy = CreditPolicy.FULL;
        second.line(Billed.line("b", 167).tax(33, 20).paid());
        second.override(Billed.line("a", 167).tax(34, 20).returned(167, 34));
        assertEquals(
                new NetAndTax(167, 33),
                UnusedCreditRule.of(
                                second.found(),
                                new UnusedPeriod(ELEVENTH, Ending.NOW, ReasonCategory.ORDINARY, Set.of()))
                        .get(0)
                        .credit());
    }

    // What is left.

    @Test
    void creditsNoMoreThanEarlierCreditsLeft() {
        assertEquals(
                new NetAndTax(500, 100),
                unusedCredit(Billed.line("a", 3000)
                                .tax(600, 20)
                                .paid("P-1", 600)
                                .returned(2500, 500))
                        .credit());
    }

    @Test
    void givesBackOnlyWhatWasPaidBeyondTheDaysUsedAndTakesTheRestOff() {
        // 36.00, of which 24.00 are credited and 12.00 are used.
        UnusedCredit threeQuarters =
                unusedCredit(Billed.line("a", 3000).tax(600, 20).paid("P-1", 2700));
        assertEquals(1500, threeQuarters.refundable());
        assertEquals(900, threeQuarters.offset());
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 2400", "1200, 0, 2400", "1201, 1, 2399", "3599, 2399, 1", "3600, 2400, 0"})
    void neverMakesUnpaidMoneySpendable(long paid, long refundable, long offset) {
        UnusedCredit unusedCredit =
                unusedCredit(Billed.line("a", 3000).tax(600, 20).paid("P-1", paid));
        assertEquals(refundable, unusedCredit.refundable());
        assertEquals(offset, unusedCredit.offset());
    }

    @Test
    void countsWhatCreditPaidLikeMoney() {
        UnusedCredit unusedCredit = unusedCredit(
                Billed.line("a", 3000).tax(600, 20).paid("P-1", 1600).paidByCredit(2000));
        assertEquals(2400, unusedCredit.refundable());
    }
}
