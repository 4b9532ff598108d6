package io.quittance.billingitem.item;

import static io.quittance.call.RefusalReason.BILLING_ITEM_ALREADY_CANCELED;
import static io.quittance.call.RefusalReason.CANCELLATION_ALREADY_REQUESTED;
import static io.quittance.call.RefusalReason.CANCELLATION_ALREADY_SCHEDULED;
import static io.quittance.call.RefusalReason.ITEM_HAS_DEPENDENTS;
import static io.quittance.call.RefusalReason.ITEM_NOT_CANCELABLE;
import static io.quittance.call.RefusalReason.SELF_SERVICE_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.TERMS_NOT_ACKNOWLEDGED;

import io.quittance.billingitem.item.BillingItemCancellationSnapshot.AffectedItem;
import io.quittance.call.Refusal;
import io.quittance.call.Role;
import io.quittance.desk.CallContext;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.ItemCategory;
import io.quittance.persistence.Policy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a billing item may end, when, and what goes along.
 *
 * <p>The checks run in the order of {@code RefusalReason}; docs/rules.md describes them in words.
 */
public final class BillingItemCancellationRules {

    private BillingItemCancellationRules() {}

    /** An item that cannot be canceled, with what to do instead. */
    record NotCancelable(String billingItemId, @Nullable String alternative) {}

    /** An active item that is an obstacle, with the items it depends on. */
    record Dependent(String billingItemId, List<String> dependsOn) {}

    /**
     * The day an anniversary cancellation takes effect: the first anniversary whose cut-off has not passed. A cut-off of 3
     * days before the 31st lets the 28th in and the 29th not.
     */
    static LocalDate anniversary(LocalDate today, BillingItem item, int cutOffDays) {
        LocalDate day = item.periods().after(today);
        while (today.isAfter(day.minusDays(cutOffDays))) {
            day = item.periods().after(day);
        }
        return day;
    }

    /** The category's cut-off, or the policy's. */
    static int cutOffDays(BillingItem item, Map<String, ItemCategory> categories, Policy policy) {
        return category(item, categories).map(category -> category.cutOffDays).orElse(policy.cutOffDays);
    }

    public static void mayAsk(Policy policy, CallContext asked) {
        if (asked.by().role() == Role.CUSTOMER && !policy.selfServiceCancellation) {
            throw Refusal.of(SELF_SERVICE_NOT_ALLOWED, "Canceling is not open to customers.");
        }
    }

    /** First day not used: today or tomorrow, or the anniversary. */
    static LocalDate effectiveOn(CancelBillingItemRequest request, BillingItemCancellationSnapshot found, Instant at) {
        LocalDate today = found.context().account().dayOf(at);
        return request.atOnce()
                ? found.context().policy().firstDayNotUsed(today)
                : anniversary(
                        today,
                        found.asked(),
                        cutOffDays(
                                found.asked(),
                                found.context().categories(),
                                found.context().policy()));
    }

    /** The moment of the end: with the command, or at the beginning of the day. */
    public static Instant effectiveAt(
            CancelBillingItemRequest request, BillingItemCancellationSnapshot found, Instant at) {
        return request.atOnce() ? at : found.context().account().startOf(effectiveOn(request, found, at));
    }

    /**
     * Refuses an item that has ended or is about to.
     *
     * @param openRequest the open cancellation request that contains it
     */
    public static void mustRun(BillingItem item, @Nullable String openRequest, Instant at) {
        if (item.hasEnded(at)) {
            throw Refusal.of(BILLING_ITEM_ALREADY_CANCELED, "Billing item %s ended on %s.", item.id, item.effectiveOn())
                    .with("billingItemId", item.id)
                    .with("effectiveOn", item.effectiveOn());
        }
        if (openRequest != null) {
            throw Refusal.of(
                            CANCELLATION_ALREADY_REQUESTED,
                            "Billing item %s is part of cancellation request %s.",
                            item.id,
                            openRequest)
                    .with("billingItemId", item.id)
                    .with("cancellationRequestId", openRequest)
                    .with("cancellationId", item.cancellationId());
        }
        if (item.isScheduled(at)) {
            throw Refusal.of(
                            CANCELLATION_ALREADY_SCHEDULED,
                            "Cancellation %s ends billing item %s on %s.",
                            item.cancellationId(),
                            item.id,
                            item.effectiveOn())
                    .with("billingItemId", item.id)
                    .with("cancellationId", item.cancellationId())
                    .with("effectiveOn", item.effectiveOn());
        }
    }

