package io.quittance.refund.payout;

import io.quittance.persistence.RefundDestination;
import org.jspecify.annotations.Nullable;

/** How an end is settled with the customer. */
public enum RefundMode {
    /** A credit note exists for it already: the note is the refund, and nothing more is paid. */
    CREDIT_NOTE(RefundDestination.CREDIT_NOTE),
    /** The amount is added to the available credits. */
    AVAILABLE_CREDITS(RefundDestination.AVAILABLE_CREDITS),
    /** Back by the means of payment it came by. */
    ORIGINAL_PAYMENT(RefundDestination.ORIGINAL_PAYMENT),
    /** Nothing that was paid goes back. */
    NONE(null);

    private final @Nullable RefundDestination destination;

    RefundMode(@Nullable RefundDestination destination) {
        this.destination = destination;
    }

    /** Where the refund goes; null where there is none. */
    public @Nullable RefundDestination destination() {
        return destination;
    }
}
