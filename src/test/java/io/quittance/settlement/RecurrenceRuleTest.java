package io.quittance.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.contract.LongForm;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecurrenceRuleTest {

    private static final int TRIES = LongForm.Size.of(10_000, 100_000);

    @Test
    void startsWithTheAnchorItself() {
        Recurrence periods = item("2026-01-31", 1, PeriodUnit.MONTH);
        assertEquals(day("2026-01-31"), periods.after(day("1999-07-01")));
        assertEquals(day("2026-01-31"), periods.after(day("2026-01-30")));
        assertEquals(day("2026-02-28"), periods.after(day("2026-01-31")));
    }

    @Test
    void liesStrictlyAfterTheDay() {
        Recurrence periods = item("2026-01-10", 1, PeriodUnit.MONTH);
        assertEquals(day("2026-06-10"), periods.after(day("2026-06-09")));
        assertEquals(day("2026-07-10"), periods.after(day("2026-06-10")));
    }

    @Test
    void comesBackToThe31stAfterAShortMonth() {
        assertEquals(
                List.of("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"),
                firstFive(item("2026-01-31", 1, PeriodUnit.MONTH)));
    }

    @Test
    void comesBackToThe30thAfterFebruary() {
        assertEquals(
                List.of("2027-12-30", "2028-01-30", "2028-02-29", "2028-03-30", "2028-04-30"),
                firstFive(item("2027-12-30", 1, PeriodUnit.MONTH)));
    }

    @Test
    void comesBackTo29FebruaryInALeapYear() {
        assertEquals(
                List.of("2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"),
                firstFive(item("2024-02-29", 1, PeriodUnit.YEAR)));
        // 2100 is no leap year.
        assertEquals(day("2100-02-28"), item("2024-02-29", 4, PeriodUnit.YEAR).after(day("2100-02-27")));
        assertEquals(day("2104-02-29"), item("2024-02-29", 4, PeriodUnit.YEAR).after(day("2100-02-28")));
    }

    @Test
    void countsSeveralMonthsFromTheAnchor() {
        assertEquals(
                List.of("2025-11-30", "2026-02-28", "2026-05-30", "2026-08-30", "2026-11-30"),
                firstFive(item("2025-11-30", 3, PeriodUnit.MONTH)));
    }

    @Test
    void countsWeeksAndDaysAcrossMonthsAndYears() {
        assertEquals(
                List.of("2026-12-15", "2026-12-29", "2027-01-12", "2027-01-26", "2027-02-09"),
                firstFive(item("2026-12-15", 2, PeriodUnit.WEEK)));
        assertEquals(
                List.of("2024-02-01", "2024-03-02", "2024-04-01", "2024-05-01", "2024-05-31"),
                firstFive(item("2024-02-01", 30, PeriodUnit.DAY)));
    }

    /** The seed is fixed, so that a failure is the same for everybody. */
    @Test
    void isTheFirstOfAllPeriodsAfterTheDay() {
        var random = new Random(20260610);
        PeriodUnit[] units = PeriodUnit.values();
        for (int i = 0; i < TRIES; i++) {
            LocalDate anchor = day("2000-01-01").plusDays(random.nextInt(12_000));
            // Half of them near the end of a month, where days are clamped.
            if (random.nextBoolean()) {
                anchor = anchor.withDayOfMonth(anchor.lengthOfMonth()).minusDays(random.nextInt(4));
            }
            PeriodUnit unit = units[random.nextInt(units.length)];
            int count = random.nextInt(10) == 0 ? 1 + random.nextInt(366) : 1 + random.nextInt(14);
            Recurrence periods = item(anchor.toString(), count, unit);
            LocalDate from = anchor.minusDays(30).plusDays(random.nextInt(4000));
            // And half of the days around an anniversary.
            LocalDate today = random.nextBoolean() ? from : naive(from, periods).plusDays(random.nextInt(3) - 1);
            assertEquals(
                    naive(today, periods),
                    periods.after(today),
                    () -> periods.anchorOn() + " + n × " + periods.count() + " " + periods.unit() + " after " + today);
        }
    }

    private static LocalDate naive(LocalDate day, Recurrence periods) {
        LocalDate start = periods.anchorOn();
        for (long n = 1; !start.isAfter(day); n++) {
            start = periods.anchorOn().plus(n * periods.count(), periods.unit().unit());
        }
        return start;
    }

    private static List<String> firstFive(Recurrence periods) {
        var days = new ArrayList<String>();
        LocalDate day = periods.anchorOn().minusDays(1);
        for (int i = 0; i < 5; i++) {
            day = periods.after(day);
            days.add(day.toString());
        }
        return days;
    }

    private static Recurrence item(String anchor, int periodCount, PeriodUnit unit) {
        return new Recurrence(day(anchor), unit, periodCount);
    }

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }
}
