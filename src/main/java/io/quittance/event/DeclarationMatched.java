package io.quittance.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/** Staff matched a declaration to an account and a contract; nothing has ended by it. */
public record DeclarationMatched(
        String declarationId,
        String accountId,
        @JsonUnwrapped ContractRef contract) implements Event {
    /** The contract it is about: a subscription, a billing item, or neither. */
    public record ContractRef(
            @Nullable String subscriptionId, @Nullable String billingItemId) {}

    @Override
    public String type() {
        return "declaration.matched";
    }

    @Override
    public String subject() {
        return declarationId;
    }
}
