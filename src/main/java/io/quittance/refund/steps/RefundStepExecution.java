package io.quittance.refund.steps;

import io.quittance.desk.Journal;
import io.quittance.desk.Json;
import io.quittance.event.RefundSucceededLate;
import io.quittance.invoice.ItemsOnInvoices;
import io.quittance.persistence.CreditEntry;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.LineCredit;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundPart;
import io.quittance.persistence.RefundStep;
import io.quittance.refund.RefundView;
import io.quittance.refund.steps.RefundStepPlan.FreeAgain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Books the steps of refunds. */
final class RefundStepExecution {

    private RefundStepExecution() {}

    /** Writes a step down, after the refund has taken it. */
    static void add(RefundStep.Kind what, RefundStep.ProviderAnswer said, RefundStepSnapshot opened, Journal journal) {
        var by =
                new RefundStep.Actor(journal.by().subject(), journal.by().role().group(), journal.at());
        RefundStep.of(opened.refund(), opened.steps().size() + 1, what, by, said)
                .persist();
    }

    /**
     * Reverses what a refund changed: the credit of its lines, then its parts, then its credit note.
     *
     * <p>In this order the database never sees a line that is paid above its debt, and frees only the credit note of a
     * refund that is reversed.
     */
    static void takeBack(RefundStepPlan plan, RefundStepSnapshot opened, Journal journal) {
        reverse(plan.isFree(), plan.freeCreditNoteId(), opened, journal);
        settle(plan.isFree().stream().map(FreeAgain::lineId).toList(), journal);
    }

    /** Books the opposite rows of a refund; its lines are settled afterwards. */
    static void reverse(
            List<FreeAgain> isFree, @Nullable String freeCreditNoteId, RefundStepSnapshot opened, Journal journal) {
        Refund refund = opened.refund();
        Refund.flush();
        isFree.stream()
                .filter(free -> free.credit().net().plus(free.credit().tax()).isPositive())
                .forEach(free -> LineCredit.reversed(
                                refund,
                                free.lineId(),
                                free.credit().net().getAmountMinorLong(),
                                free.credit().tax().getAmountMinorLong(),
                                journal.at())
                        .persist());
        Refund.flush();
        int number = opened.parts().size();
        for (RefundPart part : opened.parts()) {
            part.reversed(++number).persist();
        }
        if (freeCreditNoteId != null) {
            CreditNote.<CreditNote>findById(freeCreditNoteId).free(refund.id());
        }
        Refund.flush();
    }

    /** Books the success of a refund that was given up: it is refunded again, or its credit is reversed. */
    static void succeedLate(LateSuccess late, RefundStepSnapshot opened, Journal journal) {
        Refund refund = opened.refund();
        refund.succeedLate(late.overpaid().getAmountMinorLong());
        Refund.flush();
        if (late.reversedCredit().isPositive()) {
            CreditEntry.reversed(refund, late.reversedCredit().getAmountMinorLong(), journal.at())
                    .persist();
        }
        if (late.isBookedAgain()) {
            bookAgain(late.refundedAgain(), opened, journal);
        }
        journal.publish(new RefundSucceededLate(
                refund.id(),
                refund.accountId(),
                String.valueOf(refund.paymentId()),
                refund.paidOut(),
                late.reversedCredit(),
                late.overpaid()));
    }

    /** The parts first and then the credit of their lines, as when it was requested. */
    private static void bookAgain(List<FreeAgain> lines, RefundStepSnapshot opened, Journal journal) {
        Refund refund = opened.refund();
        int number = opened.parts().size();
        for (RefundPart part : opened.requested().toList()) {
            part.again(++number).persist();
        }
        if (refund.usedCreditNoteId() != null) {
            CreditNote.<CreditNote>findById(refund.usedCreditNoteId()).use(refund.id());
        }
        Refund.flush();
        credits(lines, refund.cancellationId(), journal).forEach(credit -> credit.persist());
        Refund.flush();
        settle(lines.stream().map(FreeAgain::lineId).toList(), journal);
    }

    /** The credit of lines for what is refunded of them. */
    static List<LineCredit> credits(List<FreeAgain> lines, @Nullable String cancellationId, Journal journal) {
        return lines.stream()
                .filter(line -> line.credit().net().plus(line.credit().tax()).isPositive())
                .map(line -> new LineCredit(
                        line.lineId(),
                        cancellationId,
                        line.credit().net().getAmountMinorLong(),
                        line.credit().tax().getAmountMinorLong(),
                        null,
                        journal.at()))
                .toList();
    }

    /** Ended items leave their invoices with the last balance, or come back to them. */
    static void settle(List<String> lineIds, Journal journal) {
        ItemsOnInvoices.settle(InvoiceLine.itemsOf(lineIds), journal);
    }

    /** The refund after the step. */
    static RefundAnswer answer(RefundStepSnapshot opened, Json json) {
        return new RefundAnswer(
                RefundView.of(List.of(opened.refund()), json).get(0),
                opened.money().policy().contactLine);
    }

    /**
     * The state of a refund after a step.
     *
     * @param contactLine the contact for questions about a bill
     */
    public record RefundAnswer(RefundView refund, String contactLine) {}
}
