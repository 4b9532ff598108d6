package io.quittance.event;

import org.joda.money.Money;

/** The second person rejected a refund; its reserved amount is refundable again. */
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
