package io.quittance.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.contract.LongForm;
import io.quittance.settlement.Proration.Credit;
import io.quittance.testing.Cases;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProrationRuleTest {

    private static final LocalDate APRIL = LocalDate.parse("2026-04-01");
    private static final LocalDate MAY = LocalDate.parse("2026-05-01");

    static List<Map<String, String>> cases() {
        return Cases.of("proration.csv");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithPublishedFigures(Map<String, String> row) {
        String currency = row.get("currency");
        long perMille = row.get("tax_percent").isEmpty()
                ? 0
                : new BigDecimal(row.get("tax_percent")).movePointRight(3).longValueExact();
        long amount = Cases.minor(currency, row.get("line"));
        long coupon = Cases.minor(currency, row.get("coupon"));
        long invoicedTax = Rounding.halfUp(amount - coupon, perMille, 100_000);
        var line = new BilledLine(
                amount,
                coupon,
                new BilledLine.Tax(invoicedTax, perMille),
                LocalDate.parse(row.get("from")),
                LocalDate.parse(row.get("until")));
        DayCount dayCount = row.get("option").equals("THIRTY_360") ? DayCount.THIRTY_360 : DayCount.ACTUAL;
        LocalDate effectiveOn = LocalDate.parse(row.get("effective_on"))
                .plusDays(row.get("option").equals("cancelDayUsed") ? 1 : 0);

        Credit credit = new Proration(line, dayCount).creditFrom(effectiveOn);
        long tax = TaxOnCredit.byRate(
                        perMille, new NetAndTax(line.net(), line.tax().amount()), NetAndTax.NOTHING)
                .on(credit.net());

        assertEquals(Cases.minor(currency, row.get("credit_net")), credit.net());
        assertEquals(Cases.minor(currency, row.get("credit_tax")), tax);
        assertEquals(line.net(), credit.net() + credit.kept());
    }

    @Test
    void showsTheShareOfTheCoupon() {
        var line = new BilledLine(
                3100,
                1000,
                new BilledLine.Tax(420, 20_000),
                LocalDate.parse("2022-10-01"),
                LocalDate.parse("2022-11-01"));
        assertEquals(
                new Credit(1084, 516, 1016),
                new Proration(line, DayCount.ACTUAL).creditFrom(LocalDate.parse("2022-10-16")));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-31, 3000", // before the period: all
        "2026-04-01, 3000",
        "2026-04-02, 2900",
        "2026-04-30, 100",
        "2026-05-01, 0",
        "2026-05-02, 0"
    })
    void creditsTheDaysFromTheEffectiveDateOn(LocalDate effectiveOn, long credit) {
        var line = new BilledLine(3000, 0, new BilledLine.Tax(0, 0), APRIL, MAY);
        assertEquals(
                credit,
                new Proration(line, DayCount.ACTUAL).creditFrom(effectiveOn).net());
        assertEquals(
                credit,
                new Proration(line, DayCount.THIRTY_360).creditFrom(effectiveOn).net());
    }

    @Test
    void countsThirtyDaysInEveryMonth() {
        assertEquals(30, DayCount.THIRTY_360.days(LocalDate.parse("2026-02-01"), LocalDate.parse("2026-03-01")));
        assertEquals(30, DayCount.THIRTY_360.days(LocalDate.parse("2026-01-15"), LocalDate.parse("2026-02-15")));
        assertEquals(0, DayCount.THIRTY_360.days(LocalDate.parse("2026-01-30"), LocalDate.parse("2026-01-31")));
        assertEquals(360, DayCount.THIRTY_360.days(LocalDate.parse("2024-02-29"), LocalDate.parse("2025-02-28")) + 1);
    }

    @Test
    void countsByTheCalendarWhereThirtyDaysLeaveNone() {
        var line = new BilledLine(
                100, 0, new BilledLine.Tax(0, 0), LocalDate.parse("2026-01-30"), LocalDate.parse("2026-01-31"));
        Proration proration = new Proration(line, DayCount.THIRTY_360);
        assertEquals(100, proration.creditFrom(LocalDate.parse("2026-01-30")).net());
        assertEquals(0, proration.creditFrom(LocalDate.parse("2026-01-31")).net());
    }

    private static Proration of(long net, long coupon, String from, String until) {
        return new Proration(
                new BilledLine(
                        net + coupon, coupon, new BilledLine.Tax(0, 0), LocalDate.parse(from), LocalDate.parse(until)),
                DayCount.ACTUAL);
    }

    /**
     * Two months for 62.00, from 12 June to 11 August: the published example of B3Networks ("refund on terminated
     * subscriptions"). A line of 45 days is not of whole months: after 12 July 15 of its days are left.
     */
    @ParameterizedTest
    @CsvSource({
        "2026-08-12, 2026-06-12, 6200",
        "2026-08-12, 2026-06-26, 3100",
        "2026-08-12, 2026-06-30, 3100",
        "2026-08-12, 2026-07-12, 3100",
        "2026-08-12, 2026-07-13, 0",
        "2026-08-12, 2026-08-12, 0",
        "2026-08-12, 2026-09-01, 0",
        "2026-07-27, 2026-06-30, 2067"
    })
    void creditsWholeMonthsOutOfTheMonthsOfTheLine(String until, LocalDate effectiveOn, long credit) {
        Proration proration = of(6200, 0, "2026-06-12", until);
        assertEquals(credit, proration.creditForWholeMonthsFrom(effectiveOn).net());
    }

    /** Months that begin on the 31st begin on the last day of shorter ones. */
    @Test
    void countsMonthsFromTheFirstDayOfTheLine() {
        Proration proration = of(300, 0, "2026-01-31", "2026-04-30");
        assertEquals(
                200,
                proration
                        .creditForWholeMonthsFrom(LocalDate.parse("2026-02-28"))
                        .net());
        assertEquals(
                100,
                proration
                        .creditForWholeMonthsFrom(LocalDate.parse("2026-03-01"))
                        .net());
    }

    /**
     * A year for 470.00 at 47.00 a month: three months used cost 141.00 (wpsitewizard.com, and herzenspeople #48); 15 of the 30
     * days of April cost half a month more. A line of one month is re-rated by its days.
     */
    @ParameterizedTest
    @CsvSource({
        "2026-01-01, 2027-01-01, 2026-01-01, 47000",
        "2026-01-01, 2027-01-01, 2026-04-01, 32900",
        "2026-01-01, 2027-01-01, 2026-04-16, 30550",
        "2026-01-01, 2027-01-01, 2026-12-31, 0",
        "2026-01-01, 2027-01-01, 2027-01-01, 0"
    })
    void reRatesTheMonthsUsed(String from, String until, LocalDate effectiveOn, long credit) {
        assertEquals(
                credit,
                of(47_000, 9_400, from, until).reRatedByMonthsFrom(effectiveOn).net());
    }

    @Test
    void reRatesALineOfOneMonthByItsDays() {
        Proration april = of(3000, 1500, "2026-04-01", "2026-05-01");
        for (LocalDate day = APRIL; !day.isAfter(MAY); day = day.plusDays(1)) {
            assertEquals(april.reRatedFrom(day), april.reRatedByMonthsFrom(day), day::toString);
        }
    }

    @Test
    void refusesLinesThatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> new BilledLine(1, 2, new BilledLine.Tax(0, 0), APRIL, MAY));
        assertThrows(IllegalArgumentException.class, () -> new BilledLine(-1, 0, new BilledLine.Tax(0, 0), APRIL, MAY));
        assertThrows(
                IllegalArgumentException.class, () -> new BilledLine(1, 0, new BilledLine.Tax(0, 0), APRIL, APRIL));
    }

    @Test
    void keepsAndCreditsWhatWasBilledWhateverTheLine() {
        var random = new SplittableRandom(20260610);
        LocalDate first = LocalDate.parse("2023-01-01");
        for (int i = 0; i < LongForm.Size.of(50_000, 1_000_000); i++) {
            LocalDate from = first.plusDays(random.nextInt(2000));
            long days = 1 + random.nextInt(400);
            long amount = random.nextLong(1 + (1L << random.nextInt(50)));
            long coupon = random.nextBoolean() ? 0 : random.nextLong(amount + 1);
            var line = new BilledLine(amount, coupon, new BilledLine.Tax(0, 0), from, from.plusDays(days));
            DayCount dayCount = random.nextBoolean() ? DayCount.ACTUAL : DayCount.THIRTY_360;
            LocalDate effectiveOn = from.plusDays(random.nextLong(days + 2) - 1);

            Credit credit = new Proration(line, dayCount).creditFrom(effectiveOn);
            Credit later = new Proration(line, dayCount).creditFrom(effectiveOn.plusDays(1));

            int number = i;
            Supplier<String> which = () -> "seed 20260610, try " + number + ": " + line + " from " + effectiveOn;
            assertEquals(line.net(), credit.net() + credit.kept(), which);
            assertTrue(credit.net() >= 0 && credit.kept() >= 0 && credit.couponShare() >= 0, which);
            assertTrue(later.net() <= credit.net(), which);
            assertTrue(credit.net() + credit.couponShare() <= amount, which);
        }
    }
}
