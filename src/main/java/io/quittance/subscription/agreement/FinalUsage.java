package io.quittance.subscription.agreement;

/** What becomes of usage that is not billed when a subscription of a postpaid account ends. */
public enum FinalUsage {
    /** The billing system is asked for a last invoice. */
    INVOICE,
    /** It is never billed. */
    DROP,
    /** It stays as it is; whoever bills decides. */
    KEEP
}
