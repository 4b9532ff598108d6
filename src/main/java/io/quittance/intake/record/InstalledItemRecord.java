package io.quittance.intake.record;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Equipment at the customer, which goes with its service.
 *
 * @param serviceId cannot change
 * @param itemClass the class that removal conditions name
 * @param distributorId the party that provisions it
 * @param removedOn first day on which it was not there any more, of one that was removed before Quittance knew it
 */
public record InstalledItemRecord(
        @NotBlank @Size(max = 64) String id,

        @NotBlank @Size(max = 64) String serviceId,

        @NotBlank @Size(max = 200) String name,

        @NotBlank @Size(max = 64) String itemClass,

        @Nullable @Size(max = 64) String distributorId,
        @Nullable LocalDate removedOn) {}
