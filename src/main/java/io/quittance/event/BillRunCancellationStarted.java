package io.quittance.event;

/** The cancellation of a bill run has begun: none of its documents is collected any more. */
public record BillRunCancellationStarted(String billRunId, String cancellationId) implements Event {
    @Override
    public String type() {
        return "bill-run.cancellation-started";
    }

    @Override
    public String subject() {
        return billRunId;
    }
}
