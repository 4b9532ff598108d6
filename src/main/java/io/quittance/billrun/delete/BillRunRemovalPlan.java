package io.quittance.billrun.delete;

import static io.quittance.call.RefusalReason.BILL_RUN_HAS_EXCEPTIONS;
import static io.quittance.call.RefusalReason.BILL_RUN_IN_PROGRESS;
import static io.quittance.call.RefusalReason.BILL_RUN_NOT_CANCELED;

import io.quittance.billrun.bulk.BulkProgress;
import io.quittance.billrun.cancel.BillRunCancellationRules;
import io.quittance.billrun.cancel.BillRunCancellationSnapshot;
import io.quittance.billrun.cancel.BillRunContent;
import io.quittance.billrun.cancel.RunDocuments;
import io.quittance.call.Refusal;
import io.quittance.desk.CallContext;
import io.quittance.desk.Effect;
import io.quittance.desk.Plan;
import io.quittance.persistence.BillRun;
import io.quittance.persistence.BillRunState;
import java.util.List;
import java.util.stream.Stream;

/**
 * The plan for the removal of a bill run.
 *
 * @param atOnce whether everything is done when the command answers
 */
public record BillRunRemovalPlan(String billRunId, boolean atOnce, List<Effect> effects) implements Plan {

    /** Plans the removal of a run that is canceled or has failed, or refuses it. */
    public static BillRunRemovalPlan of(
            DeleteBillRun.DeleteBillRunRequest request, BillRunCancellationSnapshot found, CallContext asked) {
        BillRun run = found.run();
        switch (run.state()) {
            case CANCELED -> mustHaveNoExceptions(found);
            case ERROR -> {
                BillRunCancellationRules.mustHaveNothingPosted(run);
                mustHaveNoExceptions(found);
            }
            case REMOVE_IN_PROGRESS ->
                throw BillRunCancellationRules.refusal(BILL_RUN_IN_PROGRESS, run)
                        .with("progress", found.progress());
            default -> throw BillRunCancellationRules.refusal(BILL_RUN_NOT_CANCELED, run);
        }
        boolean atOnce = found.content().fits();
        return new BillRunRemovalPlan(
                run.id,
                atOnce,
                List.of(Effect.of("bill-run", run.id)
                        .change(
                                run.state().name(),
                                (atOnce ? BillRunState.DELETED : BillRunState.REMOVE_IN_PROGRESS).name())));
    }

    private static void mustHaveNoExceptions(BillRunCancellationSnapshot found) {
        long exceptions = exceptions(found);
        if (exceptions > 0) {
            throw Refusal.of(
                            BILL_RUN_HAS_EXCEPTIONS,
                            "%d document(s) of bill run %s are paid, credited, disputed or used.",
                            exceptions,
                            found.run().id)
                    .with("billRunId", found.run().id)
                    .with("exceptions", exceptions);
        }
    }

    /** Of all kinds of documents. Counted when it was canceled; of a failed run only what is at hand is looked at. */
    private static long exceptions(BillRunCancellationSnapshot found) {
        BulkProgress progress = found.progress();
        if (progress != null) {
            return progress.amounts().stream()
                    .mapToLong(BulkProgress.Part::exceptions)
                    .sum();
        }
        BillRunContent content = found.content();
        return Stream.of(content.invoices(), content.creditNotes())
                .mapToLong(made -> RunDocuments.exceptions(made).size())
                .sum();
    }
}
