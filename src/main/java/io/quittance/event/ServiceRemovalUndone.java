package io.quittance.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;

/** A scheduled removal of a service was undone. */
public record ServiceRemovalUndone(
        String serviceId,
        String subscriptionId,
        @JsonUnwrapped CancellationRef cancellation,
        LocalDate effectiveOn) implements Event {
    @Override
    public String type() {
        return "service.removal-undone";
    }

    @Override
    public String subject() {
        return serviceId;
    }
}
