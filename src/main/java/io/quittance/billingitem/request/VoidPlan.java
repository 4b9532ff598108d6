package io.quittance.billingitem.request;

import io.quittance.billingitem.item.BillingItemCancellationRules;
import io.quittance.billingitem.request.CancellationRequestSnapshot.Line;
import io.quittance.desk.CallContext;
import io.quittance.desk.Effect;
import io.quittance.desk.Plan;
import io.quittance.persistence.CancellationRequestState;
import io.quittance.persistence.RequestedItem.Result;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The plan for voiding a cancellation request or one of its items; empty if that was done before.
 *
 * @param lines the items that leave it
 */
record VoidPlan(List<Line> lines, List<Effect> effects) implements Plan {

    /** Voids the whole request. */
    static VoidPlan all(
            VoidCancellationRequest.Request request, CancellationRequestSnapshot snapshot, CallContext asked) {
        BillingItemCancellationRules.mayAsk(snapshot.policy(), asked);
        CancellationRequestState state = snapshot.state(asked.at());
        if (state == CancellationRequestState.VOIDED) {
            return new VoidPlan(List.of(), List.of());
        }
        List<Line> open = open(snapshot.lines(), asked.at());
        CancellationRequestRules.mustNotHaveBegun(snapshot, asked.at());
        CancellationRequestRules.mustNotBeComplete(snapshot, asked.at());
        CancellationRequestRules.mustNotBeTakenOver(open, snapshot.lines());
        var whole = Effect.of("cancellation-request", snapshot.request().id()).change(state.name(), "VOIDED");
        return new VoidPlan(open, Stream.concat(Stream.of(whole), effects(open)).toList());
    }

    /** Takes one item out. */
    static VoidPlan one(
            RemoveFromCancellationRequest.Request request, CancellationRequestSnapshot snapshot, CallContext asked) {
        BillingItemCancellationRules.mayAsk(snapshot.policy(), asked);
        Line line = CancellationRequestRules.line(snapshot, request.billingItemId());
        CancellationRequestRules.mustNotHaveEnded(line, asked.at());
        List<Line> open = open(List.of(line), asked.at());
        CancellationRequestRules.mustNotBeTakenOver(open, List.of(line));
        return new VoidPlan(open, effects(open).toList());
    }

    private static List<Line> open(List<Line> lines, Instant at) {
        return lines.stream().filter(line -> line.result(at).isOpen()).toList();
    }

    private static Stream<Effect> effects(List<Line> lines) {
        return lines.stream().map(line -> Effect.of("billing-item", line.item().id)
                .change(line.row().cancellationId() == null ? "REQUESTED" : Result.SCHEDULED.name(), "ACTIVE"));
    }

    boolean isDoneAlready() {
        return effects.isEmpty();
    }
}
