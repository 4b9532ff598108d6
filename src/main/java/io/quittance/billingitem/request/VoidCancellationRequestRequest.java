package io.quittance.billingitem.request;

import io.quittance.cancellation.Reason;
import io.quittance.desk.Reasoned;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Asks to call a cancellation request off.
 *
 * @param reason may be left out
 */
public record VoidCancellationRequestRequest(
        @NotBlank @Size(max = 64) String cancellationRequestId,

        @Nullable @Valid Reason reason) implements Reasoned {}
