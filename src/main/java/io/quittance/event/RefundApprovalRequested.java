package io.quittance.event;

import org.joda.money.Money;

/** A refund waits for a second person; the amount includes the fee and is reserved. */
public record RefundApprovalRequested(
        String refundId, String accountId, String destination, Money amount, String requestedBy) implements Event {
    @Override
    public String type() {
        return "refund.approval-requested";
    }

    @Override
    public String subject() {
        return refundId;
    }
}
