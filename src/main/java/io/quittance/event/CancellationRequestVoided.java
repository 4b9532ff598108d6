package io.quittance.event;

/** A cancellation request was voided before any of its items ended, or its account was closed before the approval. */
public record CancellationRequestVoided(String cancellationRequestId, String accountId) implements Event {
    @Override
    public String type() {
        return "cancellation-request.voided";
    }

    @Override
    public String subject() {
        return cancellationRequestId;
    }
}
