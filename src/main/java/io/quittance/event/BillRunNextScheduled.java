package io.quittance.event;

import java.time.LocalDate;

/** The next recurrence of a series replaces a canceled one. */
public record BillRunNextScheduled(
        String billRunId, String seriesId, long number, LocalDate scheduledOn, String insteadOf) implements Event {
    @Override
    public String type() {
        return "bill-run.next-scheduled";
    }

    @Override
    public String subject() {
        return billRunId;
    }
}
