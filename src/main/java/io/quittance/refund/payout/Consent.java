package io.quittance.refund.payout;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;

/**
 * That the customer has expressly agreed to be refunded by another means than the one of the payment (Directive
 * 2011/83/EU, article 13 (1); § 357 (3) BGB). It stays on the receipt.
 *
 * @param givenOn the day on which it was given
 * @param evidence where it can be read or heard, such as a ticket's number
 */
public record Consent(
        @NotNull LocalDate givenOn,
        @NotBlank @Size(max = 1000) String evidence) {}
