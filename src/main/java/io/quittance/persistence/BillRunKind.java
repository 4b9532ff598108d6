package io.quittance.persistence;

/** The origin of a bill run: requested once, or part of a recurring series. */
public enum BillRunKind {
    AD_HOC,
    SCHEDULED
}
