package io.quittance.refund.payout;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The customer's express consent to a refund by another means than that of the payment (Directive 2011/83/EU, article
 * 13 (1); § 357 (3) BGB). It stays on the receipt.
 *
 * @param givenOn the day on which it was given
 * @param evidence where the consent can be read or heard, such as a ticket's number
 */
public record Consent(
        @NotNull LocalDate givenOn,
        @NotBlank @Size(max = 1000) String evidence) {

    /** The consent as the note of a step; null if none was given. */
    public static @Nullable String noted(@Nullable Consent consent) {
        return consent == null ? null : "Consent given on " + consent.givenOn() + ": " + consent.evidence();
    }
}
