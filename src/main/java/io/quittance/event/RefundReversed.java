package io.quittance.event;

import org.joda.money.Money;

/** A refund was reversed; its amount is refundable again. The amount includes the fee. */
public record RefundReversed(String refundId, String accountId, String destination, Money amount) implements Event {
    @Override
    public String type() {
        return "refund.reversed";
    }

    @Override
    public String subject() {
        return refundId;
    }
}
