package io.quittance.persistence;

/** How one billing item names another. */
public enum LinkKind {
    /** The other one goes along when the caller asks for it. */
    ASSOCIATED,
    /** This item cannot live without the other one. */
    DEPENDS_ON
}
