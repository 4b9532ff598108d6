package io.quittance.intake;

import io.quittance.persistence.Service;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A service of a subscription.
 *
 * @param subscriptionId cannot change
 * @param state while it is provided; EFFECTIVE where left out
 * @param canceledOn first day not used, of a service that ended before Quittance knew it
 */
public record ServiceRecord(
        @NotBlank @Size(max = 64) String id,

        @NotBlank @Size(max = 64) String subscriptionId,

        @NotBlank @Size(max = 200) String name,

        Service.Standing state,
        @Nullable LocalDate canceledOn) {
    public ServiceRecord {
        state = Objects.requireNonNullElse(state, Service.Standing.EFFECTIVE);
    }
}
