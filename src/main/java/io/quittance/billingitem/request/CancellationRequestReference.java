package io.quittance.billingitem.request;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Names one cancellation request. */
public record CancellationRequestReference(
        @NotBlank @Size(max = 64) String cancellationRequestId) {}
