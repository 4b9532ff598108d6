package io.quittance.event;

import java.util.List;

/** A cancellation request was approved: its items are scheduled or canceled, or refused. */
public record CancellationRequestApproved(
        String cancellationRequestId, String accountId, List<String> scheduled, List<String> refused) implements Event {
    @Override
    public String type() {
        return "cancellation-request.approved";
    }

    @Override
    public String subject() {
        return cancellationRequestId;
    }
}
