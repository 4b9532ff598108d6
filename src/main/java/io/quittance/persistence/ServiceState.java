package io.quittance.persistence;

/** The states of a service: ordered, the five of its life while it is provided, and its end. */
public enum ServiceState {
    ORDERED,
    EFFECTIVE,
    NOT_EFFECTIVE,
    IN_RESTING,
    SHORT_TERM_EFFECTIVE,
    SHORT_TERM_NOT_EFFECTIVE,
    CANCELED,
    /** It ended in the days to regret it: in full, and without penalty. */
    REGRETTED
}
