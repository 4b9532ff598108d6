package io.quittance.persistence;

/** What kind of reason something ends for, as far as the law or the tenant lets consequences follow from it. */
public enum ReasonCategory {
    /** No consequences: what the contract says holds. */
    ORDINARY,
    /** The customer withdraws from the contract as the law allows. */
    WITHDRAWAL,
    /** The contract cannot reasonably be held on to, such as after a price rise or a move. */
    EXTRAORDINARY,
    /** Inside a time to think it over that the tenant grants. */
    COOLING_OFF,
    /** The tenant gives way. */
    GOODWILL,
    /** It was ordered, set up or billed in error. */
    ERROR,
    /** The customer has not paid. */
    DUNNING;

    /** Whether nothing is owed for leaving early, and neither binding nor notice is held against it. */
    public boolean isWithoutPenalty() {
        return switch (this) {
            case WITHDRAWAL, EXTRAORDINARY, COOLING_OFF, ERROR -> true;
            case ORDINARY, GOODWILL, DUNNING -> false;
        };
    }
}
