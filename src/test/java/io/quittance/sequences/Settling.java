package io.quittance.sequences;

import static io.quittance.call.RefusalReason.REFUND_CHOICE_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.REFUND_MODE_REQUIRED;

import io.quittance.call.Role;
import io.quittance.sequences.ExpectedEnd.Choice;
import io.quittance.sequences.ExpectedRefund.ExpectedPart;
import io.quittance.sequences.ExpectedRefund.Way;
import io.quittance.sequences.ExpectedUnused.Worth;
import io.quittance.sequences.Paying.ExpectedPayout;
import io.quittance.sequences.Paying.Share;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How the money of an end is settled: what was paid goes back, what was not need not be paid. */
final class Settling {

    private final World world;
    private final Paying paying;

    Settling(World world) {
        this.world = world;
        this.paying = new Paying(world);
    }

    /** What is credited of a line, and how much of that was paid and goes back. */
    record Credited(ExpectedLine line, long net, long tax, long refund) {}

    /**
     * What an end does with the money.
     *
     * @param agreed what holds on the day of a later end: why it is paid besides a note, where there was one
     */
    record Settled(
            Choice agreed,
            List<Credited> lines,
            ExpectedPayout payout,
            @Nullable ExpectedNote note) {

        static final Settled NOTHING =
                new Settled(new Choice("NONE", null, null), List.of(), ExpectedPayout.NOTHING, null);
    }

    /** What was charged for what ends. */
    record ExpectedCharge(Customer customer, List<ExpectedSubscription> contracts, List<ExpectedLine> lines) {

        /**
         * All that was charged for subscriptions that end, but for what an earlier removal settles.
         *
         * @param from the day from which on their lines are looked at
         * @param own the end that is due, if it is
         * @param at when they end
         */
        static ExpectedCharge of(
                World world,
                Customer customer,
                List<ExpectedSubscription> contracts,
                LocalDate from,
                @Nullable ExpectedEnd own,
                Instant at) {
            return new ExpectedCharge(
                    customer,
                    contracts,
                    contracts.stream()
                            .flatMap(contract -> {
                                Set<ExpectedLine> elsewhere =
                                        ExpectedLeaving.settledElsewhere(world, contract, own, at);
                                return world.linesOf(contract).stream().filter(line -> !elsewhere.contains(line));
                            })
                            .filter(line -> line.until.isAfter(from) && !line.daysCredited)
                            .toList());
        }
    }

    /** Settles an end that is asked for, now or later. */
    Settled of(ExpectedCharge charge, ExpectedEnd.EndTime when, Choice choice, Role role) {
        return of(charge, when, choice, role, role == Role.CUSTOMER && when.at().isAfter(world.now));
    }

    /** Settles an end that is due as it was agreed. */
    Settled due(ExpectedCharge charge, ExpectedEnd.EndTime when, Choice choice) {
        return of(charge, when, choice, Role.BILLING_ADMIN, true);
    }

    /**
     * Settles an end.
     *
     * @param quietly whether no note stands in the way where nothing would be paid
     */
    private Settled of(ExpectedCharge charge, ExpectedEnd.EndTime when, Choice choice, Role role, boolean quietly) {
        Customer customer = charge.customer();
        List<ExpectedLine> lines = charge.lines();
        List<Worth> worths = new ExpectedUnused(world, customer, when.on(), when.at()).of(lines);
        List<Long> refundable = worths.stream().map(Worth::refundable).toList();
        boolean nothing = Exact.sum(refundable) == 0;
        String mode = mode(choice, !nothing || (quietly && role == Role.CUSTOMER), role);
        if (mode.equals("NONE") || (nothing && quietly && !mode.equals("CREDIT_NOTE"))) {
            return new Settled(
                    new Choice(mode, null, null),
                    credited(worths, worths.stream().map(each -> 0L).toList()),
                    ExpectedPayout.NOTHING,
                    null);
        }
        if (mode.equals("CREDIT_NOTE")) {
            ExpectedNote note = Objects.requireNonNull(world.notes.get(choice.note()));
            Paying.mustBeUsable(note);
            List<Long> refunds = Paying.asOn(
                    note,
                    refundable,
                    worths.stream().map(worth -> worth.line().held()).toList());
            var way = new Way("CREDIT_NOTE", null, 0, parts(worths, refunds));
            return new Settled(
                    new Choice(mode, note.id, null),
                    credited(worths, refunds),
                    new ExpectedPayout(List.of(way), false),
                    note);
        }
        boolean besides = paying.mayPay(
                customer,
                note -> (note.contract != null && charge.contracts().contains(note.contract)) || note.namesAnyOf(lines),
                choice.overrideReason(),
                role);
        List<Way> ways =
                paying.by(List.of(new Share(mode, Exact.sum(refundable))), parts(worths, refundable), customer);
        var agreed = new Choice(mode, null, besides ? choice.overrideReason() : null);
        return new Settled(agreed, credited(worths, refundable), new ExpectedPayout(ways, false), null);
    }

    private String mode(Choice choice, boolean refundable, Role role) {
        boolean nothing = !world.switches.allowRefund || !refundable;
        if (role == Role.CUSTOMER) {
            String own = nothing ? "NONE" : world.switches.selfServiceRefundMode;
            Objection.when(choice.mode() != null && !choice.mode().equals(own), REFUND_CHOICE_NOT_ALLOWED);
            return own;
        }
        Objection.when(choice.mode() == null && !nothing, REFUND_MODE_REQUIRED);
        return choice.mode() == null ? "NONE" : choice.mode();
    }

    private static List<ExpectedPart> parts(List<Worth> worths, List<Long> refunds) {
        var parts = new ArrayList<ExpectedPart>();
        for (int i = 0; i < worths.size(); i++) {
            parts.addAll(Paying.parts(worths.get(i).line(), refunds.get(i)));
        }
        return parts;
    }

    private static List<Credited> credited(List<Worth> worths, List<Long> refunds) {
        return IntStream.range(0, worths.size())
                .mapToObj(i -> credited(worths.get(i), refunds.get(i)))
                .toList();
    }

    /** Where not all that it is worth is credited, net and tax are divided by the rate. */
    private static Credited credited(Worth worth, long refund) {
        long total = worth.offset() + refund;
        ExpectedLine line = worth.line();
        long net = total == worth.credit() ? worth.net() : total == 0 ? 0 : Paying.netOf(total, line);
        return new Credited(line, net, total - net, refund);
    }

    void book(Settled settled, Customer customer, ExpectedEnd end, String maker) {
        paying.book(settled.payout(), customer, settled.note(), end, maker);
        settled.lines().forEach(credited -> {
            ExpectedLine line = credited.line();
            line.creditedNet += credited.net();
            line.creditedTax += credited.tax();
            line.daysCredited |= credited.net() + credited.tax() > 0;
        });
    }
}
