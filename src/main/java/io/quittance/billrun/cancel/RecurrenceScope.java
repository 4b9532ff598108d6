package io.quittance.billrun.cancel;

/** The part of a series that ends with one of its runs. */
public enum RecurrenceScope {
    /** Only this run; the next recurrence takes its place. */
    THIS_RUN,
    /** This run and all later ones: the series ends. */
    ALL_FUTURE
}
