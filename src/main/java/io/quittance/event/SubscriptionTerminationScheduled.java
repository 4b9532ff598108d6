package io.quittance.event;

import java.time.Instant;
import java.time.LocalDate;

/** A subscription will end on a day; {@code effectiveOn} is the first day not used. */
public record SubscriptionTerminationScheduled(
        String subscriptionId, String accountId, String cancellationId, LocalDate effectiveOn, Instant effectiveAt)
        implements Event {
    @Override
    public String type() {
        return "subscription.termination-scheduled";
    }

    @Override
    public String subject() {
        return subscriptionId;
    }
}
