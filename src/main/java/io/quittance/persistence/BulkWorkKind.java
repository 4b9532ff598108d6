package io.quittance.persistence;

/** What is done to all that a bill run has made. */
public enum BulkWorkKind {
    CANCEL,
    REMOVE
}
