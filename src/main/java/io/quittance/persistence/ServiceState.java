package io.quittance.persistence;

/** The states of a service: the five of its life while it is provided, and its end. */
public enum ServiceState {
    EFFECTIVE,
    NOT_EFFECTIVE,
    IN_RESTING,
    SHORT_TERM_EFFECTIVE,
    SHORT_TERM_NOT_EFFECTIVE,
    CANCELED
}
