package io.quittance.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;

/** A service has ended; {@code effectiveOn} is the first day on which it is not provided, {@code outcome} CANCELED or REGRETTED. */
public record ServiceRemoved(
        String serviceId,
        String subscriptionId,
        @JsonUnwrapped CancellationRef cancellation,
        @JsonUnwrapped ProvisioningCodes codes,
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
