package io.quittance.refund.payout;

import io.quittance.persistence.CreditNote;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.RefundDestination;
import io.quittance.refund.payout.Payout.NoteUsed;
import io.quittance.refund.payout.Payout.Offset;
import io.quittance.refund.payout.Payout.Part;
import io.quittance.refund.payout.Payout.RefundRoute;
import io.quittance.refund.payout.RefundShare.SourceShare;
import io.quittance.settlement.Split;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans the routes of a payout: which payment gives back what, the fee, and what an offset pays. */
public final class PayoutPlan {

    private final List<RefundShare> due;
    private final AccountMoney money;

    private PayoutPlan(List<RefundShare> due, AccountMoney money) {
        this.due = due;
        this.money = money;
    }

    /** The payout without any refund. */
    public static Payout nothing(AccountMoney money) {
        return by(RefundDestination.AVAILABLE_CREDITS, List.of(), money);
    }

    /** The amounts that are due go to one destination. */
    public static Payout by(RefundDestination destination, List<RefundShare> due, AccountMoney money) {
        return by(destination, due, 0, money);
    }

    /** The same, after what is kept of them against penalties, which are paid first; no fee is taken of that. */
    public static Payout by(
            RefundDestination destination, List<RefundShare> due, long penaltyMinor, AccountMoney money) {
        var plan = new PayoutPlan(due, money);
        var left = new ArrayDeque<SourceShare>(plan.shares());
        List<SourceShare> kept = take(Math.min(penaltyMinor, plan.total()), left);
        return plan.paid(List.of(
                new DestinationPart(RefundDestination.PENALTY, kept),
                new DestinationPart(destination, List.copyOf(left))));
    }

    /** The amounts that are due are shared out over several destinations, and add up to them; the fee is taken once. */
    public static Payout over(List<DestinationShare> shares, List<RefundShare> due, AccountMoney money) {
        var plan = new PayoutPlan(due, money);
        return plan.paid(plan.portions(shares));
    }

    /**
     * A credit note is the refund; no fee is taken, since nothing is paid.
     *
     * @param computedMinor what would be refunded without the note
     */
    public static Payout asOn(CreditNote note, long computedMinor, List<RefundShare> due, AccountMoney money) {
        var plan = new PayoutPlan(due, money);
        List<RefundRoute> routes =
                plan.routes(List.of(new DestinationPart(RefundDestination.CREDIT_NOTE, plan.shares())), note.id, 0);
        var used = new NoteUsed(
                note.id,
                money.account().money(note.amountMinor),
                money.account().money(note.amountMinor - computedMinor));
        return plan.of(routes, 0, List.of(), used);
    }

    private Payout paid(List<DestinationPart> portions) {
        long fee = Math.min(money.adminFeeMinor(), total() - penalty(portions));
        List<RefundRoute> routes = routes(portions, null, fee);
        long offset = routes.stream()
                .filter(way -> way.destination() == RefundDestination.OFFSET)
                .mapToLong(way -> way.paidOut().getAmountMinorLong())
                .sum();
        return of(routes, fee, offsets(offset, lineIds(), money), null);
    }

    /** The part deducted for penalties. */
    private static long penalty(List<DestinationPart> portions) {
        return portions.stream()
                .filter(portion -> portion.destination() == RefundDestination.PENALTY)
                .flatMap(portion -> portion.shares().stream())
                .mapToLong(SourceShare::minor)
                .sum();
    }

    private long total() {
        return due.stream().mapToLong(RefundShare::minor).sum();
    }

    private List<SourceShare> shares() {
        return due.stream().flatMap(each -> each.shares().stream()).toList();
    }

    /** The shares that go to one destination. */
    private record DestinationPart(RefundDestination destination, List<SourceShare> shares) {}

