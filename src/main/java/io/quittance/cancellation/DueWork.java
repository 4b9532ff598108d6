package io.quittance.cancellation;

/** Work that comes due without a request. CDI collects the implementations, and run-due-actions runs them. */
public interface DueWork {

    /** Does the due work, each step in a transaction of its own, and adds to the result of the run. */
    void carryOut(RunDueActions.DueActions run);

    /** Returns true for work that may take long; it runs after everything that should not wait. */
    default boolean takesLong() {
        return false;
    }
}
