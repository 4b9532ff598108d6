package io.quittance.billrun.cancel;

import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.billrun.bulk.BulkSteps;
import io.quittance.billrun.bulk.RunBulkWork;
import io.quittance.call.Command;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.persistence.BulkWorkKind;

/**
 * Cancels a bill run with all it has made, so that nothing of it is ever collected.
 *
 * <p>The run is locked, its series before it, and before both the accounts of its documents where they fit one piece. A run
 * of a million invoices is answered as quickly as one of ten: what does not fit is done by {@link RunBulkWork}. Refuses
 * what {@link BillRunCancellationRules} says.
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
                BillRunCancellationPlan::withReason,
                ending::cancel);
    }
}
