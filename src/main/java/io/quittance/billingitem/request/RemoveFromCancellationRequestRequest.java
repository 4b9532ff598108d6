package io.quittance.billingitem.request;

import io.quittance.cancellation.Reason;
import io.quittance.desk.Reasoned;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Asks to take one item out of a cancellation request.
 *
 * @param reason may be left out
 */
public record RemoveFromCancellationRequestRequest(
        @NotBlank @Size(max = 64) String cancellationRequestId,

        @NotBlank @Size(max = 64) String billingItemId,

        @Nullable @Valid Reason reason)
        implements Reasoned {}
