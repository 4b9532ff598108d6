package io.quittance.event;

import org.joda.money.Money;

/** A billing must not be collected any more; a submitted one must be recalled. */
public record BillingCanceled(String billingId, String accountId, String cancellationId, Money amount)
        implements Event {
    @Override
    public String type() {
        return "billing.canceled";
    }

    @Override
    public String subject() {
        return billingId;
    }
}
