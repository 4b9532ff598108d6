package io.quittance.persistence;

/** The kinds of links between billing items. */
public enum LinkKind {
    /** The other one goes along when the caller asks for it. */
    ASSOCIATED,
    /** This item cannot live without the other one. */
    DEPENDS_ON
}
