package io.quittance.subscription.termination;

import io.quittance.cancellation.CancellationReceipt;
import io.quittance.cancellation.Receipts;
import io.quittance.cancellation.ScheduledChange;
import io.quittance.desk.CallContext;
import io.quittance.desk.Effect;
import io.quittance.desk.Journal;
import io.quittance.desk.Reason;
import io.quittance.event.SubscriptionTerminated;
import io.quittance.event.SubscriptionTerminationScheduled;
import io.quittance.event.SubscriptionTerminationUndone;
import io.quittance.event.UsageDropped;
import io.quittance.event.UsageInvoiceRequested;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.CancellationKind;
import io.quittance.persistence.LineCredit;
import io.quittance.persistence.Receipt;
import io.quittance.persistence.Subscription;
import io.quittance.persistence.SubscriptionState;
import io.quittance.subscription.agreement.Agreement;
import io.quittance.subscription.agreement.Agreements;
import io.quittance.subscription.services.ServiceEndings;
import io.quittance.subscription.unused.Credits;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
public class TerminationExecution implements ScheduledChange<TerminationSnapshot, TerminationPlan> {

    private final Receipts receipts;
    private final Agreements agreements;
    private final Credits credits;

    TerminationExecution(Receipts receipts, Agreements agreements, Credits credits) {
        this.receipts = receipts;
        this.agreements = agreements;
        this.credits = credits;
    }

