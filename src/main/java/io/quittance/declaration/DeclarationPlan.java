package io.quittance.declaration;

import io.quittance.call.InputError;
import io.quittance.call.Refusal;
import io.quittance.desk.CallContext;
import io.quittance.desk.Effect;
import io.quittance.desk.Plan;
import io.quittance.persistence.Declaration.ReceiptTime;
import io.quittance.persistence.DeclarationKind;
import io.quittance.persistence.Policy;
import java.util.List;

/**
 * The plan for receiving a declaration: it is stored. The plan does not contain its content, since plans are audited.
 *
 * @param received the day of receipt in the tenant's time zone
 */
record DeclarationPlan(DeclarationKind kind, ReceiptTime received, List<Effect> effects) implements Plan {

    static DeclarationPlan of(DeclareCancellationRequest request, Policy policy, CallContext asked) {
        String statement = request.statement();
        if (request.kind() == DeclarationKind.EXTRAORDINARY && (statement == null || statement.isBlank())) {
            throw Refusal.invalid(
                    List.of(new InputError("/statement", "must say the reason of an extraordinary cancellation")));
        }
        return new DeclarationPlan(
                request.kind(),
                new ReceiptTime(asked.at(), asked.at().atZone(policy.zone()).toLocalDate(), policy.timeZone),
                List.of(Effect.of("declaration", request.kind().name()).change("NONE", "RECEIVED")));
    }
}
