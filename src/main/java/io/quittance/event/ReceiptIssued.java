package io.quittance.event;

import org.jspecify.annotations.Nullable;

/** An entry was added to the receipt of a cancellation. */
public record ReceiptIssued(String cancellationId, @Nullable String accountId, String what) implements Event {
    @Override
    public String type() {
        return "receipt.issued";
    }

    @Override
    public String subject() {
        return cancellationId;
    }
}
