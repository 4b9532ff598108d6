package io.quittance.persistence;

/** What a bill run makes. */
public enum RunRecord {
    INVOICE,
    CREDIT_NOTE
}
