package io.quittance.event;

import java.util.List;

/** The end of several billing items of an account was requested and waits for approval. */
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
