package io.quittance.persistence;

/** The states of a billing: SCHEDULED ⇄ SUBMITTED → PAID, and CANCELED from where it has not been paid. */
public enum BillingState {
    SCHEDULED,
    /** The payment system has been asked to collect it. */
    SUBMITTED,
    PAID,
    CANCELED;

    /** Returns true if it will not be collected any more. */
    public boolean isFinal() {
        return this == PAID || this == CANCELED;
    }
}
