package io.quittance.event;

import java.time.LocalDate;

/** A billing item has ended; {@code effectiveOn} is the first day not used. */
public record BillingItemCanceled(String billingItemId, String accountId, String cancellationId, LocalDate effectiveOn)
        implements Event {
    @Override
    public String type() {
        return "billing-item.canceled";
    }

    @Override
    public String subject() {
        return billingItemId;
    }
}
