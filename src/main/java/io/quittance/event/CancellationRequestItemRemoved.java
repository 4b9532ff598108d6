package io.quittance.event;

/** A billing item was removed from a cancellation request before it ended. */
public record CancellationRequestItemRemoved(String cancellationRequestId, String accountId, String billingItemId)
        implements Event {
    @Override
    public String type() {
        return "cancellation-request.item-removed";
    }

    @Override
    public String subject() {
        return cancellationRequestId;
    }
}
