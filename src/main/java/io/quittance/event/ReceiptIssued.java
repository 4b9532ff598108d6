package io.quittance.event;

/** An entry was written on the receipt of a cancellation. */
public record ReceiptIssued(String cancellationId, String accountId, String what) implements Event {
    @Override
    public String type() {
        return "receipt.issued";
    }

    @Override
    public String subject() {
        return cancellationId;
    }
}
