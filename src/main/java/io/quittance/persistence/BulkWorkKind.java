package io.quittance.persistence;

/** The kinds of work on a bill run's documents. */
public enum BulkWorkKind {
    CANCEL,
    REMOVE
}
