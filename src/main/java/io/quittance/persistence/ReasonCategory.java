package io.quittance.persistence;

import io.quittance.persistence.Policy.CreditPolicy;
import java.util.OptionalInt;

/**
 * What kind of reason something ends for, as far as the law or the tenant lets consequences follow from it.
 *
 * <p>Withdrawal is that of Directive 2011/83/EU, articles 9 to 14 (in Germany §§ 312g, 355 and 357 BGB); an extraordinary
 * end is that of § 314 BGB.
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

    /** Whether nothing is owed for leaving early, and neither binding nor notice is held against it. */
    public boolean isWithoutPenalty() {
        return switch (this) {
            case WITHDRAWAL, EXTRAORDINARY, COOLING_OFF, ERROR -> true;
            case ORDINARY, GOODWILL, DUNNING -> false;
        };
    }

    /** Whether nothing is kept of a refund for making it. */
    public boolean isWithoutFee() {
        return this != ORDINARY && this != DUNNING;
    }

    /** Whether the law says that what was paid goes back, and by the way it came, whatever the policy allows. */
    public boolean isRefundOwed() {
        return this == WITHDRAWAL;
    }

    /** Days after the receipt of the customer's declaration by which money has to be back; empty where no law names any. */
    public OptionalInt refundDueDays() {
        return isRefundOwed() ? OptionalInt.of(WITHDRAWAL_REFUND_DAYS) : OptionalInt.empty();
    }

    /** What the days not used are worth at least, whatever policy and contract say. */
    public CreditPolicy worthAtLeast() {
        return switch (this) {
            case WITHDRAWAL, EXTRAORDINARY -> CreditPolicy.PRORATED;
            case COOLING_OFF, ERROR -> CreditPolicy.FULL;
            case ORDINARY, GOODWILL, DUNNING -> CreditPolicy.NONE;
        };
    }

    /** Whether the contract is undone, and not only ended from now on: what was charged once is given back like the rest. */
    public boolean undoesTheContract() {
        return this == WITHDRAWAL || this == COOLING_OFF || this == ERROR;
    }

    /** Whether only the staff may say so. */
    public boolean isForStaff() {
        return this == GOODWILL || this == ERROR || this == DUNNING;
    }

    /** Whether it says nothing without a note. */
    public boolean needsNote() {
        return this == EXTRAORDINARY;
    }
}
