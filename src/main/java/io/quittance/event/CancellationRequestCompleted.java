package io.quittance.event;

/** Nothing of a cancellation request is left to be done. */
public record CancellationRequestCompleted(String cancellationRequestId, String accountId) implements Event {
    @Override
    public String type() {
        return "cancellation-request.completed";
    }

    @Override
    public String subject() {
        return cancellationRequestId;
    }
}
