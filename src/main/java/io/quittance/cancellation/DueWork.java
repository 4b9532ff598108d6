package io.quittance.cancellation;

/** Work that comes due without anybody having asked for it. CDI collects it, and run-due-actions does it. */
public interface DueWork {

    /** Does what is due, each step in a transaction of its own, and adds to what the run tells. */
    void carryOut(RunDueActions.DueActions run);

    /** Whether it may take long; then it comes after everything that should not wait. */
    default boolean takesLong() {
        return false;
    }
}
