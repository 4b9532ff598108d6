package io.quittance.event;

import java.time.LocalDate;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * An instruction to the payment system: refund this amount to the payment method, once per refund id, however often it
 * is published.
 *
 * @param attempt 1 at first; the answer names it
 * @param dueBy last day on which the law lets it be paid back; absent where it names none
 */
public record RefundPending(
        String refundId,
        String accountId,
        String paymentId,
        Money amount,
        int attempt,
        @Nullable LocalDate dueBy) implements Event {
    @Override
    public String type() {
        return "refund.pending";
    }

    @Override
    public String subject() {
        return refundId;
    }
}
