package io.quittance.intake.record;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A party that provisions services and installed items. */
public record DistributorRecord(
        @NotBlank @Size(max = 64) String id,

        @NotBlank @Size(max = 200) String name) {}
