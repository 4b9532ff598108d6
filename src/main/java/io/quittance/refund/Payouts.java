package io.quittance.refund;

import io.quittance.desk.Journal;
import io.quittance.event.Event;
import io.quittance.event.RefundPending;
import io.quittance.event.RefundSucceeded;
import io.quittance.intake.ItemsOnInvoices;
import io.quittance.persistence.CreditApplication;
import io.quittance.persistence.CreditEntry;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.LineCredit;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundPart;
import io.quittance.persistence.RefundState;
import io.quittance.refund.Payout.Part;
import io.quittance.refund.Payout.Way;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Books a payout: its refunds with their parts, what they offset, and what becomes spendable. */
public final class Payouts {

    private Payouts() {}

    /**
     * Books all of it, and then what the lines are credited. The account is locked.
     *
     * <p>Money goes back before its line is credited: the database never sees a line that is paid above what is owed.
     *
     * @return the refunds, in the order of the ways
     */
    public static List<Refund> book(
            Payout payout, List<LineCredit> credits, Refund.Occasion occasion, Journal journal) {
        List<Refund> refunds = payout.ways().stream()
                .map(way -> refund(way, payout, occasion, journal))
                .toList();
        Refund.flush();
        credits.forEach(credit -> credit.persist());
        Refund.flush();
        Set<String> lines = Stream.concat(
                        credits.stream().map(credit -> credit.lineId),
                        payout.offsets().stream().map(Payout.Offset::lineId))
                .collect(Collectors.toSet());
        ItemsOnInvoices.settle(InvoiceLine.itemsOf(lines), journal);
        return refunds;
    }

    private static Refund refund(Way way, Payout payout, Refund.Occasion occasion, Journal journal) {
        Refund refund = Refund.open(
                occasion,
                new Refund.Way(
                        way.destination(),
                        way.paymentId(),
                        way.creditNoteId(),
                        way.amount().getAmountMinorLong(),
                        way.adminFee().getAmountMinorLong(),
                        way.amount().getCurrencyUnit().getCode()),
                journal.at());
        parts(refund, way.parts());
        spend(refund, way, payout, journal);
        journal.tell(told(refund, way));
        return refund;
    }

    private static void parts(Refund refund, List<Part> parts) {
        int number = 0;
        for (Part part : parts) {
            new RefundPart(
                            refund.id(),
                            ++number,
                            part.paymentId(),
                            part.lineId(),
                            part.amount().getAmountMinorLong())
                    .persist();
        }
    }

    private static void spend(Refund refund, Way way, Payout payout, Journal journal) {
        switch (way.destination()) {
            case CREDIT_NOTE ->
                CreditNote.<CreditNote>findById(String.valueOf(way.creditNoteId()))
                        .use(refund.id());
            case AVAILABLE_CREDITS -> credit(refund, way.paidOut().getAmountMinorLong(), journal);
            case OFFSET -> {
                payout.offsets().forEach(offset -> CreditApplication.ofRefund(
                                refund.id(), offset.lineId(), offset.amount().getAmountMinorLong())
                        .persist());
                credit(refund, payout.availableCredits().getAmountMinorLong(), journal);
            }
            case ORIGINAL_PAYMENT, OFFLINE -> {}
        }
    }

    private static Event told(Refund refund, Way way) {
        return refund.state() == RefundState.PENDING
                ? new RefundPending(refund.id(), refund.accountId(), String.valueOf(refund.paymentId()), way.paidOut())
                : new RefundSucceeded(
                        refund.id(), refund.accountId(), refund.destination().name(), way.paidOut());
    }

    private static void credit(Refund refund, long minor, Journal journal) {
        if (minor > 0) {
            CreditEntry.ofRefund(refund, minor, journal.at()).persist();
        }
    }
}
