package io.quittance.billingitem.request;

import io.quittance.billingitem.item.BillingItemCancellationPlan;
import io.quittance.billingitem.item.BillingItemCancellationRules;
import io.quittance.billingitem.request.JointCancellationSnapshot.RequestedEnd;
import io.quittance.desk.CallContext;
import io.quittance.desk.Effect;
import io.quittance.desk.Plan;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a cancellation request as it would be executed if it were approved now. The approval makes a new plan.
 *
 * @param items in the order of the request
 * @param effects of the request itself; each item shows the effects of its approval
 */
public record CancellationRequestPlan(
        String accountId, List<Item> items, BillingItemCancellationPlan.Terms terms, List<Effect> effects)
        implements Plan {

    /**
     * One item.
     *
     * @param endsWith another item of the request that takes it along, at or before its own day
     * @param plan the plan of this item alone
     */
    public record Item(String billingItemId, @Nullable String endsWith, BillingItemCancellationPlan plan) {}

    /** Plans a request; what is refused for one item is refused for all, and every such item is listed. */
    static CancellationRequestPlan of(
            RequestCancellation.Request request, JointCancellationSnapshot found, CallContext asked) {
        BillingItemCancellationRules.mayAsk(first(found).found().context().policy(), asked);
        JointCancellationPlan joint = JointCancellationPlan.of(found, asked);
        CancellationRequestRules.mustAllBeAccepted(joint.refused());
        Map<String, JointCancellationPlan.End> ends = joint.ends().stream()
                .collect(Collectors.toMap(end -> end.wanted().id(), Function.identity()));
        List<Item> items = found.wanted().stream()
                .map(wanted -> Objects.requireNonNull(ends.get(wanted.id())))
                .map(end -> new Item(end.wanted().id(), end.endsWith(), end.accepted()))
                .toList();
        return new CancellationRequestPlan(
                found.account().id,
                items,
                items.get(0).plan().terms(),
                items.stream()
                        .map(item ->
                                Effect.of("billing-item", item.billingItemId()).change("ACTIVE", "REQUESTED"))
                        .toList());
    }

    static RequestedEnd first(JointCancellationSnapshot found) {
        return found.wanted().get(0);
    }
}
