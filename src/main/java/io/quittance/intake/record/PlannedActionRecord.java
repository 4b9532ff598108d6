package io.quittance.intake.record;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Something that the billing system means to do to a subscription or one of its services. One that was dropped with an
 * end stays so when it comes again.
 *
 * @param subscriptionId cannot change
 * @param serviceId a service of the same subscription; it cannot change
 */
public record PlannedActionRecord(
        @NotBlank @Size(max = 64) String id,

        @NotBlank @Size(max = 64) String subscriptionId,

        @Nullable @Size(max = 64) String serviceId,

        @NotBlank @Size(max = 200) String name,

        @NotNull LocalDate plannedOn)
        implements ServiceRelatedRecord {}
