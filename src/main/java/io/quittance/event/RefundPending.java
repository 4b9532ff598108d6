package io.quittance.event;

import org.joda.money.Money;

/**
 * An instruction to the payment system: pay this amount back by the payment's own means, once for the refund's id, however
 * often it is told.
 *
 * @param attempt 1 at first; the answer names it
 */
public record RefundPending(String refundId, String accountId, String paymentId, Money amount, int attempt)
        implements Event {
    @Override
    public String type() {
        return "refund.pending";
    }

    @Override
    public String subject() {
        return refundId;
    }
}
