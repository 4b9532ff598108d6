package io.quittance.event;

import java.time.LocalDate;

/** A scheduled end of a subscription was undone before its day. */
public record SubscriptionTerminationUndone(
        String subscriptionId, String accountId, String cancellationId, LocalDate effectiveOn) implements Event {
    @Override
    public String type() {
        return "subscription.termination-undone";
    }

    @Override
    public String subject() {
        return subscriptionId;
    }
}
