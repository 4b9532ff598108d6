package io.quittance.cancellation;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.CUSTOMER;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Command;
import io.quittance.call.Roles;
import io.quittance.desk.AccountLocks;
import io.quittance.desk.Desk;
import io.quittance.desk.Journal;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.Policy;
import io.quittance.persistence.Receipt;
import java.util.List;
import java.util.Optional;

/**
 * Undoes a scheduled cancellation before its effective moment, with everything that it planned, or nothing; a new one
 * may be requested at once.
 *
 * <p>Locks the account. If it is already undone, it returns the same answer. Refuses by ALREADY_EFFECTIVE once the
 * moment has passed, by the clock and not by the job; and by SERVICES_NOT_REMOVABLE if the services of a removal would
 * end by a termination that their billing terms do not allow ({@code RefusalReason}).
 *
 * <p>Publishes billing-item.cancellation-undone, subscription.termination-undone or service.removal-undone,
 * cancellation-request.completed, and receipt.issued.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class UndoCancellation {

    private final Desk desk;
    private final ScheduledChanges changes;
    private final Receipts receipts;

    UndoCancellation(Desk desk, ScheduledChanges changes, Receipts receipts) {
        this.desk = desk;
        this.changes = changes;
        this.receipts = receipts;
    }

    @Funq("undo-cancellation")
    @Command
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public CancellationReceipt undo(UndoCancellationRequest request) {
        return desk.carryOut(request, this::load, UndoPlan::of, this::apply);
    }

    private UndoPlan.UndoSnapshot load(UndoCancellationRequest request, AccountLocks locks) {
        Cancellation cancellation = GetCancellation.find(request.cancellationId(), locks);
        return cancellation.isWaiting()
                ? new UndoPlan.UndoSnapshot(
                        cancellation,
                        Policy.current(),
                        changes.of(cancellation).undone(cancellation),
                        changes.of(cancellation).obstacle(cancellation, locks.at()))
                : new UndoPlan.UndoSnapshot(cancellation, Policy.current(), List.of(), Optional.empty());
    }

    private CancellationReceipt apply(
            UndoCancellationRequest request, UndoPlan plan, UndoPlan.UndoSnapshot undoing, Journal journal) {
        Cancellation cancellation = undoing.cancellation();
        if (cancellation.isWaiting()) {
            cancellation.undo();
            changes.of(cancellation).undo(cancellation, journal);
            receipts.add(cancellation, Receipt.Kind.UNDONE, null, journal);
        }
        return receipts.of(cancellation, journal.at());
    }
}
