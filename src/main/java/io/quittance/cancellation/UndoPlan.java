package io.quittance.cancellation;

import static io.quittance.call.RefusalReason.ALREADY_EFFECTIVE;
import static io.quittance.call.RefusalReason.CANCELLATION_SUPERSEDED;
import static io.quittance.call.RefusalReason.SELF_SERVICE_NOT_ALLOWED;

import io.quittance.call.Refusal;
import io.quittance.call.Role;
import io.quittance.desk.CallContext;
import io.quittance.desk.Effect;
import io.quittance.desk.Plan;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.Policy;
import java.util.List;
import java.util.Optional;

/** The plan for an undo; empty if it was undone before, or if other cancellations end everything that this one would. */
record UndoPlan(String cancellationId, List<Effect> effects) implements Plan {

    /** All records that an undo reads. */
    record UndoSnapshot(Cancellation cancellation, Policy policy, List<Effect> effects, Optional<Refusal> obstacle) {}

    static UndoPlan of(UndoCancellationRequest request, UndoSnapshot undoing, CallContext asked) {
        Cancellation cancellation = undoing.cancellation();
        if (asked.by().role() == Role.CUSTOMER && !undoing.policy().selfServiceCancellation) {
            throw Refusal.of(SELF_SERVICE_NOT_ALLOWED, "Customers cannot undo a cancellation.");
        }
        return switch (cancellation.state(asked.at())) {
            case EFFECTIVE ->
                throw Refusal.of(
                                ALREADY_EFFECTIVE,
                                "Cancellation %s took effect on %s.",
                                cancellation.id(),
                                cancellation.effectiveOn())
                        .with("cancellationId", cancellation.id())
                        .with("effectiveOn", cancellation.effectiveOn());
            case SUPERSEDED ->
                throw Refusal.of(
                                CANCELLATION_SUPERSEDED,
                                "Cancellation %s was superseded by %s.",
                                cancellation.id(),
                                cancellation.supersededBy())
                        .with("cancellationId", cancellation.supersededBy());
            case UNDONE -> new UndoPlan(cancellation.id(), List.of());
            case SCHEDULED -> {
                undoing.obstacle().ifPresent(refusal -> {
                    throw refusal;
                });
                yield new UndoPlan(cancellation.id(), undoing.effects());
            }
        };
    }
}
