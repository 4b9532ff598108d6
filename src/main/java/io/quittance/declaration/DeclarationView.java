package io.quittance.declaration;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quittance.persistence.Declaration;
import io.quittance.persistence.Declaration.Content;
import io.quittance.persistence.DeclarationState;
import io.quittance.persistence.DeclarationStep;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One declaration. Name, contact, contract and statement are as they were typed.
 *
 * @param receivedOn the day of receipt in the tenant's time zone; a withdrawal is in time or late by this day
 * @param match the contract that the staff matched it to, as of the last step
 * @param receipt as it was shown to who declared it
 * @param history the steps since then, the oldest first
 */
public record DeclarationView(
        String declarationId,
        DeclarationState state,
        @JsonUnwrapped Content content,
        Instant receivedAt,
        LocalDate receivedOn,
        String timeZone,
        @JsonUnwrapped MatchedContract match,
        String receipt,
        List<DeclarationStepView> history) {

    static DeclarationView of(Declaration declaration, List<DeclarationStep> steps) {
        Optional<DeclarationStep> last = steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
        return new DeclarationView(
                declaration.id(),
                last.map(DeclarationStep::what).orElse(DeclarationState.RECEIVED),
                declaration.content(),
                declaration.received().at(),
                declaration.received().on(),
                declaration.received().timeZone(),
                MatchedContract.of(last.flatMap(DeclarationStep::meant)),
                declaration.receipt(),
                steps.stream().map(DeclarationStepView::of).toList());
    }
}
