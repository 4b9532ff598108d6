package io.quittance.declaration;

import io.quittance.persistence.DeclarationState;
import io.quittance.persistence.DeclarationStep;
import io.quittance.persistence.DeclarationStep.Meant;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the staff has made of it.
 *
 * @param cancellationId by which it was answered
 */
public record DeclarationStepView(
        DeclarationState what,
        Instant at,
        String by,
        String role,
        @Nullable String accountId,
        @Nullable String subscriptionId,
        @Nullable String billingItemId,
        @Nullable String cancellationId,
        @Nullable String note) {

    static DeclarationStepView of(DeclarationStep step) {
        Optional<Meant> meant = step.meant();
        return new DeclarationStepView(
                step.what(),
                step.by().at(),
                step.by().actor(),
                step.by().role(),
                meant.map(Meant::accountId).orElse(null),
                meant.map(Meant::subscriptionId).orElse(null),
                meant.map(Meant::billingItemId).orElse(null),
                step.cancellationId(),
                step.note());
    }
}