    /** Opens the termination, and carries it out where nothing is to be waited for. */
    CancellationReceipt apply(
            TerminationRequest request, TerminationPlan plan, TerminationSnapshot found, Journal journal) {
        Reason reason = journal.reason();
        Agreement asked = request.agreement(found, new CallContext(journal.at(), journal.by()));
        Agreement agreed =
                asked.settledBy(plan.refund().refundMode(), plan.refund().payout(), plan.penaltiesMinor(found, asked));
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

    /** Schedules the end, also an immediate one. It supersedes removals that would come later. */
    Cancellation open(
            TerminationPlan plan, TerminationSnapshot found, Reason reason, Agreement agreed, Journal journal) {
        Instant effectiveAt = Objects.requireNonNullElse(plan.dates().effectiveAt(), journal.at());
        Cancellation cancellation = Cancellation.open(
                CancellationKind.SUBSCRIPTION,
                plan.subscriptionId(),
                plan.accountId(),
                new Cancellation.End(
                        plan.dates().timing(),
                        plan.dates().effectiveOn(),
                        effectiveAt,
                        agreements.write(agreed),
                        plan.dates().billingEndsOn()),
                journal.at());
        receipts.open(cancellation, reason, null, plan, found.money().policy().contactLine, journal);
        found.removals().stream()
                .filter(removal -> plan.supersedes().contains(removal.id()))
                .forEach(removal -> {
                    removal.supersede(cancellation.id());
                    receipts.add(removal, Receipt.Kind.SUPERSEDED, cancellation.id(), journal);
                });
        found.subscription().takeOver(cancellation);
        ServiceEndings.schedule(plan.cascade(), found.services(), cancellation);
        if (effectiveAt.isAfter(journal.at())) {
            journal.publish(new SubscriptionTerminationScheduled(
                    plan.subscriptionId(),
                    plan.accountId(),
                    cancellation.id(),
                    plan.dates().effectiveOn(),
                    effectiveAt));
        }
        return cancellation;
    }

    /**
     * Ends all subscriptions of an account, each by a cancellation of its own; the refund belongs to the closure, which
     * has superseded what was scheduled.
     */
    public void end(
            AccountTerminationSnapshot found,
            AccountTerminationPlan plan,
            Reason reason,
            Cancellation closure,
            Journal journal) {
        var opened = new ArrayList<Cancellation>();
        for (int i = 0; i < found.each().size(); i++) {
            TerminationPlan each = plan.subscriptions().get(i);
            Agreement agreed = Agreement.UNSAID.settledBy(
                    plan.refund().refundMode(),
                    each.refund().payout(),
                    each.cascade().chargedMinor());
            opened.add(open(each, found.each().get(i), reason, agreed, journal));
        }
        List<LineCredit> credited = IntStream.range(0, opened.size())
                .boxed()
                .flatMap(i -> credits(opened.get(i), plan.subscriptions().get(i), journal))
                .toList();
        credits.book(plan.refund(), credited, closure, journal);
        for (int i = 0; i < opened.size(); i++) {
            finish(opened.get(i), found.each().get(i), plan.subscriptions().get(i), journal);
            receipts.add(opened.get(i), Receipt.Kind.CARRIED_OUT, closure.id(), journal);
        }
    }

    @Override
    public CancellationKind kind() {
        return CancellationKind.SUBSCRIPTION;
    }

    @Override
    public TerminationSnapshot load(Cancellation due) {
        return TerminationSnapshot.load(due, agreements.of(due).refund().creditNoteId());
    }

    @Override
    public TerminationPlan plan(Cancellation due, TerminationSnapshot found, CallContext asked) {
        return TerminationPlan.due(due, agreements.of(due), found);
    }

    @Override
    public void carryOut(Cancellation due, TerminationSnapshot found, TerminationPlan plan, Journal journal) {
        // Services that were added since the request end too.
        ServiceEndings.schedule(plan.cascade(), found.services(), due);
        end(due, found, plan, journal);
        receipts.carriedOut(due, plan, journal);
    }

    private void end(Cancellation cancellation, TerminationSnapshot found, TerminationPlan plan, Journal journal) {
        credits.book(plan.refund(), credits(cancellation, plan, journal).toList(), cancellation, journal);
        finish(cancellation, found, plan, journal);
    }

    private static Stream<LineCredit> credits(Cancellation cancellation, TerminationPlan plan, Journal journal) {
        return Credits.of(cancellation, plan.lines(), plan.dates().billingEndsOn(), journal);
    }

    private static void finish(
            Cancellation cancellation, TerminationSnapshot found, TerminationPlan plan, Journal journal) {
        Subscription subscription = found.subscription();
        if (plan.state() == SubscriptionState.FUTURE) {
            subscription.cancel(cancellation, journal.at());
        } else {
            subscription.terminate(cancellation, journal.at());
        }
        ServiceEndings.end(plan.cascade(), found.services(), cancellation, journal);
        settleUsage(cancellation, found, plan.finalUsage(), journal);
        cancellation.carryOut();
        journal.publish(new SubscriptionTerminated(
                subscription.id,
                plan.accountId(),
                cancellation.id(),
                plan.dates().effectiveOn()));
    }

    private static void settleUsage(
            Cancellation cancellation, TerminationSnapshot found, @Nullable FinalUsagePlan usage, Journal journal) {
        if (usage == null || usage.records() == 0) {
            return;
        }
        String subscription = found.subscription().id;
        switch (usage.choice()) {
            case INVOICE -> {
                found.unbilled().forEach(each -> each.requestInvoice(cancellation));
                journal.publish(new UsageInvoiceRequested(
                        subscription, cancellation.accountId(), cancellation.id(), usage.records(), usage.amount()));
            }
            case DROP -> {
                found.unbilled().forEach(each -> each.drop(cancellation));
                journal.publish(new UsageDropped(
                        subscription, cancellation.accountId(), cancellation.id(), usage.records(), usage.amount()));
            }
            case KEEP -> {}
        }
    }

    @Override
    public List<Effect> undone(Cancellation scheduled) {
        return Stream.of(
                        Stream.of(
                                Effect.of("subscription", scheduled.subjectId()).change("SCHEDULED", "RUNNING")),
                        ServiceEndings.undone(scheduled),
                        Cancellation.supersededBy(scheduled.id()).stream()
                                .map(removal ->
                                        Effect.of("cancellation", removal.id()).change("SUPERSEDED", "SCHEDULED")))
                .flatMap(each -> each)
                .toList();
    }

    @Override
    public void undo(Cancellation scheduled, Journal journal) {
        Subscription.<Subscription>findById(scheduled.subjectId()).unschedule(scheduled.id());
        ServiceEndings.undo(scheduled, Optional.empty());
        ServiceEndings.restore(scheduled, receipts, journal);
        journal.publish(new SubscriptionTerminationUndone(
                scheduled.subjectId(), scheduled.accountId(), scheduled.id(), scheduled.effectiveOn()));
    }
}
