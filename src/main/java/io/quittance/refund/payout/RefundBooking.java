package io.quittance.refund.payout;

import io.quittance.desk.Journal;
import io.quittance.event.Event;
import io.quittance.event.RefundApprovalRequested;
import io.quittance.event.RefundPending;
import io.quittance.event.RefundSucceeded;
import io.quittance.invoice.ItemsOnInvoices;
import io.quittance.persistence.CreditApplication;
import io.quittance.persistence.CreditEntry;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.LineCredit;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundDestination;
import io.quittance.persistence.RefundPart;
import io.quittance.persistence.RefundState;
import io.quittance.refund.payout.Payout.Offset;
import io.quittance.refund.payout.Payout.Part;
import io.quittance.refund.payout.Payout.RefundRoute;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Books a payout: its refunds with their parts, what they offset, and what becomes spendable. */
public final class RefundBooking {

    private RefundBooking() {}

    /**
     * Books all of it, and then what the lines are credited. The account is locked.
     *
     * <p>The refund is booked before the credit of its line: the database never sees a line that is paid above its
     * debt.
     *
     * @return the refunds, in the order of the ways
     */
    public static List<Refund> book(
            Payout payout, List<LineCredit> credits, Refund.Occasion occasion, Journal journal) {
        List<Refund> refunds = payout.routes().stream()
                .map(way -> refund(way, payout, occasion, journal))
                .toList();
        Refund.flush();
        credits.forEach(credit -> credit.persist());
        Refund.flush();
        Set<String> lines = Stream.concat(
                        credits.stream().map(credit -> credit.lineId),
                        (occasion.needsApproval() ? List.<Offset>of() : payout.offsets())
                                .stream().map(Offset::lineId))
                .collect(Collectors.toSet());
        ItemsOnInvoices.settle(InvoiceLine.itemsOf(lines), journal);
        return refunds;
    }

    private static Refund refund(RefundRoute way, Payout payout, Refund.Occasion occasion, Journal journal) {
        Refund refund = Refund.open(
                occasion,
                new Refund.Route(
                        way.destination(),
                        way.paymentId(),
                        way.creditNoteId(),
                        way.amount().getAmountMinorLong(),
                        way.adminFee().getAmountMinorLong(),
                        way.amount().getCurrencyUnit().getCode(),
                        payout.override() == null
                                ? null
                                : new Refund.CreditNoteOverride(
                                        payout.override().creditNoteId(),
                                        payout.override().overrideReason())),
                journal.at());
        parts(refund, way.parts());
        if (refund.usedCreditNoteId() != null) {
            CreditNote.<CreditNote>findById(refund.usedCreditNoteId()).use(refund.id());
        }
        if (refund.state() == RefundState.PENDING_APPROVAL) {
            journal.publish(new RefundApprovalRequested(
                    refund.id(), refund.accountId(), refund.destination().name(), way.amount(), refund.requestedBy()));
        } else {
            carryOut(refund, payout.offsets(), journal);
        }
        return refund;
    }

    private static void parts(Refund refund, List<Part> parts) {
        int number = 0;
        for (Part part : parts) {
            boolean ofNote = part.paymentId() == null && part.lineId() == null;
            new RefundPart(
                            refund.id(),
                            ++number,
                            part.paymentId(),
                            part.lineId(),
                            ofNote ? refund.ofCreditNoteId() : null,
                            part.amount().getAmountMinorLong())
                    .persist();
        }
    }

    /** Books the available credit and the offsets, and publishes the events. */
    public static void carryOut(Refund refund, List<Offset> offsets, Journal journal) {
        switch (refund.destination()) {
            case AVAILABLE_CREDITS -> credit(refund, refund.paidOutMinor(), journal);
            case OFFSET -> {
                offsets.forEach(offset -> CreditApplication.ofRefund(
                                refund.id(), offset.lineId(), offset.amount().getAmountMinorLong())
                        .persist());
                long paid = offsets.stream()
                        .mapToLong(offset -> offset.amount().getAmountMinorLong())
                        .sum();
                credit(refund, refund.paidOutMinor() - paid, journal);
            }
            case CREDIT_NOTE, ORIGINAL_PAYMENT, OFFLINE, PENALTY -> {}
        }
        if (refund.destination() != RefundDestination.PENALTY) {
            // The penalty is not refunded, and has an event of its own.
            journal.publish(told(refund));
        }
    }

    /** The event of a refund that is carried out. */
    public static Event told(Refund refund) {
        return refund.state() == RefundState.PENDING
                ? new RefundPending(
                        refund.id(),
                        refund.accountId(),
                        String.valueOf(refund.paymentId()),
                        refund.paidOut(),
                        refund.attempt(),
                        refund.dueBy())
                : new RefundSucceeded(
                        refund.id(), refund.accountId(), refund.destination().name(), refund.paidOut());
    }

    private static void credit(Refund refund, long minor, Journal journal) {
        if (minor > 0) {
            CreditEntry.ofRefund(refund, minor, journal.at()).persist();
        }
    }
}
