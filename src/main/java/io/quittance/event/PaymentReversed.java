package io.quittance.event;

import org.joda.money.Money;

/**
 * Money of a payment went back by the bank; what it had paid is owed again.
 *
 * @param atRisk what had been refunded of it too: list-refunds finds these refunds by atRisk
 */
public record PaymentReversed(
        String reversalId, String paymentId, String accountId, Kind kind, Money amount, Money atRisk) implements Event {

    /** How it went back. */
    public enum Kind {
        CHARGEBACK,
        RETURNED
    }

    @Override
    public String type() {
        return "payment.reversed";
    }

    @Override
    public String subject() {
        return paymentId;
    }
}
