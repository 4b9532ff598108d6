package io.quittance.event;

import org.jspecify.annotations.Nullable;

/** The staff has found out whose a declaration is and what it ends; nothing has ended by it. */
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
