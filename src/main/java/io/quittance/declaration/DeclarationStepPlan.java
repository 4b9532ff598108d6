package io.quittance.declaration;

import static io.quittance.call.RefusalReason.DECLARATION_DECIDED;
import static io.quittance.persistence.DeclarationState.ANSWERED;
import static io.quittance.persistence.DeclarationState.DISMISSED;
import static io.quittance.persistence.DeclarationState.MATCHED;

import io.quittance.call.InputError;
import io.quittance.call.Refusal;
import io.quittance.desk.CallContext;
import io.quittance.desk.Effect;
import io.quittance.desk.Plan;
import io.quittance.persistence.DeclarationState;
import java.util.List;

/** The plan for a step that the staff takes with a declaration. */
record DeclarationStepPlan(String declarationId, DeclarationState state, List<Effect> effects) implements Plan {

    /** A declaration may be matched again after any step, so that an error can be corrected; the history shows both. */
    static DeclarationStepPlan match(MatchDeclarationRequest request, DeclarationSnapshot found, CallContext asked) {
        if (request.subscriptionId() != null && request.billingItemId() != null) {
            throw Refusal.invalid(
                    List.of(new InputError("/billingItemId", "must be left out where a subscription is named")));
        }
        return to(MATCHED, found);
    }

    /** Refuses to dismiss what was dismissed, and what something was ended for. */
    static DeclarationStepPlan dismiss(
            DismissDeclaration.DismissDeclarationRequest request, DeclarationSnapshot found, CallContext asked) {
        if (found.state() == DISMISSED || found.state() == ANSWERED) {
            throw Refusal.of(
                            DECLARATION_DECIDED,
                            "Declaration %s is %s.",
                            found.declaration().id(),
                            found.state())
                    .with("declarationId", found.declaration().id())
                    .with("state", found.state());
        }
        return to(DISMISSED, found);
    }

    private static DeclarationStepPlan to(DeclarationState state, DeclarationSnapshot found) {
        String id = found.declaration().id();
        return new DeclarationStepPlan(
                id,
                state,
                List.of(Effect.of("declaration", id).change(found.state().name(), state.name())));
    }
}
