package io.quittance.refund.steps;

import static io.quittance.call.RefusalReason.REFUND_NOT_FOUND;

import io.quittance.call.Refusal;
import io.quittance.desk.AccountLocks;
import io.quittance.invoice.PaidLine;
import io.quittance.persistence.Account;
import io.quittance.persistence.CreditBalance;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.ReasonCategory;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundDestination;
import io.quittance.persistence.RefundPart;
import io.quittance.persistence.RefundStep;
import io.quittance.refund.payout.AccountMoney;
import java.util.List;
import java.util.Objects;

/**
 * A loaded refund with its parts and steps.
 *
 * @param parts its refunded parts, and what of them was reversed
 * @param lines those that it gives something back of
 * @param steps its steps so far
 * @param availableMinor the account's available credit, in minor units
 */
record RefundStepSnapshot(
        AccountMoney money,
        Refund refund,
        List<RefundPart> parts,
        List<PaidLine> lines,
        List<RefundStep> steps,
        long availableMinor) {

    /** Loads a refund; its account is locked. */
    static RefundStepSnapshot load(String id, AccountLocks locks) {
        Account account =
                locks.account(Refund.accountOf(id), () -> Refusal.of(REFUND_NOT_FOUND, "There is no refund %s.", id));
        Refund refund = Refund.findById(id);
        List<RefundPart> parts = RefundPart.of(List.of(id));
        List<String> lines = parts.stream()
                .map(part -> part.lineId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        AccountMoney money = AccountMoney.load(
                account,
                refund.usedCreditNoteId(),
                AccountMoney.Costs.load(account),
                refund.destination() == RefundDestination.OFFSET ? InvoiceLine.owedBy(account.id) : List.of());
        return new RefundStepSnapshot(
                money.withCause(refund.isOwed() ? ReasonCategory.WITHDRAWAL : ReasonCategory.ORDINARY),
                refund,
                parts,
                PaidLine.of(InvoiceLine.list("id in ?1 order by invoiceId, id", lines)),
                RefundStep.of(List.of(id)),
                CreditBalance.of(account.id));
    }

    /** The amount refunded of a line, in minor units. */
    long ofLine(String lineId) {
        return parts.stream()
                .filter(part -> lineId.equals(part.lineId))
                .mapToLong(part -> part.amountMinor)
                .sum();
    }
}
