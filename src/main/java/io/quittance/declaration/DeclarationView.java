package io.quittance.declaration;

import io.quittance.persistence.Declaration;
import io.quittance.persistence.Declaration.Content;
import io.quittance.persistence.DeclarationKind;
import io.quittance.persistence.DeclarationState;
import io.quittance.persistence.DeclarationStep;
import io.quittance.persistence.DeclarationStep.Match;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One declaration. Name, contact, contract and statement are what somebody typed.
 *
 * @param wishedOn the day on which it is to end; absent where that is as early as possible
 * @param receivedOn in the tenant's time zone; the day from which a withdrawal counts
 * @param accountId whose it was found to be, as of the last step
 * @param subscriptionId which of the account's is meant
 * @param billingItemId which of the account's is meant
 * @param receipt as it was shown to who declared it
 * @param history what has become of it since
 */
public record DeclarationView(
        String declarationId,
        DeclarationKind kind,
        DeclarationState state,
        String name,
        String contact,
        String contract,
        @Nullable LocalDate wishedOn,
        @Nullable String statement,
        @Nullable String source,
        Instant receivedAt,
        LocalDate receivedOn,
        String timeZone,
        @Nullable String accountId,
        @Nullable String subscriptionId,
        @Nullable String billingItemId,
        String receipt,
        List<DeclarationStepView> history) {

    static DeclarationView of(Declaration declaration, List<DeclarationStep> steps) {
        Optional<DeclarationStep> last = steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
        Optional<Match> meant = last.flatMap(DeclarationStep::meant);
        Content content = declaration.content();
        return new DeclarationView(
                declaration.id(),
                content.kind(),
                last.map(DeclarationStep::what).orElse(DeclarationState.RECEIVED),
                content.name(),
                content.contact(),
                content.contract(),
                content.wishedOn(),
                content.statement(),
                content.source(),
                declaration.received().at(),
                declaration.received().on(),
                declaration.received().timeZone(),
                meant.map(Match::accountId).orElse(null),
                meant.map(Match::subscriptionId).orElse(null),
                meant.map(Match::billingItemId).orElse(null),
                declaration.receipt(),
                steps.stream().map(DeclarationStepView::of).toList());
    }
}
