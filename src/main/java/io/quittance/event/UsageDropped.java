package io.quittance.event;

import org.joda.money.Money;

/** A subscription has ended with usage that was not billed and never will be. */
public record UsageDropped(String subscriptionId, String accountId, String cancellationId, int records, Money amount)
        implements Event {
    @Override
    public String type() {
        return "usage.dropped";
    }

    @Override
    public String subject() {
        return subscriptionId;
    }
}
