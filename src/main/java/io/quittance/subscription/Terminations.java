package io.quittance.subscription;

import io.quittance.cancellation.CancellationReceipt;
import io.quittance.cancellation.Reason;
import io.quittance.cancellation.ReasonCatalogue;
import io.quittance.cancellation.Receipts;
import io.quittance.cancellation.ScheduledChange;
import io.quittance.desk.Asked;
import io.quittance.desk.Effect;
import io.quittance.desk.Journal;
import io.quittance.desk.Json;
import io.quittance.event.ServiceRemoved;
import io.quittance.event.SubscriptionTerminated;
import io.quittance.event.SubscriptionTerminationScheduled;
import io.quittance.event.SubscriptionTerminationUndone;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.CancellationKind;
import io.quittance.persistence.LineCredit;
import io.quittance.persistence.Receipt;
import io.quittance.persistence.Refund;
import io.quittance.persistence.Service;
import io.quittance.persistence.Subscription;
import io.quittance.persistence.SubscriptionState;
import io.quittance.refund.Consequences;
import io.quittance.refund.Payouts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Does what the plan of a termination says: schedules it, carries it out, takes it back.
 *
 * <p>A termination at once is scheduled for this moment and carried out in the same transaction, so that there is one way
 * in which a subscription ends.
 */
@ApplicationScoped
public class Terminations implements ScheduledChange<Termination, TerminationPlan> {

    private final Receipts receipts;
    private final Json json;

    Terminations(Receipts receipts, Json json) {
        this.receipts = receipts;
        this.json = json;
    }

    /** Opens the termination, and carries it out where nothing is to be waited for. */
    CancellationReceipt apply(TerminationRequest request, TerminationPlan plan, Termination found, Journal journal) {
        Reason reason =
                ReasonCatalogue.of(found.ownReasons(), journal.by().role()).check(request.reason());
        Agreement agreed =
                request.agreement(found, new Asked(journal.at(), journal.by())).settledBy(plan.refundMode());
        Cancellation cancellation = open(plan, found, reason, agreed, journal);
        if (found.declared() != null) {
            found.declared().answer(cancellation, journal);
        }
        if (!cancellation.effectiveAt().isAfter(journal.at())) {
            end(cancellation, found, plan, journal);
            receipts.carriedOut(cancellation, null, journal);
        }
        return receipts.of(cancellation, journal.at());
    }

    /** Schedules the end; one at once too. */
    Cancellation open(TerminationPlan plan, Termination found, Reason reason, Agreement agreed, Journal journal) {
        Instant effectiveAt = Objects.requireNonNullElse(plan.effectiveAt(), journal.at());
        Cancellation cancellation = Cancellation.open(
                CancellationKind.SUBSCRIPTION,
                plan.subscriptionId(),
                plan.accountId(),
                new Cancellation.End(plan.timing(), plan.effectiveOn(), effectiveAt, json.write(agreed)),
                journal.at());
        receipts.open(cancellation, reason, null, plan, found.money().policy().contactLine, journal);
        found.subscription().takeOver(cancellation);
        found.services().forEach(service -> service.takeOver(cancellation));
        if (effectiveAt.isAfter(journal.at())) {
            journal.tell(new SubscriptionTerminationScheduled(
                    plan.subscriptionId(), plan.accountId(), cancellation.id(), plan.effectiveOn(), effectiveAt));
        }
        return cancellation;
    }

    /**
     * Ends all subscriptions of an account, each by a cancellation of its own; what goes back belongs to the closure.
     * Whatever was scheduled for them has given way.
     */
    public void end(
            AccountTermination found,
            AccountTerminationPlan plan,
            Reason reason,
            Cancellation closure,
            Journal journal) {
        Agreement agreed = Agreement.UNSAID.settledBy(plan.refundMode());
        var opened = new ArrayList<Cancellation>();
        for (int i = 0; i < found.each().size(); i++) {
            opened.add(open(plan.subscriptions().get(i), found.each().get(i), reason, agreed, journal));
        }
        List<LineCredit> credits = IntStream.range(0, opened.size())
                .boxed()
                .flatMap(i -> credits(opened.get(i), plan.subscriptions().get(i), journal))
                .toList();
        Payouts.book(plan.payout(), credits, occasion(closure, plan.consequences(), journal), journal);
        for (int i = 0; i < opened.size(); i++) {
            finish(opened.get(i), found.each().get(i), plan.subscriptions().get(i), journal);
            receipts.add(opened.get(i), Receipt.What.CARRIED_OUT, closure.id(), journal);
        }
    }

