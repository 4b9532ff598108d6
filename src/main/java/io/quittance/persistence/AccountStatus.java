package io.quittance.persistence;

/** The states of an account: ACTIVE → CLOSED. */
public enum AccountStatus {
    ACTIVE("ACTIVE"),
    /** Everything of it has ended, and no new records can be created for it. */
    CLOSED("DELETE");

    private final String external;

    AccountStatus(String external) {
        this.external = external;
    }

    /** The word of systems that say DELETE for an account that is closed. */
    public String external() {
        return external;
    }
}
