package io.quittance.refund.payout;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The caller's choice for the settlement of an end.
 *
 * @param mode may be left out where refunds are not allowed or nothing is refundable; of a customer, the policy decides
 * @param creditNoteId the credit note that is the refund, with CREDIT_NOTE
 * @param overrideReason why money is paid although a credit note for it is issued; only a billing admin may say so
 * @param consent required if the law says ORIGINAL_PAYMENT and the customer has agreed to another mode
 */
public record RefundChoice(
        @Nullable RefundMode mode,
        @Nullable @Size(max = 64) String creditNoteId,
        @Nullable @Size(max = 1000) String overrideReason,
        @Nullable @Valid Consent consent) {

    /** A choice for which no consent is on record. */
    public RefundChoice(@Nullable RefundMode mode, @Nullable String creditNoteId, @Nullable String overrideReason) {
        this(mode, creditNoteId, overrideReason, null);
    }

    /** No choice. */
    public static final RefundChoice UNSAID = new RefundChoice(null, null, null);
}