    /**
     * Shares that return to their payment are taken first, from the sources that payments have paid; the others follow
     * in their order.
     */
    private List<DestinationPart> portions(List<DestinationShare> shares) {
        var left = new ArrayDeque<SourceShare>();
        shares().stream().filter(share -> share.paymentId() != null).forEach(left::add);
        shares().stream().filter(share -> share.paymentId() == null).forEach(left::add);
        return shares.stream()
                .sorted(Comparator.comparing(share -> share.destination() != RefundDestination.ORIGINAL_PAYMENT))
                .map(share -> new DestinationPart(
                        share.destination(), take(share.amount().getAmountMinorLong(), left)))
                .toList();
    }

    private static List<SourceShare> take(long minor, Deque<SourceShare> left) {
        var shares = new ArrayList<SourceShare>();
        long open = minor;
        while (open > 0) {
            SourceShare next = left.remove();
            long part = Math.min(open, next.minor());
            shares.add(next.of(part));
            if (part < next.minor()) {
                left.addFirst(next.of(next.minor() - part));
            }
            open -= part;
        }
        return shares;
    }

    private Payout of(List<RefundRoute> routes, long fee, List<Offset> offsets, @Nullable NoteUsed note) {
        long offset = offsets.stream()
                .mapToLong(each -> each.amount().getAmountMinorLong())
                .sum();
        long penalty = routes.stream()
                .filter(way -> way.destination() == RefundDestination.PENALTY)
                .mapToLong(way -> way.amount().getAmountMinorLong())
                .sum();
        long spendable = routes.stream()
                .filter(way -> way.destination() == RefundDestination.AVAILABLE_CREDITS
                        || way.destination() == RefundDestination.OFFSET)
                .mapToLong(way -> way.paidOut().getAmountMinorLong())
                .sum();
        return new Payout(
                money.account().money(total()),
                new Payout.Deductions(
                        money.account().money(fee), money.account().money(penalty)),
                money.account().money(total() - penalty - fee),
                routes,
                offsets,
                money.account().money(spendable - offset),
                note,
                null);
    }

    /** One destination, and the payment that is its way. */
    private record Target(
            RefundDestination destination, @Nullable String paymentId) {}

    /** Refunds to the original payment are made payment by payment; what credit has paid becomes credit again. */
    private List<RefundRoute> routes(List<DestinationPart> portions, @Nullable String noteId, long fee) {
        var groups = new LinkedHashMap<Target, List<SourceShare>>();
        portions.forEach(portion -> portion.shares()
                .forEach(share -> groups.computeIfAbsent(target(portion.destination(), share), to -> new ArrayList<>())
                        .add(share)));
        List<Long> amounts = groups.values().stream()
                .map(shares -> shares.stream().mapToLong(SourceShare::minor).sum())
                .toList();
        List<Long> goesBack = groups.entrySet().stream()
                .map(group -> group.getKey().destination() == RefundDestination.PENALTY
                        ? 0
                        : group.getValue().stream()
                                .mapToLong(SourceShare::minor)
                                .sum())
                .toList();
        List<Long> fees = Split.of(fee, goesBack);
        var routes = new ArrayList<RefundRoute>();
        groups.forEach((to, shares) -> {
            int i = routes.size();
            routes.add(new RefundRoute(
                    to.destination(),
                    to.paymentId(),
                    noteId,
                    money.account().money(amounts.get(i)),
                    money.account().money(fees.get(i)),
                    money.account().money(goesBack.get(i) - fees.get(i)),
                    shares.stream()
                            .map(share -> new Part(
                                    share.paymentId(),
                                    share.lineId(),
                                    money.account().money(share.minor())))
                            .toList()));
        });
        return List.copyOf(routes);
    }

    private static Target target(RefundDestination destination, SourceShare share) {
        if (destination != RefundDestination.ORIGINAL_PAYMENT) {
            return new Target(destination, null);
        }
        return share.paymentId() == null
                ? new Target(RefundDestination.AVAILABLE_CREDITS, null)
                : new Target(destination, share.paymentId());
    }

    private Set<@Nullable String> lineIds() {
        return due.stream().map(RefundShare::lineId).collect(Collectors.toSet());
    }

    /** Pays what the account owes on other lines, those due first in front. */
    public static List<Offset> offsets(long minor, Set<@Nullable String> own, AccountMoney money) {
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
