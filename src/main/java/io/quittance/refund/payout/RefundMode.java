package io.quittance.refund.payout;

import io.quittance.persistence.RefundDestination;
import org.jspecify.annotations.Nullable;

/** The ways to settle an end with the customer. */
public enum RefundMode {
    /** A credit note exists for it already: the note is the refund, and nothing more is paid. */
    CREDIT_NOTE(RefundDestination.CREDIT_NOTE),
    /** The amount is added to the available credits. */
    AVAILABLE_CREDITS(RefundDestination.AVAILABLE_CREDITS),
    /** Back by the means of payment it came by. */
    ORIGINAL_PAYMENT(RefundDestination.ORIGINAL_PAYMENT),
    /** Nothing is refunded. */
    NONE(null);

    private final @Nullable RefundDestination destination;

    RefundMode(@Nullable RefundDestination destination) {
        this.destination = destination;
    }

    /** The destination of the refund; null if there is none. */
    public @Nullable RefundDestination destination() {
        return destination;
    }
}
