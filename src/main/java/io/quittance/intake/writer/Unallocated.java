package io.quittance.intake.writer;

import io.quittance.persistence.AllocationExcess;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What one payment or use of credit was to pay of an invoice beyond what was owed or available. The money of a payment
 * stays unallocated on the account, and credit stays available.
 */
public record Unallocated(
        @Nullable String paymentId, @Nullable String creditUseId, String invoiceId, Money amount) {

    static Unallocated of(AllocationExcess excess, CurrencyUnit currency) {
        return new Unallocated(
                excess.paymentId, excess.creditUseId, excess.invoiceId, Money.ofMinor(currency, excess.amountMinor));
    }
}
