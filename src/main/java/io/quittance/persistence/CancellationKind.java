package io.quittance.persistence;

/** What a cancellation ends. */
public enum CancellationKind {
    BILLING_ITEM,
    SUBSCRIPTION,
    BILL_RUN,
    /** At once only. */
    ACCOUNT
}
