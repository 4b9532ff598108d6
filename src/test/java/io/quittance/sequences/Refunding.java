package io.quittance.sequences;

import static io.quittance.call.RefusalReason.NOTHING_TO_REFUND;
import static io.quittance.call.RefusalReason.REFUND_EXCEEDS_PAYMENT;
import static io.quittance.call.RefusalReason.REFUND_NOT_FOR_CANCELED_ITEM;
import static io.quittance.call.RefusalReason.REFUND_SPLIT_DOES_NOT_ADD_UP;

import io.quittance.sequences.ExpectedLine.Paid;
import io.quittance.sequences.ExpectedRefund.ExpectedPart;
import io.quittance.sequences.ExpectedRefund.Way;
import io.quittance.sequences.Paying.ExpectedPayout;
import io.quittance.sequences.Paying.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a refund that is asked for by itself does. */
final class Refunding {

    private final World world;
    private final Paying paying;

    Refunding(World world) {
        this.world = world;
        this.paying = new Paying(world);
    }

    /**
     * Of what, and how much.
     *
     * @param payment of which it is, if that is said
     * @param lines of which it is, in their order; of a payment, those that it has paid
     * @param amounts one a line where lines were chosen: null where all of one is meant
     * @param amount of all where it is said
     */
    record Of(
            Customer customer,
            @Nullable ExpectedPayment payment,
            List<ExpectedLine> lines,
            @Nullable List<@Nullable Long> amounts,
            @Nullable Long amount) {

        List<Paid> sources(ExpectedLine line) {
            var sources = new ArrayList<Paid>(line.payments.values());
            sources.add(line.byCredit);
            return payment == null
                    ? sources
                    : sources.stream().filter(each -> each.payment == payment).toList();
        }

        /** What the lines hold that can go back. */
        List<Long> held() {
            return lines.stream()
                    .map(line -> sources(line).stream().mapToLong(Paid::held).sum())
                    .toList();
        }

        /** Those that it can be of: what has all gone back of a payment is nothing that it gives back. */
        Set<ExpectedPayment> payments() {
            return Stream.concat(
                            Stream.ofNullable(payment),
                            lines.stream()
                                    .flatMap(line -> sources(line).stream())
                                    .filter(each -> each.held() > 0)
                                    .flatMap(each -> Stream.ofNullable(each.payment)))
                    .collect(Collectors.toSet());
        }

        long unallocated() {
            return payment == null ? 0 : payment.unallocatedHeld();
        }

        long most() {
            return unallocated() + Exact.sum(held());
        }
    }

    /**
     * Where it goes.
     *
     * @param shares of the destinations; one with no amount where all goes there
     * @param note that is the refund
     */
    record To(
            List<Share> shares,
            boolean whole,
            @Nullable ExpectedNote note,
            @Nullable String overrideReason) {}

    Runnable apply(Of of, To to, Person by) {
        if (to.note() != null) {
            Paying.mustBeUsable(to.note());
        }
        Objection.when(
                !world.switches.refundCanceledItems
                        && of.lines().stream().anyMatch(ExpectedLine::isOfItemCanceledAtOnce),
                REFUND_NOT_FOR_CANCELED_ITEM);
        if (to.note() == null) {
            paying.mayPay(of.customer(), note -> note.namesAnyOf(of.lines()), to.overrideReason(), by.role());
        }
        Objection.when(of.most() == 0, NOTHING_TO_REFUND);
        List<Long> computed = amounts(of);
        return to.note() == null ? byMoney(of, to, computed, by) : asOn(to.note(), of, computed, by);
    }

    /** What goes back of what no line has taken, and of each line. */
    private static List<Long> amounts(Of of) {
        var amounts = new ArrayList<Long>();
        List<Long> held = of.held();
        if (of.amounts() != null) {
            amounts.add(0L);
            for (int i = 0; i < held.size(); i++) {
                Long asked = of.amounts().get(i);
                amounts.add(asked == null ? held.get(i) : asked);
                Objection.when(amounts.get(i + 1) > held.get(i), REFUND_EXCEEDS_PAYMENT);
            }
            return amounts;
        }
        return whole(of.amount() == null ? of.most() : of.amount(), of);
    }

