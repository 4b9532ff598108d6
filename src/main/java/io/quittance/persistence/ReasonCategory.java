package io.quittance.persistence;

import io.quittance.persistence.Policy.CreditPolicy;
import java.util.OptionalInt;

/**
 * The categories of reasons that have legal consequences, or consequences that the tenant has chosen.
 *
 * <p>Withdrawal is that of Directive 2011/83/EU, articles 9 to 14 (in Germany §§ 312g, 355 and 357 BGB); an
 * extraordinary end is that of § 314 BGB.
 */
public enum ReasonCategory {
    /** No consequences: what the contract says holds. */
    ORDINARY,
    /** The customer withdraws from the contract as the law allows. */
    WITHDRAWAL,
    /** The contract cannot reasonably be continued, such as after a price rise or a move. */
    EXTRAORDINARY,
    /** Inside a time to think it over that the tenant grants. */
    COOLING_OFF,
    /** Goodwill of the provider. */
    GOODWILL,
    /** It was ordered, set up or billed in error. */
    ERROR,
    /** The customer has not paid. */
    DUNNING;

    /** Days after the receipt of a withdrawal by which everything has to be back: article 13 (1), § 355 (3) BGB. */
    private static final int WITHDRAWAL_REFUND_DAYS = 14;

    /** Returns true if no fee is owed for leaving early, and neither minimum term nor notice applies. */
    public boolean isWithoutPenalty() {
        return switch (this) {
            case WITHDRAWAL, EXTRAORDINARY, COOLING_OFF, ERROR -> true;
            case ORDINARY, GOODWILL, DUNNING -> false;
        };
    }

    /** Returns true if no fee is deducted from a refund. */
    public boolean isWithoutFee() {
        return this != ORDINARY && this != DUNNING;
    }

    /** Returns true if the law requires a refund by the means of the payment, whatever the policy allows. */
    public boolean isRefundOwed() {
        return this == WITHDRAWAL;
    }

    /** Days after the receipt of the customer's declaration by which money has to be back; empty where no law names any. */
    public OptionalInt refundDueDays() {
        return isRefundOwed() ? OptionalInt.of(WITHDRAWAL_REFUND_DAYS) : OptionalInt.empty();
    }

    /** The least credit for unused days, whatever policy and contract say. */
    public CreditPolicy worthAtLeast() {
        return switch (this) {
            case WITHDRAWAL, EXTRAORDINARY -> CreditPolicy.PRORATED;
            case COOLING_OFF, ERROR -> CreditPolicy.FULL;
            case ORDINARY, GOODWILL, DUNNING -> CreditPolicy.NONE;
        };
    }

    /** Returns true if the contract is undone, and not only ended for the future: one-time charges are credited too. */
    public boolean undoesTheContract() {
        return this == WITHDRAWAL || this == COOLING_OFF || this == ERROR;
    }

    /** Returns true if only the staff may give it. */
    public boolean isForStaff() {
        return this == GOODWILL || this == ERROR || this == DUNNING;
    }

    /** Returns true if it requires a note. */
    public boolean needsNote() {
        return this == EXTRAORDINARY;
    }
}
