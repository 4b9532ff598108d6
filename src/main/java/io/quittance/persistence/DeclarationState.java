package io.quittance.persistence;

/** The states of a declaration. */
public enum DeclarationState {
    /** No one has processed it. */
    RECEIVED,
    /** The staff has found whose it is and what it ends. */
    MATCHED,
    /** A cancellation has answered it. */
    ANSWERED,
    /** Nothing follows from it. */
    DISMISSED
}
