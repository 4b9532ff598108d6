package io.quittance.event;

import org.joda.money.Money;

/** An instruction to the payment system: pay this amount back by the payment's own means, once for the refund's id. */
public record RefundPending(String refundId, String accountId, String paymentId, Money amount) implements Event {
    @Override
    public String type() {
        return "refund.pending";
    }

    @Override
    public String subject() {
        return refundId;
    }
}
