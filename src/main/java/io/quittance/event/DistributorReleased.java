package io.quittance.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;

/** A distributor has no service of a subscription left. */
public record DistributorReleased(
        String distributorId,
        String subscriptionId,
        @JsonUnwrapped CancellationRef cancellation,
        LocalDate effectiveOn) implements Event {
    @Override
    public String type() {
        return "distributor.released";
    }

    @Override
    public String subject() {
        return distributorId;
    }
}
