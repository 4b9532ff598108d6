package io.quittance.persistence;

/** How a bill run comes about: asked for once, or as one of a recurring series. */
public enum BillRunKind {
    AD_HOC,
    SCHEDULED
}
