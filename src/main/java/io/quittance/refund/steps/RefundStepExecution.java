package io.quittance.refund.steps;

import io.quittance.desk.Journal;
import io.quittance.desk.Json;
import io.quittance.invoice.ItemsOnInvoices;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.LineCredit;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundPart;
import io.quittance.persistence.RefundStep;
import io.quittance.refund.RefundView;
import io.quittance.refund.steps.RefundStepPlan.FreeAgain;
import java.util.List;

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
        Refund refund = opened.refund();
        Refund.flush();
        plan.isFree().stream()
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
        if (plan.freeCreditNoteId() != null) {
            CreditNote.<CreditNote>findById(plan.freeCreditNoteId()).free(refund.id());
        }
        Refund.flush();
        settle(plan.isFree().stream().map(FreeAgain::lineId).toList(), journal);
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
