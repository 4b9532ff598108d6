package io.quittance.persistence;

/** The kinds of subjects that a cancellation ends. */
public enum CancellationKind {
    BILLING_ITEM,
    SUBSCRIPTION,
    /** Of one subscription, all or some. */
    SERVICES,
    BILL_RUN,
    /** At once only. */
    ACCOUNT
}
