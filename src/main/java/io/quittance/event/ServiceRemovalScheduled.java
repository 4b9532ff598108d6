package io.quittance.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;

/** A service will end at {@code effectiveAt}, when {@code effectiveOn} begins for its account. */
public record ServiceRemovalScheduled(
        String serviceId,
        String subscriptionId,
        @JsonUnwrapped CancellationRef cancellation,
        @JsonUnwrapped ProvisioningCodes codes,
        LocalDate effectiveOn,
        Instant effectiveAt)
        implements Event {
    @Override
    public String type() {
        return "service.removal-scheduled";
    }

    @Override
    public String subject() {
        return serviceId;
    }
}
