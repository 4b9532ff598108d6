package io.quittance.event;

import java.time.LocalDate;

/** A service has ended; {@code effectiveOn} is the first day on which it is not provided, {@code outcome} CANCELED or REGRETTED. */
public record ServiceRemoved(
        String serviceId,
        String subscriptionId,
        String accountId,
        String cancellationId,
        String behaviour,
        String classification,
        String outcome,
        LocalDate effectiveOn,
        LocalDate billingEndsOn)
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
