package io.quittance.billrun.cancel;

import io.quittance.billrun.bulk.BulkProgress;
import io.quittance.billrun.bulk.BulkSteps;
import io.quittance.cancellation.Receipts;
import io.quittance.desk.Journal;
import io.quittance.desk.Reason;
import io.quittance.event.BillRunCancellationStarted;
import io.quittance.event.BillRunNextScheduled;
import io.quittance.persistence.BillRun;
import io.quittance.persistence.BillRunSeries;
import io.quittance.persistence.BulkJob;
import io.quittance.persistence.BulkWorkKind;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.CancellationKind;
import io.quittance.persistence.Timing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * Executes the plan of a bill run's cancellation: changes the run, opens the job, and does it at once if it fits into
 * one chunk.
 *
 * <p>The cancellation is effective when the command commits, since from then on nothing of the run is collected; the
 * job only writes that down invoice by invoice.
 */
@ApplicationScoped
public class BillRunCancellationExecution {

    private final Receipts receipts;
    private final BulkSteps steps;

    BillRunCancellationExecution(Receipts receipts, BulkSteps steps) {
        this.receipts = receipts;
        this.steps = steps;
    }

    /** Cancels the run, and what of its series goes along. */
    BillRunCancellationReceipt cancel(
            CancelBillRunRequest request,
            BillRunCancellationPlan plan,
            BillRunCancellationSnapshot found,
            Journal journal) {
        Reason reason = journal.reason();
        BillRun run = found.run();
        BulkJob job = begin(run, reason, plan, found, journal);
        found.later().stream()
                .filter(later -> plan.alsoCanceled().contains(later.id))
                .forEach(later -> steps.wholly(begin(later, reason, plan, found, journal), journal));
        BillRunSeries series = found.series();
        if (plan.endsSeries() != null && series != null) {
            series.end(Objects.requireNonNull(run.cancellationId()));
        }
        if (plan.nextRun() != null && series != null) {
            follow(run, plan.nextRun(), series, journal);
        }
        if (plan.atOnce()) {
            steps.wholly(job, journal);
        }
        Cancellation cancellation = Cancellation.findById(run.cancellationId());
        return new BillRunCancellationReceipt(
                cancellation.id(),
                run.id,
                run.state(),
                plan.nextRun(),
                BulkProgress.of(job),
                receipts.of(cancellation, journal.at()));
    }

    private BulkJob begin(
            BillRun run,
            Reason reason,
            BillRunCancellationPlan plan,
            BillRunCancellationSnapshot found,
            Journal journal) {
        // A bill run has no account whose day it could be.
        LocalDate today = LocalDate.ofInstant(journal.at(), ZoneOffset.UTC);
        Cancellation cancellation = Cancellation.open(
                CancellationKind.BILL_RUN,
                run.id,
                null,
                new Cancellation.End(Timing.IMMEDIATE, today, journal.at()),
                journal.at());
        cancellation.carryOut();
        receipts.open(cancellation, reason, null, plan, found.policy().contactLine, journal);
        run.beginCancellation(cancellation.id(), found.policy().invoiceSettlement);
        journal.publish(new BillRunCancellationStarted(run.id, cancellation.id()));
        return steps.open(run, BulkWorkKind.CANCEL, journal);
    }

    private static void follow(
            BillRun run, BillRunCancellationPlan.NextRun next, BillRunSeries series, Journal journal) {
        if (next.created()) {
            BillRun.recurrence(series, next.billRunId(), next.number(), next.scheduledOn())
                    .persist();
            journal.publish(
                    new BillRunNextScheduled(next.billRunId(), series.id, next.number(), next.scheduledOn(), run.id));
        }
        run.isFollowedBy(next.billRunId());
    }
}
