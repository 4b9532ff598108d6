package io.quittance.event;

import java.util.List;

/** Somebody asked for the end of several billing items of an account; it waits for approval. */
public record CancellationRequestOpened(String cancellationRequestId, String accountId, List<String> billingItemIds)
        implements Event {
    @Override
    public String type() {
        return "cancellation-request.requested";
    }

    @Override
    public String subject() {
        return cancellationRequestId;
    }
}
