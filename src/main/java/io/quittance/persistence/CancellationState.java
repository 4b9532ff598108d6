package io.quittance.persistence;

/** The states of a cancellation: SCHEDULED → EFFECTIVE | UNDONE, SCHEDULED ⇄ SUPERSEDED. */
public enum CancellationState {
    SCHEDULED,
    EFFECTIVE,
    UNDONE,
    SUPERSEDED
}
