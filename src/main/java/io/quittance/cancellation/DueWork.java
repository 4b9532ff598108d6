package io.quittance.cancellation;

/** Work of a noun that run-due-actions takes up besides scheduled cancellations. */
public interface DueWork {

    /** Does what is due for the tenant of the call, and adds to {@code run} what it did. */
    void carryOut(RunDueActions.DueActions run);
}
