package io.quittance.subscription.unused;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quittance.persistence.Account;
import io.quittance.persistence.InvoiceLine;
import io.quittance.settlement.NetAndTax;
import io.quittance.subscription.unused.UnusedCreditRule.UnusedCredit;
import java.time.LocalDate;
import org.joda.money.Money;

/**
 * The outcome of one invoice line when its subscription ends. Amounts include tax unless they are called net.
 *
 * @param invoiced the billed amount: {@code kept + creditedBefore + credit}
 * @param couponShare the difference that the coupon makes to the net of the unused days
 * @param credits the credit of this end: {@code refund + offset}
 * @param refund the part of the credit that was paid and is refunded
 * @param offset the part of the credit that was never paid and is no longer owed
 */
public record LineOutcome(
        @JsonUnwrapped ChargedLine line,
        Money invoiced,
        Money creditedBefore,
        Money couponShare,
        @JsonUnwrapped Credit credits,
        Money kept,
        Money refund,
        Money offset) {

    /**
     * An invoice line and the period that it charges.
     *
     */
    public record ChargedLine(
            String invoiceId, String lineId, String description, LocalDate periodFrom, LocalDate periodUntil) {

        static ChargedLine of(InvoiceLine line) {
            return new ChargedLine(line.invoiceId, line.id, line.description, line.periodFrom, line.periodUntil);
        }
    }

    /**
     * The credit of a line.
     *
     * @param creditNet before tax
     * @param credit with tax
     */
    public record Credit(Money creditNet, Money creditTax, Money credit) {

        static Credit of(NetAndTax credit, Account account) {
            return new Credit(account.money(credit.net()), account.money(credit.tax()), account.money(credit.total()));
        }
    }

    /**
     * The outcome with an amount of the refundable part that is refunded.
     *
     * @param refundMinor minor units; with a credit note it may be more than was computed
     */
    static LineOutcome of(UnusedCredit unusedCredit, long refundMinor, Account account) {
        InvoiceLine line = unusedCredit.line().line();
        long total = refundMinor + unusedCredit.offset();
        NetAndTax credit = total == unusedCredit.credit().total()
                ? unusedCredit.credit()
                : NetAndTax.of(total, unusedCredit.line().left(), line.taxRate);
        return new LineOutcome(
                ChargedLine.of(line),
                account.money(line.totalMinor()),
                account.money(line.creditedMinor()),
                account.money(unusedCredit.couponShare()),
                Credit.of(credit, account),
                account.money(line.totalMinor() - line.creditedMinor() - total),
                account.money(refundMinor),
                account.money(unusedCredit.offset()));
    }

    public String lineId() {
        return line.lineId();
    }

    /** The credit with tax. */
    public Money creditTotal() {
        return credits.credit();
    }
}
