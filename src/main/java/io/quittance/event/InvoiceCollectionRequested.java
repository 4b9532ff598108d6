package io.quittance.event;

import org.joda.money.Money;

/** An instruction to whoever collects: the account is closed and this much of the invoice is still to be paid. */
public record InvoiceCollectionRequested(String invoiceId, String accountId, String cancellationId, Money outstanding)
        implements Event {
    @Override
    public String type() {
        return "invoice.collection-requested";
    }

    @Override
    public String subject() {
        return invoiceId;
    }
}
