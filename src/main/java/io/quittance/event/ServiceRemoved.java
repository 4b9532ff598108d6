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

    /** What the removal does, in the words of the order system. */
    public static final String BEHAVIOUR = "REMOVESERVICE";

    /** How the order system classifies it. */
    public static final String CLASSIFICATION = "CANCELSERVICE";

    @Override
    public String type() {
        return "service.removed";
    }

    @Override
    public String subject() {
        return serviceId;
    }
}
