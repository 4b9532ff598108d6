package io.quittance.event;

import java.time.LocalDate;

/** A subscription has ended; {@code effectiveOn} is the first day not used. */
public record SubscriptionTerminated(
        String subscriptionId, String accountId, String cancellationId, LocalDate effectiveOn) implements Event {
    @Override
    public String type() {
        return "subscription.terminated";
    }

    @Override
    public String subject() {
        return subscriptionId;
    }
}
