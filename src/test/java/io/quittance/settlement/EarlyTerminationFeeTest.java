package io.quittance.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.contract.LongForm;
import io.quittance.settlement.EarlyTerminationFee.Band;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A service of 30.00 a month, in periods from the first. */
class EarlyTerminationFeeTest {

    private static final Recurrence MONTHLY = new Recurrence(LocalDate.parse("2026-01-01"), PeriodUnit.MONTH, 1);

    private static EarlyTerminationFee leaving(String on, String boundUntil) {
        return new EarlyTerminationFee(LocalDate.parse(on), LocalDate.parse(boundUntil), 3000, MONTHLY);
    }

    @Test
    void countsTheMonthsThatAreLeftAndOneThatHasBegun() {
        assertEquals(6, leaving("2026-07-01", "2027-01-01").monthsLeft());
        assertEquals(6, leaving("2026-07-02", "2027-01-01").monthsLeft());
        assertEquals(7, leaving("2026-06-30", "2027-01-01").monthsLeft());
        assertEquals(1, leaving("2026-12-31", "2027-01-01").monthsLeft());
        assertEquals(0, leaving("2027-01-01", "2027-01-01").monthsLeft());
    }

    @Test
    void countsMonthsToTheEndOfAShortOne() {
        assertEquals(1, leaving("2026-01-31", "2026-02-28").monthsLeft());
        assertEquals(2, leaving("2026-01-31", "2026-03-01").monthsLeft());
    }

    @Test
    void pricesWholePeriods() {
        assertEquals(18000, leaving("2026-07-01", "2027-01-01").restMinor());
        assertEquals(0, leaving("2027-01-01", "2027-01-01").restMinor());
    }

    @Test
    void pricesPartsOfPeriodsByTheirDays() {
        // 20 of 30 days of June, and July.
        assertEquals(5000, leaving("2026-06-11", "2026-08-01").restMinor());
        // 20 of 30 days of June, July, and 10 of 31 of August: 20.00 + 30.00 + 9.677…
        assertEquals(5968, leaving("2026-06-11", "2026-08-11").restMinor());
        // Within one period: 10 of 30 days.
        assertEquals(1000, leaving("2026-06-11", "2026-06-21").restMinor());
    }

    @Test
    void roundsTheSumAndNotEachPart() {
        // 0.01 a month: half a cent in June and half a cent in November are one cent, not two.
        var cent = new EarlyTerminationFee(LocalDate.parse("2026-06-16"), LocalDate.parse("2026-06-30"), 1, MONTHLY);
        assertEquals(0, cent.restMinor());
        var two = new EarlyTerminationFee(LocalDate.parse("2026-06-16"), LocalDate.parse("2026-07-01"), 1, MONTHLY);
        assertEquals(1, two.restMinor());
        var over = new EarlyTerminationFee(
                LocalDate.parse("2026-06-16"),
                LocalDate.parse("2026-11-16"),
                1,
                new Recurrence(LocalDate.parse("2026-06-01"), PeriodUnit.MONTH, 5));
        // 138 of 153 days and 15 of 151: 0.9019… and 0.0993… are one.
        assertEquals(1, over.restMinor());
    }

    @Test
    void pricesYearsAndWeeks() {
        var yearly = new EarlyTerminationFee(
                LocalDate.parse("2026-07-02"),
                LocalDate.parse("2028-01-01"),
                36500,
                new Recurrence(LocalDate.parse("2026-01-01"), PeriodUnit.YEAR, 1));
        // 183 days of 2026 and all of 2027.
        assertEquals(18300 + 36500, yearly.restMinor());
        var weekly = new EarlyTerminationFee(
                LocalDate.parse("2026-06-03"),
                LocalDate.parse("2026-06-15"),
                700,
                new Recurrence(LocalDate.parse("2026-06-01"), PeriodUnit.WEEK, 1));
        assertEquals(500 + 700, weekly.restMinor());
    }

    @Test
    void pricesNothingBeforeTheFirstPeriod() {
        var future =
                new EarlyTerminationFee(LocalDate.parse("2025-11-15"), LocalDate.parse("2026-02-01"), 3000, MONTHLY);
        assertEquals(3000, future.restMinor());
    }

    @Test
    void owesAnAmountButNeverMoreThanTheRest() {
        assertEquals(5000, leaving("2026-07-01", "2026-09-01").fixed(5000));
        assertEquals(3000, leaving("2026-08-01", "2026-09-01").fixed(5000));
    }

    @Test
    void owesAShareOfTheRestHalfUp() {
        // 12.5 % of 60.00, and of 10.00.
        assertEquals(750, leaving("2026-07-01", "2026-09-01").percentOfRest(12_500));
        assertEquals(125, leaving("2026-06-11", "2026-06-21").percentOfRest(12_500));
        var cents = new EarlyTerminationFee(LocalDate.parse("2026-06-01"), LocalDate.parse("2026-07-01"), 5, MONTHLY);
        assertEquals(3, cents.percentOfRest(50_000));
    }

    @Test
    void owesAnAmountForEachMonthThatIsLeft() {
        assertEquals(6000, leaving("2026-07-01", "2027-01-01").perMonthLeft(1000));
        assertEquals(7000, leaving("2026-06-30", "2027-01-01").perMonthLeft(1000));
        // The last day alone costs 30.00 ÷ 31.
        assertEquals(97, leaving("2026-12-31", "2027-01-01").perMonthLeft(1000));
    }

    @Test
    void owesTheAmountOfTheBandInWhichTheMonthsLie() {
        List<Band> bands = List.of(new Band(12, 20000), new Band(6, 9000), new Band(2, 4000));
        assertEquals(20000, leaving("2026-01-01", "2027-01-01").reducing(bands));
        assertEquals(9000, leaving("2026-02-01", "2027-01-01").reducing(bands));
        assertEquals(9000, leaving("2026-07-01", "2027-01-01").reducing(bands));
        assertEquals(4000, leaving("2026-08-01", "2027-01-01").reducing(bands));
        assertEquals(4000, leaving("2026-11-01", "2027-01-01").reducing(bands));
        assertEquals(0, leaving("2026-12-01", "2027-01-01").reducing(bands));
    }

    /** A longer rest never costs less, and what is owed never passes it. */
    @Test
    void growsWithTheDaysThatAreLeftAndStaysBelowTheRest() {
        var random = new SplittableRandom(20260611);
        for (int i = 0; i < LongForm.Size.of(5_000, 20_000); i++) {
            var periods = new Recurrence(
                    LocalDate.parse("2024-01-31").plusDays(random.nextInt(60)),
                    PeriodUnit.values()[random.nextInt(4)],
                    1 + random.nextInt(3));
            LocalDate on = LocalDate.parse("2026-01-01").plusDays(random.nextInt(400));
            LocalDate until = on.plusDays(random.nextInt(800));
            long price = random.nextLong(100_000);
            var shorter = new EarlyTerminationFee(on, until, price, periods);
            var longer = new EarlyTerminationFee(on, until.plusDays(1), price, periods);
            assertTrue(shorter.restMinor() <= longer.restMinor());
            long amount = random.nextLong(200_000);
            assertTrue(shorter.fixed(amount) <= shorter.restMinor());
            assertTrue(shorter.perMonthLeft(amount) <= shorter.restMinor());
            assertTrue(shorter.percentOfRest(random.nextInt(100_001)) <= shorter.restMinor());
        }
    }
}
