package io.quittance.persistence;

/**
 * The states of a refund: PENDING_APPROVAL → PENDING | SUCCEEDED | REJECTED | CANCELED; PENDING → SUCCEEDED | FAILED;
 * FAILED → PENDING | SUCCEEDED | CANCELED | REDIRECTED; CANCELED → REDIRECTED | SUCCEEDED; REDIRECTED → SUCCEEDED;
 * SUCCEEDED → REVERSED.
 */
public enum RefundState {
    /** A second person has to approve it; what it would give back is held. */
    PENDING_APPROVAL,
    /** The payment system was asked. */
    PENDING,
    SUCCEEDED,
    /** The payment system could not carry it out; what it would give back is still held. */
    FAILED,
    /** The second person said no; what it held is free again. */
    REJECTED,
    /** It was given up; what it held is free again, or has become available credit. */
    CANCELED,
    /** Other refunds have taken its place. */
    REDIRECTED,
    /** It was reversed. */
    REVERSED
}
