package io.quittance.billingitem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.persistence.BillingItem;
import io.quittance.persistence.PeriodUnit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnniversaryRuleTest {

    private static final int TRIES = 100_000;

    @Test
    void startsWithTheAnchorItself() {
        BillingItem item = item("2026-01-31", 1, PeriodUnit.MONTH);
        assertEquals(day("2026-01-31"), Anniversary.after(day("1999-07-01"), item));
        assertEquals(day("2026-01-31"), Anniversary.after(day("2026-01-30"), item));
        assertEquals(day("2026-02-28"), Anniversary.after(day("2026-01-31"), item));
    }

    @Test
    void liesStrictlyAfterTheDay() {
        BillingItem item = item("2026-01-10", 1, PeriodUnit.MONTH);
        assertEquals(day("2026-06-10"), Anniversary.after(day("2026-06-09"), item));
        assertEquals(day("2026-07-10"), Anniversary.after(day("2026-06-10"), item));
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
        assertEquals(day("2100-02-28"), Anniversary.after(day("2100-02-27"), item("2024-02-29", 4, PeriodUnit.YEAR)));
        assertEquals(day("2104-02-29"), Anniversary.after(day("2100-02-28"), item("2024-02-29", 4, PeriodUnit.YEAR)));
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
            BillingItem item = item(anchor.toString(), count, unit);
            LocalDate from = anchor.minusDays(30).plusDays(random.nextInt(4000));
            // And half of the days around an anniversary.
            LocalDate today = random.nextBoolean() ? from : naive(from, item).plusDays(random.nextInt(3) - 1);
            assertEquals(
                    naive(today, item),
                    Anniversary.after(today, item),
                    () -> item.anchorOn + " + n × " + item.periodCount + " " + item.periodUnit + " after " + today);
        }
    }

    private static LocalDate naive(LocalDate day, BillingItem item) {
        LocalDate start = item.anchorOn;
        for (long n = 1; !start.isAfter(day); n++) {
            start = item.anchorOn.plus(n * item.periodCount, item.periodUnit.unit());
        }
        return start;
    }

    private static List<String> firstFive(BillingItem item) {
        var days = new ArrayList<String>();
        LocalDate day = item.anchorOn.minusDays(1);
        for (int i = 0; i < 5; i++) {
            day = Anniversary.after(day, item);
            days.add(day.toString());
        }
        return days;
    }

    private static BillingItem item(String anchor, int periodCount, PeriodUnit unit) {
        var item = new BillingItem();
        item.id = "server";
        item.anchorOn = day(anchor);
        item.periodUnit = unit;
        item.periodCount = periodCount;
        return item;
    }

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }
}
