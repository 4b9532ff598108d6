package io.quittance.sequences;

import static io.quittance.call.RefusalReason.CREDIT_NOTE_EXISTS;
import static io.quittance.call.RefusalReason.CREDIT_NOTE_NOT_USABLE;
import static io.quittance.call.RefusalReason.OVERRIDE_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.REFUNDS_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.REFUND_EXCEEDS_PAYMENT;

import io.quittance.call.Role;
import io.quittance.sequences.ExpectedLine.Paid;
import io.quittance.sequences.ExpectedRefund.ExpectedPart;
import io.quittance.sequences.ExpectedRefund.Way;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How money goes back: who has paid gets it, in proportion, by the ways that are asked for, and once. */
final class Paying {

    private final World world;

    Paying(World world) {
        this.world = world;
    }

    /** What goes to one destination. */
    record Share(String destination, long amount) {}

    /** What is to be paid: by which ways, and whether a second person has to say so. */
    record ExpectedPayout(List<Way> ways, boolean needsApproval) {

        static final ExpectedPayout NOTHING = new ExpectedPayout(List.of(), false);
    }

    /** A note that is given must be there to use. */
    static void mustBeUsable(ExpectedNote note) {
        Objection.when(note.usedBy != null, CREDIT_NOTE_NOT_USABLE);
    }

    /**
     * Whether it may be paid by money, and not by a note that says so already.
     *
     * @return whether it is paid besides a note
     */
    boolean mayPay(Customer customer, Predicate<ExpectedNote> names, @Nullable String overrideReason, Role role) {
        Objection.when(!world.switches.allowRefund, REFUNDS_NOT_ALLOWED);
        boolean issued = world.notes.values().stream()
                .filter(note -> note.customer == customer && note.blocks())
                .anyMatch(names);
        Objection.when(issued && overrideReason == null, CREDIT_NOTE_EXISTS);
        Objection.when(issued && role != Role.BILLING_ADMIN, OVERRIDE_NOT_ALLOWED);
        return issued;
    }

    /** Amounts brought to what a note says: less in proportion, or more as far as was paid. */
    static List<Long> asOn(ExpectedNote note, List<Long> amounts, List<Long> held) {
        Objection.when(note.amount > Exact.sum(held), REFUND_EXCEEDS_PAYMENT);
        long computed = Exact.sum(amounts);
        if (note.amount <= computed) {
            return Exact.shares(note.amount, amounts);
        }
        List<Long> room = IntStream.range(0, held.size())
                .mapToObj(i -> held.get(i) - amounts.get(i))
                .toList();
        List<Long> more = Exact.shares(note.amount - computed, room);
        return IntStream.range(0, held.size())
                .mapToObj(i -> amounts.get(i) + more.get(i))
                .toList();
    }

    /** What goes back of those that have paid a line. */
    static List<ExpectedPart> parts(ExpectedLine line, long amount) {
        var sources = new ArrayList<Paid>(line.payments.values());
        sources.add(line.byCredit);
        return parts(line, amount, sources);
    }

    static List<ExpectedPart> parts(ExpectedLine line, long amount, List<Paid> sources) {
        List<Long> shares =
                Exact.shares(amount, sources.stream().map(Paid::held).toList());
        return IntStream.range(0, sources.size())
                .filter(i -> shares.get(i) > 0)
                .mapToObj(i -> new ExpectedPart(sources.get(i).payment, line, null, shares.get(i)))
                .toList();
    }

    /** The ways of a payout by money, with its fee. */
    List<Way> by(List<Share> shares, List<ExpectedPart> parts, Customer customer) {
        var left = new ArrayList<ExpectedPart>(parts);
        if (shares.size() > 1) {
            left.sort(Comparator.comparing(part -> part.payment() == null));
        }
        var groups = new LinkedHashMap<List<Object>, List<ExpectedPart>>();
        shares.stream()
                .sorted(Comparator.comparing(share -> !share.destination().equals("ORIGINAL_PAYMENT")))
                .forEach(share -> cut(share.amount(), left).forEach(part -> groups.computeIfAbsent(
                                way(share.destination(), part), way -> new ArrayList<>())
                        .add(part)));
        long total = sum(parts);
        List<Long> fees = Exact.shares(
                Math.min(world.switches.fees.getOrDefault(customer.currency, 0L), total),
                groups.values().stream().map(Paying::sum).toList());
        var ways = new ArrayList<Way>();
        groups.forEach((way, of) -> ways.add(new Way(
                (String) way.get(0),
                way.size() == 1 ? null : (ExpectedPayment) way.get(1),
                fees.get(ways.size()),
                of)));
        return ways;
    }

