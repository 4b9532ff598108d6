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
 * Takes a scheduled cancellation back, until its effective moment: everything it planned is put back, all or nothing,
 * and a new one may be asked for at once. Undone twice, it answers the same.
 *
 * <p>Refuses ALREADY_EFFECTIVE once the moment has passed, by the clock and not by the job that carries it out; and
 * SERVICES_NOT_REMOVABLE where the services of a removal would end with a termination that their billing terms do not allow.
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

    private UndoPlan.Undoing load(UndoCancellationRequest request, AccountLocks locks) {
        Cancellation cancellation = GetCancellation.find(request.cancellationId(), locks);
        return cancellation.isWaiting()
                ? new UndoPlan.Undoing(
                        cancellation,
                        Policy.current(),
                        changes.of(cancellation).undone(cancellation),
                        changes.of(cancellation).obstacle(cancellation, locks.at()))
                : new UndoPlan.Undoing(cancellation, Policy.current(), List.of(), Optional.empty());
    }

    private CancellationReceipt apply(
            UndoCancellationRequest request, UndoPlan plan, UndoPlan.Undoing undoing, Journal journal) {
        Cancellation cancellation = undoing.cancellation();
        if (cancellation.isWaiting()) {
            cancellation.undo();
            changes.of(cancellation).undo(cancellation, journal);
            receipts.add(cancellation, Receipt.Kind.UNDONE, null, journal);
        }
        return receipts.of(cancellation, journal.at());
    }
}
