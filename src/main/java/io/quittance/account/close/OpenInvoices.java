package io.quittance.account.close;

/** The choices for the open invoices of an account that is closed. */
public enum OpenInvoices {
    /** They stay open, and can be paid as before. */
    LEAVE,
    /** The outstanding amount is credited and no longer owed. */
    WRITE_OFF,
    /** They stay open, and an event asks for their collection; disputed ones are left alone. */
    COLLECT
}