    /**
     * The items that end, out of those reached: without the ones that another cancellation ends at or before that
     * moment.
     */
    static List<AffectedItem> ending(List<AffectedItem> reached, Instant moment, @Nullable Cancellation due) {
        return reached.stream()
                .filter(each -> !each.item().hasEnded(moment)
                        || (due != null && due.id().equals(each.item().cancellationId())))
                .toList();
    }

    /**
     * The scheduled cancellations that an earlier one supersedes because all of their items end with it. One with more
     * items remains for the rest.
     */
    static List<Cancellation> superseded(
            List<AffectedItem> ending, BillingItemCancellationSnapshot found, @Nullable Cancellation due) {
        Set<String> ids = ending.stream().map(each -> each.item().id).collect(Collectors.toSet());
        return found.scheduled().cancellations().values().stream()
                .filter(pending -> due == null || !pending.id().equals(due.id()))
                .filter(pending -> ids.containsAll(found.scheduled().coverage().getOrDefault(pending.id(), Set.of())))
                .sorted(Comparator.comparing(Cancellation::number))
                .toList();
    }

    static void mustBeCancelable(List<AffectedItem> ending, Map<String, ItemCategory> categories) {
        List<NotCancelable> kept = ending.stream()
                .map(AffectedItem::item)
                .filter(item -> !isCancelable(item, categories))
                .map(item -> new NotCancelable(item.id, alternative(item, categories)))
                .toList();
        if (!kept.isEmpty()) {
            String alternative = kept.stream()
                    .map(NotCancelable::alternative)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .map(advice -> " Instead: " + advice)
                    .orElse("");
            throw Refusal.of(
                            ITEM_NOT_CANCELABLE,
                            "%s cannot be canceled.%s",
                            kept.stream().map(NotCancelable::billingItemId).collect(Collectors.joining(", ")),
                            alternative)
                    .with("items", kept);
        }
    }

    private static boolean isCancelable(BillingItem item, Map<String, ItemCategory> categories) {
        return item.cancelable
                && category(item, categories)
                        .map(category -> category.cancelable)
                        .orElse(true);
    }

    private static @Nullable String alternative(BillingItem item, Map<String, ItemCategory> categories) {
        return item.alternative != null
                ? item.alternative
                : category(item, categories)
                        .map(category -> category.alternative)
                        .orElse(null);
    }

    private static Optional<ItemCategory> category(BillingItem item, Map<String, ItemCategory> categories) {
        return item.categoryId == null ? Optional.empty() : Optional.ofNullable(categories.get(item.categoryId));
    }

    /** The items that would be left without something they depend on: those that outlive the moment. */
    static List<Dependent> dependents(
            List<AffectedItem> ending, BillingItemCancellationSnapshot found, Instant moment) {
        Set<String> ids = ending.stream().map(each -> each.item().id).collect(Collectors.toSet());
        return found.dependents().entrySet().stream()
                .filter(dependent -> !dependent.getKey().hasEnded(moment))
                .map(dependent -> new Dependent(
                        dependent.getKey().id,
                        dependent.getValue().stream()
                                .filter(ids::contains)
                                .sorted()
                                .toList()))
                .filter(dependent -> !dependent.dependsOn().isEmpty())
                .toList();
    }

    static void mustHaveNoDependents(List<Dependent> dependents) {
        if (!dependents.isEmpty()) {
            throw Refusal.of(
                            ITEM_HAS_DEPENDENTS,
                            "%s would be left without what they depend on.",
                            dependents.stream().map(Dependent::billingItemId).collect(Collectors.joining(", ")))
                    .with("dependents", dependents);
        }
    }

    public static void mustBeAcknowledged(CancelBillingItemRequest request, Policy policy) {
        if (!request.acknowledged() || !policy.termsVersion.equals(request.termsVersion())) {
            throw Refusal.of(TERMS_NOT_ACKNOWLEDGED, "The terms in force are version %s.", policy.termsVersion)
                    .with("termsVersion", policy.termsVersion);
        }
    }
}
