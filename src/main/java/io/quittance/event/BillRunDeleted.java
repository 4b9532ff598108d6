package io.quittance.event;

/** A bill run is deleted with its documents; documents that could not be deleted remain with their account, canceled. */
public record BillRunDeleted(String billRunId, long removed, long exceptions) implements Event {
    @Override
    public String type() {
        return "bill-run.deleted";
    }

    @Override
    public String subject() {
        return billRunId;
    }
}
