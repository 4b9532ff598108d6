package io.quittance.refund;

import io.quittance.desk.Journal;
import io.quittance.event.Event;
import io.quittance.event.RefundPending;
import io.quittance.event.RefundSucceeded;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.CreditApplication;
import io.quittance.persistence.CreditEntry;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundPart;
import io.quittance.persistence.RefundState;
import io.quittance.refund.Payout.Part;
import io.quittance.refund.Payout.Way;
import java.util.ArrayList;
import java.util.List;

/** Books a payout: its refunds with their parts, what they offset, and what becomes spendable. */
public final class Payouts {

    private Payouts() {}

    /**
     * Books all of it. The account is locked.
     *
     * @return the refunds, in the order of the ways
     */
    public static List<Refund> book(Payout payout, Refund.Occasion occasion, Journal journal) {
        var refunds = new ArrayList<Refund>();
        for (Way way : payout.ways()) {
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
            refunds.add(refund);
            parts(refund, way.parts());
            spend(refund, way, payout, journal);
            journal.tell(told(refund, way));
        }
        // What credits a line comes after this, and only where it was given back before.
        BillingItem.flush();
        return refunds;
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
