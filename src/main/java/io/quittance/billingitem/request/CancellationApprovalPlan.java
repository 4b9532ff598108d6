package io.quittance.billingitem.request;

import io.quittance.desk.CallContext;
import io.quittance.desk.Effect;
import io.quittance.desk.Plan;
import io.quittance.desk.Reason;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plan for the approval of a cancellation request: items that can end are scheduled or end, and each item that
 * cannot is refused by itself.
 */
record CancellationApprovalPlan(JointCancellationPlan joint, List<Effect> effects) implements Plan {

    /**
     * All records that an approval reads.
     *
     * @param joint absent where the request is not pending
     */
    record ApprovalSnapshot(
            CancellationRequestSnapshot snapshot,
            Reason reason,
            @Nullable JointCancellationSnapshot joint) {}

    static CancellationApprovalPlan of(
            CancellationRequestReference request, ApprovalSnapshot approving, CallContext asked) {
        JointCancellationSnapshot found = CancellationRequestRules.mustBePending(approving, asked.at());
        JointCancellationPlan joint = JointCancellationPlan.of(found, asked);
        return new CancellationApprovalPlan(
                joint,
                Stream.of(
                                Stream.of(Effect.of(
                                                "cancellation-request",
                                                approving.snapshot().request().id())
                                        .change("PENDING", "APPROVED")),
                                joint.planned().stream().flatMap(end -> end.accepted().effects().stream()),
                                joint.refused().stream().map(end -> Effect.of(
                                                "billing-item", end.wanted().id())
                                        .change("REQUESTED", "REFUSED")))
                        .flatMap(effects -> effects)
                        .distinct()
                        .toList());
    }
}
