package io.quittance.account;

import io.quittance.persistence.Billing;
import io.quittance.persistence.BillingState;
import java.time.LocalDate;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * One collection of money that is planned or done.
 *
 * @param cancellationId the closure that canceled it; absent where the billing system did
 */
public record BillingView(
        String billingId,
        String accountId,
        BillingState state,
        LocalDate plannedOn,
        Money amount,
        @Nullable String cancellationId) {

    public static BillingView of(Billing billing) {
        return new BillingView(
                billing.id,
                billing.accountId,
                billing.state(),
                billing.plannedOn,
                Money.ofMinor(CurrencyUnit.of(billing.currency), billing.amountMinor),
                billing.cancellationId());
    }
}
