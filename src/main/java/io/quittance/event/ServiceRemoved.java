package io.quittance.event;

import java.time.LocalDate;

/** A service has ended; {@code effectiveOn} is the first day not used. */
public record ServiceRemoved(
        String serviceId, String subscriptionId, String accountId, String cancellationId, LocalDate effectiveOn)
        implements Event {
    @Override
    public String type() {
        return "service.removed";
    }

    @Override
    public String subject() {
        return serviceId;
    }
}
