package io.quittance.persistence;

/**
 * The states of a subscription: FUTURE → ACTIVE ⇄ PAUSED, PAST_DUE, NOT_EFFECTIVE → EXPIRED, and ended by TERMINATED or
 * CANCELED.
 */
public enum SubscriptionState {
    /** It has not begun. */
    FUTURE,
    ACTIVE,
    PAUSED,
    PAST_DUE,
    /** It goes on, but all of its services have ended. */
    NOT_EFFECTIVE,
    /** Its term is over, and nobody has ended it yet. */
    EXPIRED,
    /** It was ended after it had begun. */
    TERMINATED,
    /** It was ended before it had begun. */
    CANCELED
}
