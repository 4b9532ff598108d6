package io.quittance.billrun.cancel;

/** How much of a series ends with one of its runs. */
public enum RecurrenceScope {
    /** Only this run; the next recurrence takes its place. */
    THIS_RUN,
    /** This run and all that follow: the series ends. */
    ALL_FUTURE
}
