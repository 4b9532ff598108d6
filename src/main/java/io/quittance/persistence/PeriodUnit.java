package io.quittance.persistence;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** What a period is counted in: of a billing item, or of bill runs that recur. */
public enum PeriodUnit {
    DAY(ChronoUnit.DAYS),
    WEEK(ChronoUnit.WEEKS),
    MONTH(ChronoUnit.MONTHS),
    YEAR(ChronoUnit.YEARS);

    private final ChronoUnit unit;

    PeriodUnit(ChronoUnit unit) {
        this.unit = unit;
    }

    public ChronoUnit unit() {
        return unit;
    }

    /**
     * The first day after {@code day} on which a period starts; the anchor itself counts.
     *
     * <p>Each is counted from the anchor and not from the one before, so that a 31st becomes the last day of a short month
     * and the 31st again after it, and 29 February comes back in a leap year.
     */
    public LocalDate firstAfter(LocalDate day, LocalDate anchor, int count) {
        if (day.isBefore(anchor)) {
            return anchor;
        }
        // A period before the estimate, since clamped months make it one too high or too low.
        long period = Math.max(0, unit.between(anchor, day) / count - 1);
        LocalDate start = anchor.plus(Math.multiplyExact(period, count), unit);
        while (!start.isAfter(day)) {
            period++;
            start = anchor.plus(Math.multiplyExact(period, count), unit);
        }
        return start;
    }
}
