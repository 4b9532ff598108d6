package io.quittance.persistence;

/** How money of a payment went back by the bank. */
public enum ReversalKind {
    /** The customer disputed it, and the bank decided for the customer. */
    CHARGEBACK,
    /** It was not covered, or was recalled: a bounced debit, a returned cheque. */
    RETURNED
}
