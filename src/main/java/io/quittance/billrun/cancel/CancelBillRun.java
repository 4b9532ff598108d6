package io.quittance.billrun.cancel;

import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.billrun.bulk.BulkSteps;
import io.quittance.call.Command;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.persistence.BulkWorkKind;

/**
 * Cancels a bill run with all its documents, so that none of them is ever collected.
 *
 * <p>Locks the run after its series, and before both the accounts of its documents if they fit in one chunk. A run of a
 * million invoices is answered as fast as one of ten: {@code RunBulkWork} does what does not fit. Refuses by
 * {@link BillRunCancellationRules}.
 *
 * <p>Publishes bill-run.cancellation-started, bill-run.canceled, bill-run.next-scheduled, billing-item.left-invoices and
 * receipt.issued.
 *
 * <p>Roles: billing admin, system.
 */
public class CancelBillRun {

    private final Desk desk;
    private final BulkSteps steps;
    private final BillRunCancellationExecution ending;

    CancelBillRun(Desk desk, BulkSteps steps, BillRunCancellationExecution ending) {
        this.desk = desk;
        this.steps = steps;
        this.ending = ending;
    }

    @Funq("cancel-bill-run")
    @Command
    @Roles({BILLING_ADMIN, SYSTEM})
    public BillRunCancellationReceipt cancel(CancelBillRunRequest request) {
        return desk.carryOut(
                request,
                (asking, locks) -> BillRunCancellationSnapshot.load(
                        asking.billRunId(), BulkWorkKind.CANCEL, locks, steps.chunkSize()),
                BillRunCancellationPlan::of,
                ending::cancel);
    }
}
