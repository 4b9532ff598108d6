package io.quittance.account.close;

/** What becomes of the open invoices of an account that is closed. */
public enum OpenInvoices {
    /** They stay open, and can be paid as before. */
    LEAVE,
    /** What is outstanding is credited, and need not be paid any more. */
    WRITE_OFF,
    /** They stay open, and whoever collects is told; disputed ones are left alone. */
    COLLECT
}
