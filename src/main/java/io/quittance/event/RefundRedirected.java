package io.quittance.event;

import java.util.List;
import org.joda.money.Money;

/**
 * A refund that had failed or was canceled goes another way.
 *
 * @param amount what the customer will get, as before
 * @param replacedBy the refunds that take its place; each publishes events of its own
 */
public record RefundRedirected(String refundId, String accountId, Money amount, List<String> replacedBy)
        implements Event {
    @Override
    public String type() {
        return "refund.redirected";
    }

    @Override
    public String subject() {
        return refundId;
    }
}
