package io.quittance.persistence;

/** The moments at which a cancellation can take effect. */
public enum Timing {
    /** With the request. */
    IMMEDIATE,
    /** At the start of the next period of a billing item. */
    ANNIVERSARY,
    /** At the end of the current period of a subscription. */
    END_OF_PERIOD,
    /** At the end of the term of a subscription. */
    END_OF_TERM,
    /** On a day that was named; it may have been. */
    ON_DATE,
    /** A number of days after the request. */
    AFTER_DAYS,
    /** By itself, long enough after a subscription has expired. */
    EXPIRY
}
