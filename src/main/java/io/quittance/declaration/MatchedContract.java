package io.quittance.declaration;

import io.quittance.persistence.DeclarationStep.Match;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The contract that the staff matched a declaration to; all are absent before that. */
public record MatchedContract(
        @Nullable String accountId,
        @Nullable String subscriptionId,
        @Nullable String billingItemId) {

    static MatchedContract of(Optional<Match> match) {
        return new MatchedContract(
                match.map(Match::accountId).orElse(null),
                match.map(Match::subscriptionId).orElse(null),
                match.map(Match::billingItemId).orElse(null));
    }
}
