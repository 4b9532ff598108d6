package io.quittance.persistence;

/** The states of a subscription: FUTURE → ACTIVE ⇄ PAUSED, PAST_DUE → EXPIRED, and ended by TERMINATED or CANCELED. */
public enum SubscriptionState {
    /** It has not begun. */
    FUTURE,
    ACTIVE,
    PAUSED,
    PAST_DUE,
    /** Its term is over, and nobody has ended it yet. */
    EXPIRED,
    /** It was ended after it had begun. */
    TERMINATED,
    /** It was ended before it had begun. */
    CANCELED
}
