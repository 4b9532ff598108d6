package io.quittance.billingitem;

import io.quittance.persistence.BillingItem;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * The days on which the periods of a billing item start.
 *
 * <p>Each is counted from the anchor and not from the one before, so that an item of the 31st is billed on the last day
 * of a short month and on the 31st again after it, and one of 29 February comes back to it in a leap year.
 */
final class Anniversary {

    private Anniversary() {}

    /** The first day after {@code day} on which a period of the item starts; the anchor itself counts. */
    static LocalDate after(LocalDate day, BillingItem item) {
        if (day.isBefore(item.anchorOn)) {
            return item.anchorOn;
        }
        ChronoUnit unit = item.periodUnit.unit();
        // A period before the estimate, since clamped months make it one too high or too low.
        long period = Math.max(0, unit.between(item.anchorOn, day) / item.periodCount - 1);
        LocalDate start = item.anchorOn.plus(Math.multiplyExact(period, item.periodCount), unit);
        while (!start.isAfter(day)) {
            period++;
            start = item.anchorOn.plus(Math.multiplyExact(period, item.periodCount), unit);
        }
        return start;
    }
}
