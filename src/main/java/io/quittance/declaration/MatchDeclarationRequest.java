package io.quittance.declaration;

import io.quittance.persistence.DeclarationStep.Match;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Says whose a declaration is, and what it is about.
 *
 * @param subscriptionId a subscription of the account, if the declaration is about one
 * @param billingItemId a billing item of the account, if the declaration is about one
 * @param note how the contract was found
 */
public record MatchDeclarationRequest(
        @NotBlank @Size(max = 64) String declarationId,

        @NotBlank @Size(max = 64) String accountId,

        @Nullable @Size(max = 64) String subscriptionId,
        @Nullable @Size(max = 64) String billingItemId,
        @Nullable @Size(max = 1000) String note) {

    Match meant() {
        return new Match(accountId, subscriptionId, billingItemId);
    }
}
