package io.quittance.billrun.cancel;

import io.quittance.billrun.bulk.BulkProgress;
import io.quittance.cancellation.CancellationReceipt;
import io.quittance.persistence.BillRunState;
import org.jspecify.annotations.Nullable;

/**
 * The answer to the cancellation of a bill run.
 *
 * @param state CANCELED if everything is done; CANCEL_IN_PROGRESS if the rest is done in chunks, none of which is
 *     collected
 * @param nextRun the recurrence that takes its place
 * @param progress as it was when the command answered; {@code get-bill-run} shows it as it is
 */
public record BillRunCancellationReceipt(
        String cancellationId,
        String billRunId,
        BillRunState state,
        BillRunCancellationPlan.@Nullable NextRun nextRun,
        BulkProgress progress,
        CancellationReceipt receipt) {}
