package io.quittance.intake.record;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;

/**
 * Why and until when the binding of a service was made longer. Once it is known it cannot change.
 *
 * @param serviceId a service with a billing term
 * @param cause such as a phone that was subsidized
 * @param boundUntil first day on which it does not bind any more
 */
public record BindingExtensionRecord(
        @NotBlank @Size(max = 64) String id,

        @NotBlank @Size(max = 64) String serviceId,

        @NotBlank @Size(max = 200) String cause,

        @NotNull LocalDate extendedOn,
        @NotNull LocalDate boundUntil) {}
