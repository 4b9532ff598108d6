package io.quittance.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.joda.money.Money;

/** A penalty is owed for leaving a service during its minimum term; owed is the part that was not deducted from a refund and must be invoiced. */
public record PenaltyCharged(
        String penaltyId,
        String serviceId,
        @JsonUnwrapped CancellationRef cancellation,
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
