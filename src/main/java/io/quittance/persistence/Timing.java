package io.quittance.persistence;

/** When a cancellation takes effect. */
public enum Timing {
    /** As soon as it is asked for. */
    IMMEDIATE,
    /** When the next period of a billing item starts. */
    ANNIVERSARY,
    /** When the running period of a subscription is over. */
    END_OF_PERIOD,
    /** When the term of a subscription is over. */
    END_OF_TERM,
    /** On a day that was named; it may have been. */
    ON_DATE,
    /** So many days after it is asked for. */
    AFTER_DAYS,
    /** By itself, long enough after a subscription has expired. */
    EXPIRY
}
