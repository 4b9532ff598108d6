package io.quittance.event;

/** All invoices of a bill run are canceled, except those in its list of exceptions. */
public record BillRunCanceled(String billRunId, String cancellationId, long canceled, long exceptions)
        implements Event {
    @Override
    public String type() {
        return "bill-run.canceled";
    }

    @Override
    public String subject() {
        return billRunId;
    }
}
