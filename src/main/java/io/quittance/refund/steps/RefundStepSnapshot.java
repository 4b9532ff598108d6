package io.quittance.refund.steps;

import static io.quittance.call.RefusalReason.REFUND_NOT_FOUND;

import io.quittance.call.Refusal;
import io.quittance.desk.AccountLocks;
import io.quittance.invoice.PaidLine;
import io.quittance.persistence.Account;
import io.quittance.persistence.CreditBalance;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.Payment;
import io.quittance.persistence.PaymentAllocation;
import io.quittance.persistence.ReasonCategory;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundDestination;
import io.quittance.persistence.RefundPart;
import io.quittance.persistence.RefundState;
import io.quittance.persistence.RefundStep;
import io.quittance.refund.payout.AccountMoney;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A loaded refund with its parts and steps.
 *
 * @param parts its refunded parts, and what of them was reversed
 * @param lines those that it gives something back of
 * @param steps its steps so far
 * @param availableMinor the account's available credit, in minor units
 * @param unallocatedMinor of the payment that it was to return to, what no line has taken and is not refunded, in minor
 *     units; 0 unless the refund was canceled
 * @param wentBack the payments that it refunds and that went back by the bank, so that both together are more than was paid
 */
record RefundStepSnapshot(
        AccountMoney money,
        Refund refund,
        List<RefundPart> parts,
        List<PaidLine> lines,
        List<RefundStep> steps,
        long availableMinor,
        long unallocatedMinor,
        Set<String> wentBack) {

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
                refund.destination() == RefundDestination.OFFSET
                        ? InvoiceLine.undisputedOwedBy(account.id)
                        : List.of());
        return new RefundStepSnapshot(
                money.withCause(refund.isOwed() ? ReasonCategory.WITHDRAWAL : ReasonCategory.ORDINARY),
                refund,
                parts,
                PaidLine.of(InvoiceLine.list("id in ?1 order by invoiceId, id", lines)),
                RefundStep.of(List.of(id)),
                CreditBalance.of(account.id),
                refund.state() == RefundState.CANCELED && refund.paymentId() != null
                        ? unallocated(refund.paymentId())
                        : 0,
                Payment.overdrawn(parts.stream()
                        .map(part -> part.paymentId)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet())));
    }

    private static long unallocated(String paymentId) {
        long allocated = PaymentAllocation.<PaymentAllocation>list("paymentId", paymentId).stream()
                .mapToLong(PaymentAllocation::leftMinor)
                .sum();
        return Math.max(0, Payment.<Payment>findById(paymentId).leftMinor() - allocated);
    }

    /** The parts as they were requested: those before the first reversal. */
    Stream<RefundPart> requested() {
        return parts.stream().takeWhile(part -> part.amountMinor > 0);
    }

    /** The amount that was to be refunded of a line, in minor units. */
    long requestedOfLine(String lineId) {
        return requested()
                .filter(part -> lineId.equals(part.lineId))
                .mapToLong(part -> part.amountMinor)
                .sum();
    }

    /** The amount refunded of a line, in minor units. */
    long ofLine(String lineId) {
        return parts.stream()
                .filter(part -> lineId.equals(part.lineId))
                .mapToLong(part -> part.amountMinor)
                .sum();
    }
}
