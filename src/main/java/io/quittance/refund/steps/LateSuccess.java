package io.quittance.refund.steps;

import io.quittance.invoice.PaidLine;
import io.quittance.persistence.Account;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundPart;
import io.quittance.persistence.RefundState;
import io.quittance.refund.payout.TaxedAmount;
import io.quittance.refund.steps.RefundStepPlan.FreeAgain;
import io.quittance.settlement.NetAndTax;
import java.util.List;
import java.util.Objects;
import org.joda.money.Money;

/**
 * What follows if a refund succeeds that was given up before; all amounts in its currency.
 *
 * <p>The money has reached the customer. If it had become available credit, as much of that is reversed as is unspent.
 * If a refund by itself was canceled and nothing was done with its money since, it is refunded as it was requested. What
 * remains is overpaid.
 *
 * @param reversedCredit the available credit that is reversed
 * @param overpaid what the customer has now received too much
 * @param refundedAgain the amount of each line that is refunded and credited as before the cancellation
 */
record LateSuccess(Money reversedCredit, Money overpaid, List<FreeAgain> refundedAgain, boolean isBookedAgain) {

    static LateSuccess of(RefundStepSnapshot opened) {
        Refund refund = opened.refund();
        Account account = opened.money().account();
        long paidOut = refund.paidOutMinor();
        if (refund.state() == RefundState.CANCELED && refund.cancellationId() == null && isFree(opened)) {
            return new LateSuccess(account.money(0), account.money(0), lines(opened), true);
        }
        boolean becameCredit = refund.state() == RefundState.CANCELED && refund.cancellationId() != null;
        long taken = becameCredit ? Math.min(paidOut, opened.availableMinor()) : 0;
        return new LateSuccess(account.money(taken), account.money(paidOut - taken), List.of(), false);
    }

    /** Returns true if everything that the refund consisted of can still be refunded. */
    private static boolean isFree(RefundStepSnapshot opened) {
        boolean noteIsFree = opened.refund().usedCreditNoteId() == null
                || opened.money().notes().issued().stream()
                        .filter(CreditNote::isUsable)
                        .anyMatch(note -> note.id.equals(opened.refund().usedCreditNoteId()));
        boolean linesAreFree = opened.lines().stream()
                .allMatch(paid -> opened.requestedOfLine(paid.line().id)
                        <= Math.min(paid.left().total(), paid.refundableMinor()));
        return noteIsFree && linesAreFree && opened.requested().allMatch(part -> isFree(part, opened));
    }

    private static boolean isFree(RefundPart part, RefundStepSnapshot opened) {
        if (part.creditNoteId != null) {
            return true;
        }
        if (part.lineId == null) {
            return part.amountMinor <= opened.unallocatedMinor();
        }
        return opened.lines().stream()
                .filter(paid -> paid.line().id.equals(part.lineId))
                .flatMap(paid -> paid.sources().stream())
                .anyMatch(source -> Objects.equals(source.paymentId(), part.paymentId)
                        && part.amountMinor <= source.refundableMinor());
    }

    private static List<FreeAgain> lines(RefundStepSnapshot opened) {
        return opened.lines().stream().map(paid -> again(paid, opened)).toList();
    }

    private static FreeAgain again(PaidLine paid, RefundStepSnapshot opened) {
        InvoiceLine line = paid.line();
        long minor = opened.requestedOfLine(line.id);
        NetAndTax credit = NetAndTax.of(minor, paid.left(), line.taxRate);
        return new FreeAgain(
                line.id, TaxedAmount.of(minor, credit, opened.money().account()));
    }
}
