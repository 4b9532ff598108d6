package io.quittance.event;

import org.jspecify.annotations.Nullable;

/** Staff matched a declaration to an account and a contract; nothing has ended by it. */
public record DeclarationMatched(
        String declarationId,
        String accountId,
        @Nullable String subscriptionId,
        @Nullable String billingItemId) implements Event {
    @Override
    public String type() {
        return "declaration.matched";
    }

    @Override
    public String subject() {
        return declarationId;
    }
}
