package io.quittance.billrun.delete;

import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.billrun.bulk.BulkProgress;
import io.quittance.billrun.bulk.BulkSteps;
import io.quittance.billrun.cancel.BillRunCancellationSnapshot;
import io.quittance.call.Command;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.desk.Journal;
import io.quittance.desk.Reason;
import io.quittance.desk.ReasonedRequest;
import io.quittance.persistence.BillRun;
import io.quittance.persistence.BillRunState;
import io.quittance.persistence.BulkJob;
import io.quittance.persistence.BulkWorkKind;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Deletes a bill run that is canceled or has failed, with its invoices and canceled credit notes; the receipt of its
 * cancellation remains.
 *
 * <p>Locks the run. {@code RunBulkWork} deletes what does not fit in one chunk. Refuses by BILL_RUN_NOT_CANCELED, and by
 * BILL_RUN_HAS_EXCEPTIONS if documents are paid, credited, disputed or used ({@code RefusalReason}).
 *
 * <p>Publishes bill-run.deleted and billing-item.left-invoices.
 *
 * <p>Roles: billing admin, system.
 */
public class DeleteBillRun {

    private final Desk desk;
    private final BulkSteps steps;

    DeleteBillRun(Desk desk, BulkSteps steps) {
        this.desk = desk;
        this.steps = steps;
    }

    @Funq("delete-bill-run")
    @Command
    @Roles({BILLING_ADMIN, SYSTEM})
    public BillRunRemoval delete(DeleteBillRunRequest request) {
        return desk.carryOut(
                request,
                (asking, locks) -> BillRunCancellationSnapshot.load(
                        asking.billRunId(), BulkWorkKind.REMOVE, locks, steps.chunkSize()),
                BillRunRemovalPlan::of,
                this::apply);
    }

    private BillRunRemoval apply(
            DeleteBillRunRequest request, BillRunRemovalPlan plan, BillRunCancellationSnapshot found, Journal journal) {
        BillRun run = found.run();
        run.beginRemoval();
        BulkJob job = steps.open(run, BulkWorkKind.REMOVE, journal);
        // The database lets documents be deleted only with a run that says so.
        BillRun.flush();
        if (plan.atOnce()) {
            steps.wholly(job, journal);
        }
        return new BillRunRemoval(run.id, run.state(), BulkProgress.of(job));
    }

    /**
     * Names a run to remove.
     *
     * @param reason may be left out
     */
    public record DeleteBillRunRequest(
            @NotBlank @Size(max = 64) String billRunId,

            @Nullable @Valid Reason reason) implements ReasonedRequest {}

    /**
     * The progress of the removal.
     *
     * @param state DELETED, or REMOVE_IN_PROGRESS if the rest is removed in chunks
     */
    public record BillRunRemoval(String billRunId, BillRunState state, BulkProgress progress) {}
}
