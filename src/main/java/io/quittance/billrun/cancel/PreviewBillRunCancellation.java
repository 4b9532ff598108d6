package io.quittance.billrun.cancel;

import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.billrun.bulk.BulkSteps;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.desk.Preview;
import io.quittance.persistence.BulkWorkKind;

/**
 * Shows what {@link CancelBillRun} would do with the same request: the same plan, without any change.
 *
 * <p>Roles: billing admin, system.
 */
public class PreviewBillRunCancellation {

    private final Desk desk;
    private final BulkSteps steps;

    PreviewBillRunCancellation(Desk desk, BulkSteps steps) {
        this.desk = desk;
        this.steps = steps;
    }

    @Funq("preview-bill-run-cancellation")
    @Roles({BILLING_ADMIN, SYSTEM})
    public Preview<BillRunCancellationPlan> preview(CancelBillRunRequest request) {
        return desk.preview(
                request,
                (asking, locks) -> BillRunCancellationSnapshot.load(
                        asking.billRunId(), BulkWorkKind.CANCEL, locks, steps.chunkSize()),
                BillRunCancellationPlan::of);
    }
}
