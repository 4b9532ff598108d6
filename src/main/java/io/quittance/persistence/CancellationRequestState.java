package io.quittance.persistence;

/** The states of a cancellation request: PENDING → APPROVED → COMPLETE, PENDING | APPROVED → VOIDED. */
public enum CancellationRequestState {
    /** It waits for approval; nothing is scheduled. */
    PENDING,
    /** Its items end on their days. */
    APPROVED,
    /** Nothing of it is left to be done; the results of its items say what became of them. */
    COMPLETE,
    /** It was voided before any of its items ended, or its account was closed before it was approved. */
    VOIDED
}
