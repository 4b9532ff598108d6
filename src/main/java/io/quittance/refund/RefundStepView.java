package io.quittance.refund;

import io.quittance.desk.Json;
import io.quittance.desk.Reason;
import io.quittance.persistence.RefundStep;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step of a refund.
 *
 * @param reference the payment system's own
 * @param answeredAt the moment of the answer by the payment system's clock
 */
public record RefundStepView(
        RefundStep.Kind what,
        Instant at,
        String by,
        String role,
        int attempt,
        @Nullable String reference,
        @Nullable String note,
        @Nullable Instant answeredAt,
        @Nullable Reason reason) {

    static RefundStepView of(RefundStep step, Json json) {
        return new RefundStepView(
                step.what,
                step.at,
                step.actor,
                step.role,
                step.attempt,
                step.reference,
                step.note,
                step.answeredAt,
                step.reason == null ? null : json.read(step.reason, Reason.class));
    }
}
