package io.quittance.event;

/** Every item of a cancellation request is finished. */
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
