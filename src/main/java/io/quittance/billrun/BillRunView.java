package io.quittance.billrun;

import io.quittance.persistence.BillRun;
import io.quittance.persistence.BillRunKind;
import io.quittance.persistence.BillRunState;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One bill run; {@code get-bill-run} shows how far its cancellation is.
 *
 * @param number the number within the recurrence
 * @param postedInvoices as long as it is 0, a COMPLETED run can be canceled
 * @param cancellationId the cancellation that ended it
 * @param nextRunId the recurrence that took its place
 */
public record BillRunView(
        String billRunId,
        BillRunKind kind,
        BillRunState state,
        @Nullable String seriesId,
        @Nullable Long number,
        @Nullable LocalDate scheduledOn,
        long postedInvoices,
        @Nullable String cancellationId,
        @Nullable String nextRunId) {

    static BillRunView of(BillRun run) {
        return new BillRunView(
                run.id,
                run.kind,
                run.state(),
                run.seriesId,
                run.number,
                run.scheduledOn,
                run.postedInvoices(),
                run.cancellationId(),
                run.nextRunId());
    }
}
