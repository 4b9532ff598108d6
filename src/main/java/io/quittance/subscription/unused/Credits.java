package io.quittance.subscription.unused;

import io.quittance.cancellation.Receipts;
import io.quittance.desk.Journal;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.LineCredit;
import io.quittance.persistence.Refund;
import io.quittance.refund.payout.Consequences;
import io.quittance.refund.payout.RefundBooking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** Books the credits for unused days, and their refund. */
@ApplicationScoped
public class Credits {

    private final Receipts receipts;

    Credits(Receipts receipts) {
        this.receipts = receipts;
    }

    /** The credits of an end from a day on. */
    public static Stream<LineCredit> of(
            Cancellation cancellation, List<LineOutcome> lines, LocalDate unusedFrom, Journal journal) {
        return lines.stream()
                .filter(line -> line.creditTotal().isPositive())
                .map(line -> new LineCredit(
                        line.lineId(),
                        cancellation.id(),
                        line.credits().creditNet().getAmountMinorLong(),
                        line.credits().creditTax().getAmountMinorLong(),
                        unusedFrom,
                        journal.at()));
    }

    /** Books it in the name of a cancellation. */
    public void book(EndRefund refund, List<LineCredit> credits, Cancellation cancellation, Journal journal) {
        var occasion = new Refund.Occasion(
                cancellation.accountId(),
                cancellation.id(),
                null,
                false,
                journal.toJson(receipts.of(cancellation, journal.at()).reason()),
                journal.by().subject(),
                Consequences.lastDayDue(refund.consequences()),
                null);
        RefundBooking.book(refund.payout(), credits, occasion, journal);
    }
}
