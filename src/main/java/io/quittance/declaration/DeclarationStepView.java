package io.quittance.declaration;

import io.quittance.persistence.DeclarationState;
import io.quittance.persistence.DeclarationStep;
import io.quittance.persistence.DeclarationStep.Match;
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
        Optional<Match> meant = step.meant();
        return new DeclarationStepView(
                step.what(),
                step.by().at(),
                step.by().actor(),
                step.by().role(),
                meant.map(Match::accountId).orElse(null),
                meant.map(Match::subscriptionId).orElse(null),
                meant.map(Match::billingItemId).orElse(null),
                step.cancellationId(),
                step.note());
    }
}
