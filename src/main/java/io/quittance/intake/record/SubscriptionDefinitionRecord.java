package io.quittance.intake.record;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;

/**
 * What kind of subscription it is, and what of its services may go while it goes on.
 *
 * @param servicesRemovable whether services may be removed at all while the subscription goes on; true where left out
 * @param leastServices how many services stay, as long as any does; 0 where left out
 * @param mandatoryClasses of each of these classes a service stays, as long as any does
 */
public record SubscriptionDefinitionRecord(
        @NotBlank @Size(max = 64) String id,

        @NotBlank @Size(max = 200) String name,

        Boolean servicesRemovable,

        @Min(0) @Max(1000) int leastServices,

        List<@NotBlank @Size(max = 64) String> mandatoryClasses) {
    public SubscriptionDefinitionRecord {
        servicesRemovable = Objects.requireNonNullElse(servicesRemovable, true);
        mandatoryClasses = ImportRecordsRequest.orEmpty(mandatoryClasses);
    }
}
