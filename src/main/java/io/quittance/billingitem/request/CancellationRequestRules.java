package io.quittance.billingitem.request;

import static io.quittance.call.RefusalReason.ALREADY_EFFECTIVE;
import static io.quittance.call.RefusalReason.BILLING_ITEM_NOT_FOUND;
import static io.quittance.call.RefusalReason.CANCELLATION_REQUEST_DECIDED;
import static io.quittance.call.RefusalReason.CANCELLATION_SUPERSEDED;

import io.quittance.billingitem.request.CancellationApprovalPlan.ApprovalSnapshot;
import io.quittance.billingitem.request.CancellationRequestSnapshot.Line;
import io.quittance.billingitem.request.JointCancellationPlan.End;
import io.quittance.call.Refusal;
import io.quittance.call.RefusalReason;
import io.quittance.persistence.CancellationRequestState;
import io.quittance.persistence.RequestedItem.Result;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Decides whether a cancellation request may be opened, approved or voided. */
final class CancellationRequestRules {

    private CancellationRequestRules() {}

    /** An item with an obstacle. */
    record RefusedItem(String billingItemId, RefusalReason reason, String detail) {

        static RefusedItem of(End end) {
            Refusal refusal = Objects.requireNonNull(end.refusal());
            return new RefusedItem(end.wanted().id(), refusal.reason(), refusal.fact());
        }
    }

    /** Refuses a request of which any item is refused, for what comes first in the order of reasons. */
    static void mustAllBeAccepted(List<End> refused) {
        refused.stream()
                .map(end -> Objects.requireNonNull(end.refusal()))
                .min(Comparator.comparing(Refusal::reason))
                .ifPresent(first -> {
                    throw first.with(
                            "refusedItems",
                            refused.stream().map(RefusedItem::of).toList());
                });
    }

    static JointCancellationSnapshot mustBePending(ApprovalSnapshot approving, Instant at) {
        CancellationRequestSnapshot snapshot = approving.snapshot();
        JointCancellationSnapshot joint = approving.joint();
        if (joint == null) {
            throw decided(snapshot, at);
        }
        return joint;
    }

    private static Refusal decided(CancellationRequestSnapshot snapshot, Instant at) {
        CancellationRequestState state = snapshot.state(at);
        return Refusal.of(
                        CANCELLATION_REQUEST_DECIDED,
                        "Cancellation request %s is %s.",
                        snapshot.request().id(),
                        state)
                .with("cancellationRequestId", snapshot.request().id())
                .with("state", state);
    }

    /** Refuses to void a request of which anything has taken effect. */
    static void mustNotHaveBegun(CancellationRequestSnapshot snapshot, Instant at) {
        snapshot.lines().stream()
                .filter(line -> line.result(at) == Result.CANCELED)
                .findFirst()
                .ifPresent(line -> {
                    boolean some = snapshot.lines().stream()
                            .anyMatch(other -> other.result(at).isOpen());
                    throw effective(
                            line, some ? " Take the others out one by one by remove-from-cancellation-request." : "");
                });
    }

    /** Refuses an item that has ended by the request. */
    static void mustNotHaveEnded(Line line, Instant at) {
        if (line.result(at) == Result.CANCELED) {
            throw effective(line, "");
        }
    }

    private static Refusal effective(Line line, String alternative) {
        return Refusal.of(
                        ALREADY_EFFECTIVE,
                        "Billing item %s ended on %s.%s",
                        line.item().id,
                        line.item().effectiveOn(),
                        alternative)
                .with("billingItemId", line.item().id)
                .with("cancellationId", line.item().cancellationId())
                .with("effectiveOn", line.item().effectiveOn());
    }

    static void mustNotBeComplete(CancellationRequestSnapshot snapshot, Instant at) {
        if (snapshot.state(at) == CancellationRequestState.COMPLETE) {
            throw decided(snapshot, at);
        }
    }

    /**
     * Refuses if an item ends by a cancellation other than those being voided: the item would still end, and would
     * return into a request that no longer exists if the other cancellation were undone.
     */
    static void mustNotBeTakenOver(List<Line> open, List<Line> calledOff) {
        Set<String> own = new HashSet<>();
        calledOff.forEach(line -> own.add(String.valueOf(line.row().cancellationId())));
        open.stream()
                .filter(line -> line.row().cancellationId() != null)
                .filter(line -> !own.contains(String.valueOf(line.item().cancellationId())))
                .findFirst()
                .ifPresent(line -> {
                    throw Refusal.of(
                                    CANCELLATION_SUPERSEDED,
                                    "Billing item %s ends by cancellation %s, whatever becomes of its own.",
                                    line.item().id,
                                    line.item().cancellationId())
                            .with("billingItemId", line.item().id)
                            .with("cancellationId", line.item().cancellationId());
                });
    }

    static Line line(CancellationRequestSnapshot snapshot, String billingItemId) {
        return snapshot.lines().stream()
                .filter(line -> line.item().id.equals(billingItemId))
                .findFirst()
                .orElseThrow(() -> Refusal.of(
                        BILLING_ITEM_NOT_FOUND,
                        "Cancellation request %s has no billing item %s.",
                        snapshot.request().id(),
                        billingItemId));
    }
}
