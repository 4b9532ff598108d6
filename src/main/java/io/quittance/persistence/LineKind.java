package io.quittance.persistence;

/** The kinds of charges on invoice lines. */
public enum LineKind {
    /** A period that comes again. */
    RECURRING,
    /** Something once, such as a set-up; credited only where the policy says so. */
    ONE_TIME,
    /** Days on trial; credited only where the policy says so. */
    TRIAL
}