    private static List<ExpectedPart> cut(long amount, List<ExpectedPart> left) {
        var parts = new ArrayList<ExpectedPart>();
        for (long open = amount; open > 0; open -= parts.get(parts.size() - 1).amount()) {
            ExpectedPart next = left.remove(0);
            long taken = Math.min(open, next.amount());
            parts.add(new ExpectedPart(next.payment(), next.line(), next.note(), taken));
            if (taken < next.amount()) {
                left.add(0, new ExpectedPart(next.payment(), next.line(), next.note(), next.amount() - taken));
            }
        }
        return parts;
    }

    /** What credit has paid does not go back by a payment: it becomes credit again. */
    private static List<Object> way(String destination, ExpectedPart part) {
        if (!destination.equals("ORIGINAL_PAYMENT")) {
            return List.of(destination);
        }
        return part.payment() == null ? List.of("AVAILABLE_CREDITS") : List.of(destination, part.payment());
    }

    static long sum(List<ExpectedPart> parts) {
        return parts.stream().mapToLong(ExpectedPart::amount).sum();
    }

    /** Books what is to be paid. */
    void book(
            ExpectedPayout payout,
            Customer customer,
            @Nullable ExpectedNote note,
            @Nullable ExpectedEnd end,
            String maker) {
        List<ExpectedRefund> refunds = new ArrayList<>();
        for (Way way : payout.ways()) {
            var refund = new ExpectedRefund(name(end), customer, way, end, maker, world.now);
            refund.note = note;
            if (note != null) {
                note.usedBy = refund;
            }
            world.refunds.add(refund);
            refunds.add(refund);
        }
        List<ExpectedLine> own =
                refunds.stream().flatMap(refund -> refund.lines().stream()).toList();
        // What is owed is looked at before anything goes back.
        List<Runnable> carried = payout.needsApproval()
                ? List.of()
                : refunds.stream().map(refund -> carryOut(refund, own)).toList();
        refunds.forEach(refund -> refund.parts.forEach(part -> returned(part, 1)));
        carried.forEach(Runnable::run);
    }

    private String name(@Nullable ExpectedEnd end) {
        long before = world.refunds.stream().filter(each -> each.end == end).count();
        return "refund " + (end == null ? "" : "of " + end.name + " ") + (before + 1);
    }

    /**
     * Pays it, or tells the payment system to.
     *
     * @param own the lines that it is of, which it does not pay
     */
    Runnable carryOut(ExpectedRefund refund, List<ExpectedLine> own) {
        var offsets = new LinkedHashMap<ExpectedLine, Long>();
        long left = refund.paidOut();
        if (refund.destination.equals("OFFSET")) {
            for (ExpectedLine line : world.owedBy(refund.customer)) {
                long part = own.contains(line) ? 0 : Math.min(left, line.outstanding());
                left -= part;
                offsets.put(line, part);
            }
        }
        long spendable = left;
        return () -> {
            boolean toPay = refund.destination.equals("ORIGINAL_PAYMENT") && refund.paidOut() > 0;
            refund.state = toPay ? "PENDING" : "SUCCEEDED";
            refund.attempt += toPay ? 1 : 0;
            offsets.forEach((line, part) -> line.byCredit.amount += part);
            if (refund.destination.equals("AVAILABLE_CREDITS") || refund.destination.equals("OFFSET")) {
                refund.customer.credits += spendable;
            }
        };
    }

    /** A part goes back, or comes back. */
    static void returned(ExpectedPart part, int sign) {
        long amount = sign * part.amount();
        if (part.line() != null) {
            Paid of = part.payment() == null
                    ? part.line().byCredit
                    : Objects.requireNonNull(part.line().payments.get(part.payment().id));
            of.returned += amount;
        } else if (part.payment() != null) {
            part.payment().unallocatedReturned += amount;
        }
    }

    /** The net of an amount with tax: by the rate of the line, else in proportion; the last part takes what is left. */
    static long netOf(long amount, ExpectedLine line) {
        if (line.rate == null || amount == line.left()) {
            return Exact.share(amount, line.leftNet(), line.left());
        }
        long net = Exact.share(amount, 100_000, 100_000 + line.rate);
        return Math.max(amount - line.leftTax(), Math.min(net, line.leftNet()));
    }

    /** Credits a line with an amount. */
    static void credit(ExpectedLine line, long amount) {
        if (amount > 0) {
            long net = netOf(amount, line);
            line.creditedNet += net;
            line.creditedTax += amount - net;
        }
    }
}
