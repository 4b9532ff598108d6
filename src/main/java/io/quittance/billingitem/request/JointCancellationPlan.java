package io.quittance.billingitem.request;

import io.quittance.billingitem.item.BillingItemCancellationPlan;
import io.quittance.billingitem.item.BillingItemCancellationRules;
import io.quittance.billingitem.item.BillingItemCancellationSnapshot;
import io.quittance.billingitem.request.JointCancellationSnapshot.RequestedEnd;
import io.quittance.call.Refusal;
import io.quittance.desk.CallContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The joint plan of several billing items: each by its own plan, next to the others.
 *
 * <p>An item that others depend on may end if those end before it or with it. So the refusal of one item can cause the
 * refusal of another, and the items are planned again until no more are refused.
 *
 * @param ends earliest first, and of those that end together the one that takes the other along first
 */
record JointCancellationPlan(List<End> ends) {

    /**
     * The outcome of one item.
     *
     * @param plan absent where it is refused
     * @param endsWith another one of them that takes it along at or before its own day
     */
    record End(
            RequestedEnd wanted,
            @Nullable BillingItemCancellationPlan plan,
            @Nullable Refusal refusal,
            @Nullable String endsWith) {

        /** The plan of one that is not refused. */
        BillingItemCancellationPlan accepted() {
            return Objects.requireNonNull(plan);
        }
    }

    static JointCancellationPlan of(JointCancellationSnapshot found, CallContext asked) {
        List<RequestedEnd> order = found.wanted().stream()
                .sorted(Comparator.comparing((RequestedEnd wanted) -> moment(wanted, asked))
                        .thenComparing(wanted -> -wanted.found().reached().size()))
                .toList();
        Map<String, Refusal> refused = new HashMap<>();
        Map<String, BillingItemCancellationPlan> plans = new LinkedHashMap<>();
        boolean settled = false;
        while (!settled) {
            settled = true;
            plans.clear();
            List<RequestedEnd> accepted = order.stream()
                    .filter(wanted -> !refused.containsKey(wanted.id()))
                    .toList();
            for (RequestedEnd wanted : accepted) {
                try {
                    plans.put(
                            wanted.id(),
                            BillingItemCancellationPlan.of(wanted.request(), beside(wanted, accepted, asked), asked));
                } catch (Refusal refusal) {
                    refused.put(wanted.id(), refusal);
                    settled = false;
                }
            }
        }
        return new JointCancellationPlan(order.stream()
                .map(wanted -> new End(
                        wanted,
                        plans.get(wanted.id()),
                        refused.get(wanted.id()),
                        refused.containsKey(wanted.id()) ? null : takenAlongBy(wanted.id(), plans)))
                .toList());
    }

    /** The records of one item, without those that the others end before it. */
    private static BillingItemCancellationSnapshot beside(
            RequestedEnd wanted, List<RequestedEnd> accepted, CallContext asked) {
        Instant moment = moment(wanted, asked);
        Set<String> endEarlier = new HashSet<>();
        Set<String> endInTime = new HashSet<>();
        for (RequestedEnd other : accepted) {
            int later = moment(other, asked).compareTo(moment);
            List<String> reached =
                    other.found().reached().stream().map(each -> each.item().id).toList();
            if (later <= 0) {
                endInTime.addAll(reached);
            }
            // One that takes this one along as well gives all of it back when it is undone.
            if (later < 0 && !other.found().reaches(wanted.id())) {
                endEarlier.addAll(reached);
            }
        }
        return wanted.found().beside(endEarlier, endInTime);
    }

    /** The first one before it that ends it too. */
    private static @Nullable String takenAlongBy(String id, Map<String, BillingItemCancellationPlan> plans) {
        for (Map.Entry<String, BillingItemCancellationPlan> each : plans.entrySet()) {
            if (each.getKey().equals(id)) {
                return null;
            }
            if (each.getValue().endingIds().contains(id)) {
                return each.getKey();
            }
        }
        return null;
    }

    private static Instant moment(RequestedEnd wanted, CallContext asked) {
        return BillingItemCancellationRules.effectiveAt(wanted.request(), wanted.found(), asked.at());
    }

    /** The refused items. */
    List<End> refused() {
        return ends.stream().filter(end -> end.refusal() != null).toList();
    }

    /** The accepted items. */
    List<End> planned() {
        return ends.stream().filter(end -> end.plan() != null).toList();
    }
}
