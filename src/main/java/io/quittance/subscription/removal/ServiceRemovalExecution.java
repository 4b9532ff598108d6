package io.quittance.subscription.removal;

import io.quittance.call.Refusal;
import io.quittance.cancellation.CancellationReceipt;
import io.quittance.cancellation.Receipts;
import io.quittance.cancellation.ScheduledChange;
import io.quittance.desk.CallContext;
import io.quittance.desk.Effect;
import io.quittance.desk.Journal;
import io.quittance.desk.Reason;
import io.quittance.event.CancellationRef;
import io.quittance.event.ServiceRemovalScheduled;
import io.quittance.event.ServiceRemovalUndone;
import io.quittance.event.SubscriptionEmptied;
import io.quittance.persistence.Account;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.CancellationKind;
import io.quittance.persistence.Service;
import io.quittance.persistence.ServiceInRemoval;
import io.quittance.subscription.agreement.Agreement;
import io.quittance.subscription.agreement.Agreements;
import io.quittance.subscription.services.EarlyExitRule;
import io.quittance.subscription.services.ServiceEndings;
import io.quittance.subscription.termination.PlannedEnd;
import io.quittance.subscription.termination.TerminationSnapshot;
import io.quittance.subscription.unused.Credits;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Does what the plan of a removal says: schedules it, carries it out, takes it back. One at once is scheduled for this
 * moment and carried out in the same transaction.
 */
@ApplicationScoped
class ServiceRemovalExecution implements ScheduledChange<ServiceRemovalSnapshot, ServiceRemovalPlan> {

    private final Receipts receipts;
    private final Agreements agreements;
    private final Credits credits;

    ServiceRemovalExecution(Receipts receipts, Agreements agreements, Credits credits) {
        this.receipts = receipts;
        this.agreements = agreements;
        this.credits = credits;
    }

    /** Opens the removal, and carries it out where nothing is to be waited for. */
    CancellationReceipt apply(
            ServiceRemovalRequest request, ServiceRemovalPlan plan, ServiceRemovalSnapshot found, Journal journal) {
        var asked = new CallContext(journal.at(), journal.by());
        Reason reason = journal.reason();
        Agreement agreed = request.agreement(found.whole(), asked)
                .settledBy(
                        plan.refund().refundMode(),
                        plan.refund().payout(),
                        plan.cascade().chargedMinor());
        Cancellation cancellation = open(plan, found, reason, agreed, journal);
        if (found.whole().declared() != null) {
            found.whole().declared().answer(cancellation, journal);
        }
        if (!cancellation.effectiveAt().isAfter(journal.at())) {
            end(cancellation, found, plan, journal);
            receipts.carriedOut(cancellation, null, journal);
        }
        return receipts.of(cancellation, journal.at());
    }

    private Cancellation open(
            ServiceRemovalPlan plan, ServiceRemovalSnapshot found, Reason reason, Agreement agreed, Journal journal) {
        Instant effectiveAt = Objects.requireNonNullElse(plan.dates().effectiveAt(), journal.at());
        Cancellation cancellation = Cancellation.open(
                CancellationKind.SERVICES,
                plan.subscriptionId(),
                plan.accountId(),
                new Cancellation.End(
                        plan.dates().timing(),
                        plan.dates().effectiveOn(),
                        effectiveAt,
                        agreements.write(agreed),
                        plan.dates().billingEndsOn()),
                journal.at());
        receipts.open(cancellation, reason, null, plan, found.whole().money().policy().contactLine, journal);
        plan.cascade().serviceIds().forEach(service -> new ServiceInRemoval(cancellation.id(), service).persist());
        ServiceEndings.schedule(plan.cascade(), found.services(), cancellation);
        if (effectiveAt.isAfter(journal.at())) {
            plan.cascade()
                    .serviceIds()
                    .forEach(service -> journal.publish(new ServiceRemovalScheduled(
                            service,
                            plan.subscriptionId(),
                            new CancellationRef(plan.accountId(), cancellation.id()),
                            plan.codes(),
                            plan.dates().effectiveOn(),
                            effectiveAt)));
        }
        return cancellation;
    }

    private void end(
            Cancellation cancellation, ServiceRemovalSnapshot found, ServiceRemovalPlan plan, Journal journal) {
        credits.book(
                plan.refund(),
                Credits.of(cancellation, plan.lines(), plan.dates().billingEndsOn(), journal)
                        .toList(),
                cancellation,
                journal);
        ServiceEndings.end(plan.cascade(), found.services(), cancellation, journal);
        cancellation.carryOut();
        if (plan.endsLastService()) {
            journal.publish(new SubscriptionEmptied(
                    plan.subscriptionId(),
                    plan.accountId(),
                    cancellation.id(),
                    plan.dates().effectiveOn()));
        }
    }

    @Override
    public CancellationKind kind() {
        return CancellationKind.SERVICES;
    }

    @Override
    public ServiceRemovalSnapshot load(Cancellation due) {
        return ServiceRemovalSnapshot.load(due, agreements.of(due).refund().creditNoteId());
    }

    @Override
    public ServiceRemovalPlan plan(Cancellation due, ServiceRemovalSnapshot found, CallContext asked) {
        return ServiceRemovalPlan.due(due, agreements.of(due), found);
    }

    @Override
    public void carryOut(Cancellation due, ServiceRemovalSnapshot found, ServiceRemovalPlan plan, Journal journal) {
        // Records that came since, such as an action that is planned for after the day.
        ServiceEndings.schedule(plan.cascade(), found.services(), due);
        end(due, found, plan, journal);
        receipts.carriedOut(due, plan, journal);
    }

    @Override
    public List<Effect> undone(Cancellation scheduled) {
        return ServiceEndings.undone(scheduled).toList();
    }

    /** The services would then leave with the termination, so their terms are checked as if it were requested now. */
    @Override
    public Optional<Refusal> obstacle(Cancellation scheduled, Instant at) {
        return next(scheduled).flatMap(termination -> {
            Agreement agreed = agreements.of(termination);
            TerminationSnapshot found = TerminationSnapshot.load(termination, null);
            Account account = found.money().account();
            return EarlyExitRule.refusal(
                    EarlyExitRule.failures(
                            found.services(),
                            service -> scheduled.id().equals(service.cancellationId()),
                            found.lines(),
                            PlannedEnd.due(termination, agreed, found).end(account),
                            agreed,
                            account.dayOf(at)),
                    found.services());
        });
    }

    /** The end of the whole subscription that has the services of a removal where that is undone. */
    private static Optional<Cancellation> next(Cancellation removal) {
        return Cancellation.waitingFor(CancellationKind.SUBSCRIPTION, removal.subjectId()).stream()
                .findFirst();
    }

    /** A termination that is scheduled for later has the services then. */
    @Override
    public void undo(Cancellation scheduled, Journal journal) {
        List<Service> services = Service.endingBy(scheduled.id());
        ServiceEndings.undo(scheduled, next(scheduled));
        services.forEach(service -> journal.publish(new ServiceRemovalUndone(
                service.id,
                scheduled.subjectId(),
                new CancellationRef(scheduled.accountId(), scheduled.id()),
                scheduled.effectiveOn())));
    }
}
