package io.quittance.cancellation;

import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.arc.All;
import io.quarkus.funqy.Funq;
import io.quittance.call.Refusal;
import io.quittance.call.RefusalReason;
import io.quittance.call.Roles;
import io.quittance.desk.AccountLocks;
import io.quittance.desk.CallContext;
import io.quittance.desk.Desk;
import io.quittance.desk.IdempotencyKeys;
import io.quittance.desk.Journal;
import io.quittance.desk.Plan;
import io.quittance.desk.Schedule;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the cancellations that are due, by the day of each account's time zone, and deletes stored answers after
 * 30 days.
 *
 * <p>It needs no idempotency key: each cancellation is carried out once by its change of state, so the function may be
 * called at any time and several times at once. Accounts that another call has locked are left to the next run. A
 * cancellation that cannot be carried out is parked with its error and does not stop the others.
 *
 * <p>Publishes billing-item.canceled, subscription.terminated, subscription.emptied, service.removed,
 * distributor.released and penalty.charged for each service, usage.invoice-requested or usage.dropped, refund.pending
 * or refund.succeeded, bill-run.canceled, bill-run.deleted, cancellation-request.completed, billing-item.left-invoices
 * and receipt.issued.
 *
 * <p>Roles: billing admin, system.
 */
public class RunDueActions {

    private static final Logger LOG = Logger.getLogger(RunDueActions.class);

    /** One run does not go on for ever; the next one takes the rest. */
    private static final int MOST = 1000;

    private final Desk desk;
    private final Schedule schedule;
    private final ScheduledChanges changes;
    private final List<DueWork> works;

    RunDueActions(Desk desk, Schedule schedule, ScheduledChanges changes, @All List<DueWork> works) {
        this.desk = desk;
        this.schedule = schedule;
        this.changes = changes;
        this.works = works;
    }

    @Funq("run-due-actions")
    @Roles({BILLING_ADMIN, SYSTEM})
    public DueActions run(@Nullable RunDueActionsRequest request) {
        var run = new DueActions(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        schedule.forEachTenant(() -> run(request == null ? new RunDueActionsRequest(false) : request, run));
        return run;
    }

    private void run(RunDueActionsRequest request, DueActions run) {
        works.stream().filter(work -> !work.takesLong()).forEach(work -> work.carryOut(run));
        var due =
                desk.read(request, (asking, locks, asked) -> Cancellation.due(asked.at(), asking.retryParked(), MOST));
        due.forEach(id -> carryOut(id, run));
        works.stream().filter(DueWork::takesLong).forEach(work -> work.carryOut(run));
        schedule.record(journal -> Operation.forgetAnswersBefore(journal.at().minus(IdempotencyKeys.ANSWERS_ARE_KEPT)));
    }

    private void carryOut(String id, DueActions run) {
        try {
            boolean done = schedule.carryOutDue((locks, asked, journal) -> step(id, locks, asked, journal));
            (done ? run.carriedOut() : run.left()).add(id);
        } catch (RuntimeException failure) {
            if (failure instanceof Refusal refusal && refusal.reason() == RefusalReason.UNAVAILABLE) {
                run.left().add(id);
                return;
            }
            String cause = failure instanceof Refusal refusal
                    ? refusal.reason() + ": " + refusal.fact()
                    : "Error " + UUID.randomUUID();
            LOG.errorf(failure, "%s: cancellation %s is parked", cause, id);
            schedule.record(journal -> Cancellation.<Cancellation>findByIdOptional(id)
                    .filter(Cancellation::isWaiting)
                    .ifPresent(parked -> parked.park(cause, journal.at())));
            run.parked().add(id);
        }
    }

    private @Nullable Plan step(String id, AccountLocks locks, CallContext asked, Journal journal) {
        return Cancellation.accountOf(id)
                .flatMap(locks::accountIfFree)
                .map(account -> Cancellation.<Cancellation>findById(id))
                .filter(Cancellation::isWaiting)
                .map(due -> carryOut(changes.of(due), due, asked, journal))
                .orElse(null);
    }

    private static <S, P extends Plan> Plan carryOut(
            ScheduledChange<S, P> change, Cancellation due, CallContext asked, Journal journal) {
        S loaded = change.load(due);
        P plan = change.plan(due, loaded, asked);
        change.carryOut(due, loaded, plan, journal);
        return plan;
    }

    /**
     * The request for a run.
     *
     * @param retryParked also those that were parked by an earlier run
     */
    public record RunDueActionsRequest(boolean retryParked) {}

    /**
     * The result of a run, by the ids of the cancellations.
     *
     * @param parked could not be executed and need a person; {@code list-cancellations} shows why
     * @param left left for the next run, because another process holds the account or was faster
     */
    public record DueActions(List<String> carriedOut, List<String> parked, List<String> left) {}
}
