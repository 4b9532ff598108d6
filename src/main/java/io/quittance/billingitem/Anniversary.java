package io.quittance.billingitem;

import io.quittance.persistence.BillingItem;
import java.time.LocalDate;

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
        return item.periodUnit.firstAfter(day, item.anchorOn, item.periodCount);
    }
}
