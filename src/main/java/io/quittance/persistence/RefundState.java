package io.quittance.persistence;

/** The states of a refund: PENDING → SUCCEEDED | FAILED; FAILED → PENDING | CANCELED; SUCCEEDED → REVERSED. */
public enum RefundState {
    /** The payment system has been told. */
    PENDING,
    SUCCEEDED,
    FAILED,
    CANCELED,
    REVERSED
}
