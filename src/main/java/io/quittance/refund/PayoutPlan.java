package io.quittance.refund;

import static java.util.stream.Collectors.groupingBy;

import io.quittance.persistence.CreditNote;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.RefundDestination;
import io.quittance.refund.Due.Piece;
import io.quittance.refund.Payout.NoteUsed;
import io.quittance.refund.Payout.Offset;
import io.quittance.refund.Payout.Part;
import io.quittance.refund.Payout.Way;
import io.quittance.settlement.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans the ways of a payout: which payment gives back what, the fee, and what an offset pays. */
public final class PayoutPlan {

    private final List<Due> due;
    private final AccountMoney money;

    private PayoutPlan(List<Due> due, AccountMoney money) {
        this.due = due;
        this.money = money;
    }

    /** Nothing goes back. */
    public static Payout nothing(AccountMoney money) {
        return new PayoutPlan(List.of(), money).by(RefundDestination.AVAILABLE_CREDITS);
    }

    /** The amounts that are due go to one destination. */
    public static Payout by(RefundDestination destination, List<Due> due, AccountMoney money) {
        return new PayoutPlan(due, money).by(destination);
    }

    /**
     * A credit note is the refund; no fee is taken, since nothing is paid.
     *
     * @param computedMinor what would have been refunded without it
     */
    public static Payout asOn(CreditNote note, long computedMinor, List<Due> due, AccountMoney money) {
        var plan = new PayoutPlan(due, money);
        List<Way> ways = plan.ways(RefundDestination.CREDIT_NOTE, note.id, 0);
        var used = new NoteUsed(
                note.id,
                money.account().money(note.amountMinor),
                money.account().money(note.amountMinor - computedMinor));
        return plan.of(ways, 0, List.of(), used);
    }

    private Payout by(RefundDestination destination) {
        long fee = Math.min(money.adminFeeMinor(), total());
        List<Way> ways = ways(destination, null, fee);
        List<Offset> offsets =
                destination == RefundDestination.OFFSET ? offsets(total() - fee, lineIds(), money) : List.of();
        return of(ways, fee, offsets, null);
    }

    private long total() {
        return due.stream().mapToLong(Due::minor).sum();
    }

    private Payout of(List<Way> ways, long fee, List<Offset> offsets, @Nullable NoteUsed note) {
        long offset = offsets.stream()
                .mapToLong(each -> each.amount().getAmountMinorLong())
                .sum();
        long spendable = ways.stream()
                .filter(way -> way.destination() == RefundDestination.AVAILABLE_CREDITS
                        || way.destination() == RefundDestination.OFFSET)
                .mapToLong(way -> way.paidOut().getAmountMinorLong())
                .sum();
        return new Payout(
                money.account().money(total()),
                money.account().money(fee),
                money.account().money(total() - fee),
                ways,
                offsets,
                money.account().money(spendable - offset),
                note);
    }

    /** What goes back to its payment goes there payment by payment; what credit has paid becomes credit again. */
    private List<Way> ways(RefundDestination destination, @Nullable String noteId, long fee) {
        Map<String, List<Piece>> groups = due.stream()
                .flatMap(each -> each.pieces().stream())
                .collect(groupingBy(
                        piece -> destination == RefundDestination.ORIGINAL_PAYMENT
                                ? Objects.requireNonNullElse(piece.paymentId(), "")
                                : "",
                        LinkedHashMap::new,
                        Collectors.toList()));
        List<Long> amounts = groups.values().stream()
                .map(pieces -> pieces.stream().mapToLong(Piece::minor).sum())
                .toList();
        List<Long> fees = Split.of(fee, amounts);
        var ways = new ArrayList<Way>();
        groups.forEach((payment, pieces) -> {
            int i = ways.size();
            boolean byCredit = destination == RefundDestination.ORIGINAL_PAYMENT && payment.isEmpty();
            ways.add(new Way(
                    byCredit ? RefundDestination.AVAILABLE_CREDITS : destination,
                    payment.isEmpty() ? null : payment,
                    noteId,
                    money.account().money(amounts.get(i)),
                    money.account().money(fees.get(i)),
                    money.account().money(amounts.get(i) - fees.get(i)),
                    pieces.stream()
                            .map(piece -> new Part(
                                    piece.paymentId(),
                                    piece.lineId(),
                                    money.account().money(piece.minor())))
                            .toList()));
        });
        return List.copyOf(ways);
    }

    private Set<@Nullable String> lineIds() {
        return due.stream().map(Due::lineId).collect(Collectors.toSet());
    }

    /** Pays what the account owes on other lines, those due first in front. */
    static List<Offset> offsets(long minor, Set<@Nullable String> own, AccountMoney money) {
        var offsets = new ArrayList<Offset>();
        long left = minor;
        for (InvoiceLine line : money.owed()) {
            long part = own.contains(line.id) ? 0 : Math.min(left, line.outstandingMinor());
            if (part > 0) {
                offsets.add(new Offset(line.invoiceId, line.id, money.account().money(part)));
                left -= part;
            }
        }
        return List.copyOf(offsets);
    }
}