    private static List<Long> whole(long amount, Of of) {
        Objection.when(amount > of.most(), REFUND_EXCEEDS_PAYMENT);
        long rest = Math.min(amount, of.unallocated());
        var amounts = new ArrayList<>(List.of(rest));
        amounts.addAll(Exact.shares(amount - rest, of.held()));
        return amounts;
    }

    private Runnable asOn(ExpectedNote note, Of of, List<Long> computed, Person by) {
        var held = new ArrayList<>(List.of(of.unallocated()));
        held.addAll(of.held());
        List<Long> amounts = Paying.asOn(note, computed, held);
        var payout = new ExpectedPayout(List.of(new Way("CREDIT_NOTE", null, 0, parts(of, amounts))), false);
        return () -> book(payout, of, amounts, note, by);
    }

    private Runnable byMoney(Of of, To to, List<Long> amounts, Person by) {
        ExpectedPayout payout = payout(to, parts(of, amounts), of);
        return () -> book(payout, of, amounts, null, by);
    }

    private ExpectedPayout payout(To to, List<ExpectedPart> parts, Of of) {
        long total = Paying.sum(parts);
        Objection.when(
                !to.whole() && to.shares().stream().mapToLong(Share::amount).sum() != total,
                REFUND_SPLIT_DOES_NOT_ADD_UP);
        List<Share> shares = to.whole() ? List.of(new Share(to.shares().get(0).destination(), total)) : to.shares();
        long limit = world.switches.limits.getOrDefault(of.customer().currency, Long.MAX_VALUE);
        return new ExpectedPayout(paying.by(shares, parts, of.customer()), total + unapproved(of) > limit);
    }

    /** What went back before without a second person: within a day, or ever of the same payments or lines. */
    private long unapproved(Of of) {
        Set<ExpectedPayment> payments = of.payments();
        return world.refunds.stream()
                .filter(refund -> refund.customer == of.customer() && refund.wasNobodyElsesDecision())
                .flatMap(refund -> refund.parts.stream()
                        .filter(part -> refund.at.isAfter(world.now.minus(Duration.ofDays(1)))
                                || (part.payment() != null && payments.contains(part.payment()))
                                || (part.line() != null && of.lines().contains(part.line()))))
                .mapToLong(ExpectedPart::amount)
                .sum();
    }

    private static List<ExpectedPart> parts(Of of, List<Long> amounts) {
        var parts = new ArrayList<ExpectedPart>();
        if (amounts.get(0) > 0) {
            parts.add(new ExpectedPart(of.payment(), null, null, amounts.get(0)));
        }
        IntStream.range(0, of.lines().size())
                .forEach(i -> parts.addAll(Paying.parts(
                        of.lines().get(i),
                        amounts.get(i + 1),
                        of.sources(of.lines().get(i)))));
        return parts;
    }

    private void book(ExpectedPayout payout, Of of, List<Long> amounts, @Nullable ExpectedNote note, Person by) {
        paying.book(payout, of.customer(), note, null, by.subject());
        for (int i = 0; i < of.lines().size(); i++) {
            Paying.credit(of.lines().get(i), amounts.get(i + 1));
        }
    }

    /** A note is paid out, whole: by itself, or by a payment. */
    Runnable payOut(ExpectedNote note, Of of, String destination, @Nullable String overrideReason, Person by) {
        Paying.mustBeUsable(note);
        paying.mayPay(note.customer, other -> other != note && other.namesAnyOf(of.lines()), overrideReason, by.role());
        List<Long> amounts = of.payment() == null ? List.of(0L) : whole(note.amount, of);
        List<ExpectedPart> parts =
                of.payment() == null ? List.of(new ExpectedPart(null, null, note, note.amount)) : parts(of, amounts);
        ExpectedPayout payout = payout(new To(List.of(new Share(destination, 0)), true, null, null), parts, of);
        return () -> book(payout, of, amounts, note, by);
    }
}
