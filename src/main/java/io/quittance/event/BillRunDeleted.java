package io.quittance.event;

/** A bill run is gone with all it has made; what could not be removed stays with its account, canceled. */
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
