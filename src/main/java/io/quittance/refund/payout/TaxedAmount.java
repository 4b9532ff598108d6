package io.quittance.refund.payout;

import io.quittance.persistence.Account;
import io.quittance.settlement.NetAndTax;
import org.joda.money.Money;

/**
 * An amount of an invoice line, and what that changes of the line's credit.
 *
 * @param amount with tax
 * @param net credited or no longer credited, before tax
 * @param tax on {@code net}
 */
public record TaxedAmount(Money amount, Money net, Money tax) {

    public static TaxedAmount of(long minor, NetAndTax credit, Account account) {
        return new TaxedAmount(account.money(minor), account.money(credit.net()), account.money(credit.tax()));
    }
}
