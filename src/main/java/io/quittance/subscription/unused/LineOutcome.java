package io.quittance.subscription.unused;

import io.quittance.persistence.Account;
import io.quittance.persistence.InvoiceLine;
import io.quittance.settlement.NetAndTax;
import io.quittance.subscription.unused.UnusedCreditRule.UnusedCredit;
import java.time.LocalDate;
import org.joda.money.Money;

/**
 * What becomes of one invoice line when its subscription ends. Amounts are with tax, where they are not said to be net.
 *
 * @param periodUntil first day not billed
 * @param invoiced what was billed: {@code kept + creditedBefore + credit}
 * @param creditNet of the credit, before tax
 * @param couponShare how much more the net of the days not used would be without the coupon
 * @param credit what need not be paid, or was paid and goes back: {@code refund + offset}
 * @param refund what goes back of what was paid
 * @param offset what was never paid and need not be any more
 */
public record LineOutcome(
        String invoiceId,
        String lineId,
        String description,
        LocalDate periodFrom,
        LocalDate periodUntil,
        Money invoiced,
        Money creditedBefore,
        Money couponShare,
        Money creditNet,
        Money creditTax,
        Money credit,
        Money kept,
        Money refund,
        Money offset) {

    /**
     * The outcome where so much of the refundable part goes back.
     *
     * @param refundMinor minor units; with a credit note it may be more than was computed
     */
    static LineOutcome of(UnusedCredit unusedCredit, long refundMinor, Account account) {
        InvoiceLine line = unusedCredit.line().line();
        long total = refundMinor + unusedCredit.offset();
        NetAndTax credit = total == unusedCredit.credit().total()
                ? unusedCredit.credit()
                : NetAndTax.of(total, unusedCredit.line().left());
        return new LineOutcome(
                line.invoiceId,
                line.id,
                line.description,
                line.periodFrom,
                line.periodUntil,
                account.money(line.totalMinor()),
                account.money(line.creditedMinor()),
                account.money(unusedCredit.couponShare()),
                account.money(credit.net()),
                account.money(credit.tax()),
                account.money(total),
                account.money(line.totalMinor() - line.creditedMinor() - total),
                account.money(refundMinor),
                account.money(unusedCredit.offset()));
    }
}
