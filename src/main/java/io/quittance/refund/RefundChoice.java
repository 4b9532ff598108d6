package io.quittance.refund;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * How the caller wants an end to be settled.
 *
 * @param mode may be left out where refunds are not allowed or nothing is refundable; of a customer, the policy decides
 * @param creditNoteId of the note that is the refund, with CREDIT_NOTE
 * @param overrideReason why money is paid although a credit note for it is issued; only a billing admin may say so
 */
public record RefundChoice(
        @Nullable RefundMode mode,
        @Nullable @Size(max = 64) String creditNoteId,
        @Nullable @Size(max = 1000) String overrideReason) {

    /** Where the caller says nothing. */
    public static final RefundChoice UNSAID = new RefundChoice(null, null, null);
}
