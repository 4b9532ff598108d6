package io.quittance.event;

import java.time.Instant;
import java.time.LocalDate;

/** A service will end at {@code effectiveAt}, when {@code effectiveOn} begins for its account. */
public record ServiceRemovalScheduled(
        String serviceId,
        String subscriptionId,
        String accountId,
        String cancellationId,
        String behaviour,
        String classification,
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
