package io.quittance.event;

import org.joda.money.Money;

/** A subscription has ended with usage that is not billed and belongs on a last invoice. */
public record UsageInvoiceRequested(
        String subscriptionId, String accountId, String cancellationId, int records, Money amount) implements Event {
    @Override
    public String type() {
        return "usage.invoice-requested";
    }

    @Override
    public String subject() {
        return subscriptionId;
    }
}
