package io.quittance.settlement;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The days on which periods start, such as those of a billing item.
 *
 * <p>Each is counted from the anchor and not from the one before, so that what is billed on the 31st is billed on the last
 * day of a short month and on the 31st again after it, and what began on 29 February comes back to it in a leap year.
 *
 * @param anchorOn first day of the first period
 */
public record Recurrence(LocalDate anchorOn, PeriodUnit unit, int count) {

    /** The first day after {@code day} on which a period starts; the anchor itself counts. */
    public LocalDate after(LocalDate day) {
        if (day.isBefore(anchorOn)) {
            return anchorOn;
        }
        ChronoUnit chrono = unit.unit();
        // A period before the estimate, since clamped months make it one too high or too low.
        long period = Math.max(0, chrono.between(anchorOn, day) / count - 1);
        LocalDate start = anchorOn.plus(Math.multiplyExact(period, count), chrono);
        while (!start.isAfter(day)) {
            period++;
            start = anchorOn.plus(Math.multiplyExact(period, count), chrono);
        }
        return start;
    }

    /** The number of periods from the anchor to a day; 0 on the anchor, and empty if no period starts on the day. */
    public OptionalLong periodsTo(LocalDate day) {
        ChronoUnit chrono = unit.unit();
        long estimate = Math.max(0, chrono.between(anchorOn, day) / count);
        // Clamped months make the estimate one too low.
        return LongStream.of(estimate, estimate + 1)
                .filter(period ->
                        anchorOn.plus(Math.multiplyExact(period, count), chrono).equals(day))
                .findFirst();
    }

    /** The last day up to {@code day} on which a period starts; the anchor where none has. */
    public LocalDate upTo(LocalDate day) {
        if (!day.isAfter(anchorOn)) {
            return anchorOn;
        }
        ChronoUnit chrono = unit.unit();
        // A period before the estimate, as above.
        long period = Math.max(0, chrono.between(anchorOn, day) / count - 1);
        LocalDate start = anchorOn.plus(Math.multiplyExact(period, count), chrono);
        for (LocalDate next = after(start); !next.isAfter(day); next = after(next)) {
            start = next;
        }
        return start;
    }
}
