package io.quittance.event;

import java.time.LocalDate;

/** A scheduled end of a billing item was undone before its day. */
public record BillingItemCancellationUndone(
        String billingItemId, String accountId, String cancellationId, LocalDate effectiveOn) implements Event {
    @Override
    public String type() {
        return "billing-item.cancellation-undone";
    }

    @Override
    public String subject() {
        return billingItemId;
    }
}