    @Override
    public CancellationKind kind() {
        return CancellationKind.SUBSCRIPTION;
    }

    @Override
    public Termination load(Cancellation due) {
        return Termination.load(due, agreed(due).refund().creditNoteId());
    }

    @Override
    public TerminationPlan plan(Cancellation due, Termination found, Asked asked) {
        return TerminationPlan.due(due, agreed(due), found);
    }

    private Agreement agreed(Cancellation due) {
        return json.read(Objects.requireNonNull(due.settlement()), Agreement.class);
    }

    @Override
    public void carryOut(Cancellation due, Termination found, TerminationPlan plan, Journal journal) {
        found.services().stream()
                .filter(service -> !due.id().equals(service.cancellationId()))
                // One that came after the termination was asked for.
                .forEach(service -> service.takeOver(due));
        end(due, found, plan, journal);
        receipts.carriedOut(due, plan, journal);
    }

    private void end(Cancellation cancellation, Termination found, TerminationPlan plan, Journal journal) {
        Payouts.book(
                plan.payout(),
                credits(cancellation, plan, journal).toList(),
                occasion(cancellation, plan.consequences(), journal),
                journal);
        finish(cancellation, found, plan, journal);
    }

    private static void finish(Cancellation cancellation, Termination found, TerminationPlan plan, Journal journal) {
        Subscription subscription = found.subscription();
        if (plan.state() == SubscriptionState.FUTURE) {
            subscription.cancel(cancellation, journal.at());
        } else {
            subscription.terminate(cancellation, journal.at());
        }
        for (Service service : found.services()) {
            service.cancel(cancellation, journal.at());
            journal.tell(new ServiceRemoved(
                    service.id, subscription.id, plan.accountId(), cancellation.id(), plan.effectiveOn()));
        }
        cancellation.carryOut();
        journal.tell(
                new SubscriptionTerminated(subscription.id, plan.accountId(), cancellation.id(), plan.effectiveOn()));
    }

    private Refund.Occasion occasion(Cancellation cancellation, @Nullable Consequences consequences, Journal journal) {
        return new Refund.Occasion(
                cancellation.accountId(),
                cancellation.id(),
                null,
                json.write(receipts.of(cancellation, journal.at()).reason()),
                journal.by().subject(),
                false,
                Consequences.lastDayDue(consequences));
    }

    private static Stream<LineCredit> credits(Cancellation cancellation, TerminationPlan plan, Journal journal) {
        return plan.lines().stream()
                .filter(line -> line.credit().isPositive())
                .map(line -> new LineCredit(
                        line.lineId(),
                        cancellation.id(),
                        line.creditNet().getAmountMinorLong(),
                        line.creditTax().getAmountMinorLong(),
                        plan.effectiveOn(),
                        journal.at()));
    }

    @Override
    public List<Effect> undone(Cancellation scheduled) {
        return Stream.concat(
                        Stream.of(new Effect("subscription", scheduled.subjectId(), "SCHEDULED", "RUNNING")),
                        servicesOf(scheduled).stream()
                                .map(service ->
                                        new Effect("service", service.id, "SCHEDULED", service.standing.name())))
                .toList();
    }

    @Override
    public void undo(Cancellation scheduled, Journal journal) {
        Subscription.<Subscription>findById(scheduled.subjectId()).unschedule(scheduled.id());
        servicesOf(scheduled).forEach(service -> service.unschedule(scheduled.id()));
        journal.tell(new SubscriptionTerminationUndone(
                scheduled.subjectId(), scheduled.accountId(), scheduled.id(), scheduled.effectiveOn()));
    }

    private static List<Service> servicesOf(Cancellation cancellation) {
        return Service.list("cancellationId = ?1 and state = PROVIDED order by id", cancellation.id());
    }
}
