package io.quittance.event;

import org.joda.money.Money;

/** A refund has reached its destination; the amount is what the customer received, without the fee. */
public record RefundSucceeded(String refundId, String accountId, String destination, Money amount) implements Event {
    @Override
    public String type() {
        return "refund.succeeded";
    }

    @Override
    public String subject() {
        return refundId;
    }
}
