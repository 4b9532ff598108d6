package io.quittance.persistence;

/** The destinations of a refund. */
public enum RefundDestination {
    /** A credit note exists for it already: nothing more is paid. */
    CREDIT_NOTE,
    /** The account's available credits. */
    AVAILABLE_CREDITS,
    /** Back by the means of payment it came by; the payment system carries it out. */
    ORIGINAL_PAYMENT,
    /** Against what the account still owes on other lines; what is left goes to the available credits. */
    OFFSET,
    /** Paid outside; it is only recorded. */
    OFFLINE,
    /** Kept against the penalty of the same end; nobody asks for it by itself. */
    PENALTY
}
