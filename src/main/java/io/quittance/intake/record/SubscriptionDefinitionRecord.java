package io.quittance.intake.record;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;

/**
 * A kind of subscription, and the services that must stay while it runs.
 *
 * @param servicesRemovable whether services may be removed at all while the subscription runs; true if absent
 * @param leastServices the least number of services that stay, as long as any does; 0 if absent
 * @param mandatoryClasses classes of which one service each stays, as long as any does
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
