package io.quittance.event;

import org.joda.money.Money;

/** An instruction to the collecting system: the account is closed and this amount of the invoice is outstanding. */
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
