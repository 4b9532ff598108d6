package io.quittance.event;

import java.time.Instant;
import java.time.LocalDate;

/** A billing item will end on a day; {@code effectiveOn} is the first day not used. */
public record BillingItemCancellationScheduled(
        String billingItemId, String accountId, String cancellationId, LocalDate effectiveOn, Instant effectiveAt)
        implements Event {
    @Override
    public String type() {
        return "billing-item.cancellation-scheduled";
    }

    @Override
    public String subject() {
        return billingItemId;
    }
}
