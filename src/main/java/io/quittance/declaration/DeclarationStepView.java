package io.quittance.declaration;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quittance.persistence.DeclarationState;
import io.quittance.persistence.DeclarationStep;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step that the staff took with a declaration.
 *
 * @param cancellationId the cancellation that answered the declaration
 */
public record DeclarationStepView(
        DeclarationState what,
        Instant at,
        String by,
        String role,
        @JsonUnwrapped MatchedContract match,
        @Nullable String cancellationId,
        @Nullable String note) {

    static DeclarationStepView of(DeclarationStep step) {
        return new DeclarationStepView(
                step.what(),
                step.by().at(),
                step.by().actor(),
                step.by().role(),
                MatchedContract.of(step.meant()),
                step.cancellationId(),
                step.note());
    }
}
