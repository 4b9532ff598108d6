package io.quittance.event;

import org.joda.money.Money;

/** A billing is not to be collected any more; one that was submitted is to be called back. */
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
