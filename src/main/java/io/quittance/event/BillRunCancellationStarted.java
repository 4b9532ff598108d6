package io.quittance.event;

/** The cancellation of a bill run has begun: nothing of the run is collected any more. */
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
