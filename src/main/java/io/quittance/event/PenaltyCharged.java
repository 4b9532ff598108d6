package io.quittance.event;

import org.joda.money.Money;

/** Something is owed for leaving a service in its binding; {@code owed} is what was not kept of a refund, and is to be invoiced. */
public record PenaltyCharged(
        String penaltyId,
        String accountId,
        String serviceId,
        String cancellationId,
        Money amount,
        Money setOff,
        Money owed)
        implements Event {
    @Override
    public String type() {
        return "penalty.charged";
    }

    @Override
    public String subject() {
        return penaltyId;
    }
}
