package io.quittance.persistence;

/** The states of an invoice: DRAFT → POSTED, DRAFT → CANCELED with its bill run. */
public enum InvoiceState {
    DRAFT,
    POSTED,
    CANCELED
}
