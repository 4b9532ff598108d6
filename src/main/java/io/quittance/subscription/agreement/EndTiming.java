package io.quittance.subscription.agreement;

import io.quittance.persistence.Timing;

/** The moments at which a subscription or service can end: at once, with its period or term, or on a day. */
public enum EndTiming {
    IMMEDIATE(Timing.IMMEDIATE),
    /** The end of the current period, or of the term if that is earlier. */
    END_OF_PERIOD(Timing.END_OF_PERIOD),
    /** The end of the term. */
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
