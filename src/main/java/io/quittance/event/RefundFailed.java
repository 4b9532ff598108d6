package io.quittance.event;

import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** The payment system could not pay a refund; its amount stays reserved until the refund is retried or canceled. */
public record RefundFailed(
        String refundId,
        String accountId,
        String paymentId,
        Money amount,
        int attempt,
        @Nullable String reference,
        @Nullable String note)
        implements Event {
    @Override
    public String type() {
        return "refund.failed";
    }

    @Override
    public String subject() {
        return refundId;
    }
}
