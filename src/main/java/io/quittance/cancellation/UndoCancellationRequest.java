package io.quittance.cancellation;

import io.quittance.desk.Reason;
import io.quittance.desk.ReasonedRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Asks to take a scheduled cancellation back.
 *
 * @param reason may be left out
 */
public record UndoCancellationRequest(
        @NotBlank @Size(max = 64) String cancellationId,

        @Nullable @Valid Reason reason) implements ReasonedRequest {}
