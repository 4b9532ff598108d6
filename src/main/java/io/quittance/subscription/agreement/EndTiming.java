package io.quittance.subscription.agreement;

import io.quittance.persistence.Timing;

/** When a subscription or service ends: at once, with its period or term, or on a day. */
public enum EndTiming {
    IMMEDIATE(Timing.IMMEDIATE),
    /** When the period that runs is over, or the term where that is earlier. */
    END_OF_PERIOD(Timing.END_OF_PERIOD),
    /** When its term is over. */
    END_OF_TERM(Timing.END_OF_TERM),
    /** On the day {@code effectiveOn}. */
    ON_DATE(Timing.ON_DATE),
    /** In {@code afterDays} days. */
    AFTER_DAYS(Timing.AFTER_DAYS);

    private final Timing timing;

    EndTiming(Timing timing) {
        this.timing = timing;
    }

    public Timing timing() {
        return timing;
    }
}
