package io.quittance.event;

import org.joda.money.Money;

/** The second person did not approve a refund; what it held is free again. */
public record RefundRejected(String refundId, String accountId, String destination, Money amount) implements Event {
    @Override
    public String type() {
        return "refund.rejected";
    }

    @Override
    public String subject() {
        return refundId;
    }
}
