package io.quittance.billingitem.request;

import io.quittance.desk.CallContext;
import io.quittance.desk.Effect;
import io.quittance.desk.Plan;
import io.quittance.desk.Reason;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the approval of a cancellation request does: what can end is scheduled or ends, what cannot is refused by itself.
 */
record CancellationApprovalPlan(JointCancellationPlan joint, List<Effect> effects) implements Plan {

    /**
     * What an approval looks at.
     *
     * @param joint absent where the request is not pending
     */
    record Approving(
            CancellationRequestSnapshot snapshot,
            Reason reason,
            @Nullable JointCancellationSnapshot joint) {}

    static CancellationApprovalPlan of(CancellationRequestReference request, Approving approving, CallContext asked) {
        JointCancellationSnapshot found = CancellationRequestRules.mustBePending(approving, asked.at());
        JointCancellationPlan joint = JointCancellationPlan.of(found, asked);
        return new CancellationApprovalPlan(
                joint,
                Stream.of(
                                Stream.of(new Effect(
                                        "cancellation-request",
                                        approving.snapshot().request().id(),
                                        "PENDING",
                                        "APPROVED")),
                                joint.planned().stream().flatMap(end -> end.accepted().effects().stream()),
                                joint.refused().stream()
                                        .map(end -> new Effect(
                                                "billing-item", end.wanted().id(), "REQUESTED", "REFUSED")))
                        .flatMap(effects -> effects)
                        .distinct()
                        .toList());
    }
}
