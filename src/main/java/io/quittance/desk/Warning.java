package io.quittance.desk;

/**
 * A fact that the caller should know before the command, and that does not refuse it.
 *
 * @param detail one sentence, with the ids and amounts that it is about
 */
public record Warning(Code code, String detail) {

    /** The kinds of warnings, of all operations. */
    public enum Code {
        /** The cut-off before the next anniversary has passed, so the anniversary after it is used. */
        CUT_OFF_PASSED,
        /** The remaining days of the period are not refunded. */
        NO_REFUND,
        /** Balances are open, so items stay on invoices. */
        STAYS_ON_INVOICES,
        /** Items that depend on these were created after the request and remain without them. */
        DEPENDENTS_REMAIN,
        /** The documents do not fit in one chunk. None is collected after the commit; the rest is canceled in chunks. */
        DONE_IN_CHUNKS,
        /** Documents are paid, credited, disputed or used, and do not change. */
        EXCEPTIONS_REMAIN,
        /** The run has credit notes, and the policy does not cancel them. */
        CREDIT_NOTES_REMAIN,
        /** The subscription expired long ago, so no money moves whatever the request says. */
        NO_MONEY_AFTER_EXPIRY,
        /** Unused days were paid and are not refunded. */
        NOT_REFUNDED,
        /** The amount of the credit note differs from the computed amount. */
        CREDIT_NOTE_DIFFERS,
        /** The payments until the day of the end decide; the plan shows the amounts as of now. */
        SETTLED_ON_THE_DAY,
        /** A penalty is owed that exceeds what is deducted from the refund. */
        PENALTY_OWED,
        /** The subscription ends with its account, which is refunded as a whole. */
        SETTLED_WITH_ACCOUNT,
        /** Billings are already with the payment system and must be recalled there. */
        SUBMITTED_BILLINGS,
        /** Invoices stay open and can be paid. */
        INVOICES_STAY_OPEN,
        /** What was paid of disputed invoices is not refunded. */
        DISPUTED_NOT_REFUNDED,
        /** Disputed invoices are not collected. */
        DISPUTED_NOT_COLLECTED
    }
}
