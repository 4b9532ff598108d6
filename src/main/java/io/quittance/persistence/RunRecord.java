package io.quittance.persistence;

/** The kinds of documents that a bill run creates. */
public enum RunRecord {
    INVOICE,
    CREDIT_NOTE
}
