package io.quittance.persistence;

/** What a cancellation ends. */
public enum CancellationKind {
    BILLING_ITEM,
    SUBSCRIPTION,
    /** Of one subscription, all or some. */
    SERVICES,
    BILL_RUN,
    /** At once only. */
    ACCOUNT
}
