package io.quittance.billingitem.item;

import io.quittance.billingitem.item.BillingItemCancellationSnapshot.AffectedItem;
import io.quittance.cancellation.CancellationReceipt;
import io.quittance.cancellation.Receipts;
import io.quittance.cancellation.ScheduledChange;
import io.quittance.desk.CallContext;
import io.quittance.desk.Effect;
import io.quittance.desk.Journal;
import io.quittance.desk.Reason;
import io.quittance.event.BillingItemCanceled;
import io.quittance.event.BillingItemCancellationScheduled;
import io.quittance.event.BillingItemCancellationUndone;
import io.quittance.invoice.ItemsOnInvoices;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.CancellationItem;
import io.quittance.persistence.CancellationKind;
import io.quittance.persistence.Receipt;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Does what the plan of a billing item's cancellation says: schedules it, carries it out, takes it back.
 *
 * <p>A cancellation at once is scheduled for this moment and carried out in the same transaction, so that there is one
 * way in which an item ends.
 */
@ApplicationScoped
public class BillingItemCancellationExecution
        implements ScheduledChange<BillingItemCancellationSnapshot, BillingItemCancellationPlan> {

    private final Receipts receipts;

    BillingItemCancellationExecution(Receipts receipts) {
        this.receipts = receipts;
    }

    /**
     * The agreement of a cancellation.
     *
     * @param cause the cancellation request that it belongs to, if any
     */
    public record ItemAgreement(
            Reason reason,
            @Nullable String termsVersion,
            @Nullable String cause) {}

    /** Opens the cancellation, and carries it out where nothing is to be waited for. */
    CancellationReceipt apply(
            CancelBillingItemRequest request,
            BillingItemCancellationPlan plan,
            BillingItemCancellationSnapshot found,
            Journal journal) {
        Reason reason = journal.reason();
        Cancellation cancellation =
                open(plan, found, new ItemAgreement(reason, plan.terms().version(), null), journal);
        if (plan.dates().effectiveAt() == null) {
            carryOutAtOnce(cancellation, found, plan, journal);
        }
        return receipts.of(cancellation, journal.at());
    }

    /** Schedules the end; one at once too. */
    public Cancellation open(
            BillingItemCancellationPlan plan,
            BillingItemCancellationSnapshot found,
            ItemAgreement agreed,
            Journal journal) {
        Instant effectiveAt = Objects.requireNonNullElse(plan.dates().effectiveAt(), journal.at());
        Cancellation cancellation = Cancellation.open(
                CancellationKind.BILLING_ITEM,
                plan.billingItemId(),
                plan.accountId(),
                new Cancellation.End(plan.dates().timing(), plan.dates().effectiveOn(), effectiveAt),
                journal.at());
        receipts.open(
                cancellation,
                new CancellationReceipt.RequestEntry(
                        agreed.reason(),
                        agreed.termsVersion(),
                        receipts.tree(plan),
                        found.context().policy().contactLine,
                        agreed.cause()),
                journal);
        supersede(plan, found, cancellation, journal);
        endingItems(plan, found).forEach(each -> {
            new CancellationItem(cancellation.id(), each.item().id, each.cause()).persist();
            each.item().takeOver(cancellation);
        });
        if (plan.dates().effectiveAt() != null) {
            plan.scope()
                    .billingItems()
                    .forEach(item -> journal.publish(new BillingItemCancellationScheduled(
                            item.billingItemId(),
                            plan.accountId(),
                            cancellation.id(),
                            plan.dates().effectiveOn(),
                            cancellation.effectiveAt())));
        }
        return cancellation;
    }

    /** Carries a cancellation out that was opened for this moment. */
    public void carryOutAtOnce(
            Cancellation cancellation,
            BillingItemCancellationSnapshot found,
            BillingItemCancellationPlan plan,
            Journal journal) {
        end(cancellation, found, plan, journal);
        receipts.carriedOut(cancellation, null, journal);
    }

    /** Takes a scheduled cancellation back because of something else. */
    public void undo(Cancellation scheduled, String cause, Journal journal) {
        scheduled.undo();
        undo(scheduled, journal);
        receipts.add(scheduled, Receipt.Kind.UNDONE, cause, journal);
    }

    /** Ends all items of an account. The closure has superseded their scheduled cancellations. */
    public void end(
            AccountItemsSnapshot found,
            List<BillingItemCancellationPlan> plans,
            Reason reason,
            Cancellation closure,
            Journal journal) {
        for (int i = 0; i < plans.size(); i++) {
            Cancellation cancellation =
                    open(plans.get(i), found.each().get(i), new ItemAgreement(reason, null, null), journal);
            end(cancellation, found.each().get(i), plans.get(i), journal);
            receipts.add(cancellation, Receipt.Kind.CARRIED_OUT, closure.id(), journal);
        }
    }

    @Override
    public CancellationKind kind() {
        return CancellationKind.BILLING_ITEM;
    }

    @Override
    public BillingItemCancellationSnapshot load(Cancellation due) {
        return BillingItemCancellationSnapshot.load(due);
    }

    @Override
    public BillingItemCancellationPlan plan(
            Cancellation due, BillingItemCancellationSnapshot found, CallContext asked) {
        return BillingItemCancellationPlan.due(due, found);
    }

    @Override
    public void carryOut(
            Cancellation due,
            BillingItemCancellationSnapshot found,
            BillingItemCancellationPlan plan,
            Journal journal) {
        supersede(plan, found, due, journal);
        endingItems(plan, found)
                .filter(each -> !due.id().equals(each.item().cancellationId()))
                .forEach(each -> {
                    // A child that was added after the request.
                    new CancellationItem(due.id(), each.item().id, each.cause()).persist();
                    each.item().takeOver(due);
                });
        end(due, found, plan, journal);
        receipts.carriedOut(due, plan, journal);
    }

    private void end(
            Cancellation cancellation,
            BillingItemCancellationSnapshot found,
            BillingItemCancellationPlan plan,
            Journal journal) {
        Set<String> owing = plan.scope().staysOnInvoices().stream()
                .map(BillingItemCancellationPlan.OpenBalance::billingItemId)
                .collect(Collectors.toSet());
        // An item that another cancellation has taken over ends with that one.
        List<BillingItem> ended = endingItems(plan, found)
                .map(AffectedItem::item)
                .filter(item -> cancellation.id().equals(item.cancellationId()))
                .toList();
        ended.forEach(item -> {
            item.cancel(cancellation, journal.at());
            ItemsOnInvoices.end(item, owing.contains(item.id), journal);
            journal.publish(new BillingItemCanceled(
                    item.id, cancellation.accountId(), cancellation.id(), cancellation.effectiveOn()));
        });
        cancellation.carryOut();
        RequestProgress.follow(ended, journal);
    }

    private void supersede(
            BillingItemCancellationPlan plan, BillingItemCancellationSnapshot found, Cancellation by, Journal journal) {
        for (String id : plan.scope().supersedes()) {
            Cancellation given =
                    Objects.requireNonNull(found.scheduled().cancellations().get(id));
            given.supersede(by.id());
            receipts.add(given, Receipt.Kind.SUPERSEDED, by.id(), journal);
        }
    }

    private static Stream<AffectedItem> endingItems(
            BillingItemCancellationPlan plan, BillingItemCancellationSnapshot found) {
        Set<String> ids = plan.endingIds();
        return found.reached().stream().filter(each -> ids.contains(each.item().id));
    }

    @Override
    public List<Effect> undone(Cancellation scheduled) {
        return Stream.concat(
                        itemsOf(scheduled).stream()
                                .map(item -> Effect.of("billing-item", item.id).change("SCHEDULED", "ACTIVE")),
                        Cancellation.supersededBy(scheduled.id()).stream()
                                .map(given ->
                                        Effect.of("cancellation", given.id()).change("SUPERSEDED", "SCHEDULED")))
                .toList();
    }

    @Override
    public void undo(Cancellation scheduled, Journal journal) {
        for (Cancellation given : Cancellation.supersededBy(scheduled.id())) {
            given.restore(scheduled.id());
            receipts.add(given, Receipt.Kind.RESTORED, scheduled.id(), journal);
        }
        List<BillingItem> items = itemsOf(scheduled);
        for (BillingItem item : items) {
            item.unschedule(scheduled.id());
            CancellationItem.firstWaitingFor(item.id)
                    .ifPresent(other -> item.schedule(other.id(), other.effectiveOn(), other.effectiveAt()));
            journal.publish(new BillingItemCancellationUndone(
                    item.id, scheduled.accountId(), scheduled.id(), scheduled.effectiveOn()));
        }
        RequestProgress.follow(items, journal);
    }

    private static List<BillingItem> itemsOf(Cancellation cancellation) {
        return BillingItem.list("cancellationId = ?1 and state = ACTIVE order by id", cancellation.id());
    }
}
