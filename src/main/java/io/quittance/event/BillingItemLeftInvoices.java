package io.quittance.event;

/** The last balance of an ended billing item is paid, and the item is on no open invoice any more. */
public record BillingItemLeftInvoices(String billingItemId, String accountId) implements Event {
    @Override
    public String type() {
        return "billing-item.left-invoices";
    }

    @Override
    public String subject() {
        return billingItemId;
    }
}
