package io.quittance.event;

import java.time.LocalDate;

/** The next recurrence of a series takes the place of one that was canceled. */
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
