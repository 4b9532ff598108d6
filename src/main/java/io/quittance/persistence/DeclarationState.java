package io.quittance.persistence;

/** How a declaration stands. */
public enum DeclarationState {
    /** Nobody has looked at it. */
    RECEIVED,
    /** The staff has found whose it is and what it ends. */
    MATCHED,
    /** Something was ended because of it. */
    ANSWERED,
    /** Nothing follows from it. */
    DISMISSED
}
