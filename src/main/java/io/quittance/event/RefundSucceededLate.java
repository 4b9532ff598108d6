package io.quittance.event;

import org.joda.money.Money;

/**
 * A refund has reached the customer though it was canceled or redirected before; refund.succeeded is published too.
 *
 * @param amount what the customer received
 * @param reversedCredit the available credit that it had become and that is reversed
 * @param overpaid what the customer has now received too much: a debt until the refund is reversed
 */
public record RefundSucceededLate(
        String refundId, String accountId, String paymentId, Money amount, Money reversedCredit, Money overpaid)
        implements Event {
    @Override
    public String type() {
        return "refund.succeeded-late";
    }

    @Override
    public String subject() {
        return refundId;
    }
}
