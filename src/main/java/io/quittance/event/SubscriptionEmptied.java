package io.quittance.event;

import java.time.LocalDate;

/** The last service of a subscription has ended; the subscription goes on and is NOT_EFFECTIVE. */
public record SubscriptionEmptied(String subscriptionId, String accountId, String cancellationId, LocalDate effectiveOn)
        implements Event {
    @Override
    public String type() {
        return "subscription.emptied";
    }

    @Override
    public String subject() {
        return subscriptionId;
    }
}
