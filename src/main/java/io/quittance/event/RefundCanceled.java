package io.quittance.event;

import org.joda.money.Money;

/**
 * A refund was canceled and is not paid.
 *
 * @param becameAvailable what became available credit instead; nothing where what it held is free again
 */
public record RefundCanceled(String refundId, String accountId, String destination, Money amount, Money becameAvailable)
        implements Event {
    @Override
    public String type() {
        return "refund.canceled";
    }

    @Override
    public String subject() {
        return refundId;
    }
}
