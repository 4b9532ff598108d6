package io.quittance.subscription.agreement;

/** The choices for unbilled usage when a subscription of a postpaid account ends. */
public enum FinalUsage {
    /** A last invoice is requested from the billing system. */
    INVOICE,
    /** It is never billed. */
    DROP,
    /** It stays as it is; the billing system decides. */
    KEEP
}
