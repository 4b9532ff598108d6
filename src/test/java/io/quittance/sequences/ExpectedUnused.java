package io.quittance.sequences;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.LongStream;

/** What the days not used are worth, by the rules of money: net first, then tax once a document, the last takes the rest. */
final class ExpectedUnused {

    private final World world;
    private final Customer customer;
    private final LocalDate on;
    private final Instant at;

    /**
     * Days not used.
     *
     * @param on the first of them
     * @param at the moment at which the use ends
     */
    ExpectedUnused(World world, Customer customer, LocalDate on, Instant at) {
        this.world = world;
        this.customer = customer;
        this.on = on;
        this.at = at;
    }

    /** What the rest of a line is worth; what is refundable was paid, what is offset was not. */
    record Worth(ExpectedLine line, long net, long tax) {

        long credit() {
            return net + tax;
        }

        long offset() {
            return Math.min(credit(), line.outstanding());
        }

        long refundable() {
            return credit() - offset();
        }
    }

    /** Of lines whose period reaches beyond the day. */
    List<Worth> of(List<ExpectedLine> lines) {
        var documents = new LinkedHashMap<String, List<ExpectedLine>>();
        lines.stream()
                .filter(line -> line.until.isAfter(on))
                .filter(line -> world.switches.refundCanceledItems || !line.isOfItemCanceledAtOnce())
                .forEach(line -> documents
                        .computeIfAbsent(line.taxedWith(), each -> new ArrayList<>())
                        .add(line));
        var worths = new ArrayList<Worth>();
        documents.values().forEach(document -> worths.addAll(ofDocument(document)));
        return worths;
    }

    private List<Worth> ofDocument(List<ExpectedLine> ending) {
        List<Long> nets = ending.stream().map(this::net).toList();
        var shared = new ArrayList<Long>();
        var limits = new ArrayList<Long>();
        long otherNet = 0;
        long otherTax = 0;
        for (int i = 0; i < ending.size(); i++) {
            ExpectedLine line = ending.get(i);
            boolean whole = isWhole(line, nets.get(i));
            shared.add(whole ? 0 : nets.get(i));
            limits.add(whole ? 0 : line.leftTax());
            otherNet += whole ? line.leftNet() : 0;
            otherTax += whole ? line.leftTax() : 0;
        }
        long tax = Math.min(tax(ending.get(0), Exact.sum(shared), otherNet, otherTax), Exact.sum(limits));
        List<Long> taxes = within(tax, shared, limits);
        var worths = new ArrayList<Worth>();
        for (int i = 0; i < ending.size(); i++) {
            ExpectedLine line = ending.get(i);
            worths.add(new Worth(line, nets.get(i), isWhole(line, nets.get(i)) ? line.leftTax() : taxes.get(i)));
        }
        return worths;
    }

    /** A line of which no net is left takes all of its tax along. */
    private static boolean isWhole(ExpectedLine line, long net) {
        return net > 0 && net == line.leftNet();
    }

    /**
     * The tax on a net of a document; the last of it takes what is left.
     *
     * @param of any line of the document
     * @param otherNet of it, that is credited with all of its tax
     */
    private long tax(ExpectedLine of, long net, long otherNet, long otherTax) {
        if (net == 0) {
            return 0;
        }
        List<ExpectedLine> document = world.lines.values().stream()
                .filter(line -> line.taxedWith().equals(of.taxedWith()))
                .toList();
        long leftTax = document.stream().mapToLong(ExpectedLine::leftTax).sum() - otherTax;
        if (net == document.stream().mapToLong(ExpectedLine::leftNet).sum() - otherNet) {
            return leftTax;
        }
        long tax = of.rate == null ? Exact.share(net, of.tax, Math.max(1, of.net)) : Exact.share(net, of.rate, 100_000);
        return Math.min(leftTax, tax);
    }

    /** Shares within limits: what is above one goes to the others, the earlier ones first. */
    private static List<Long> within(long amount, List<Long> weights, List<Long> limits) {
        List<Long> parts = new ArrayList<>(Exact.shares(amount, weights));
        long over = 0;
        for (int i = 0; i < parts.size(); i++) {
            long more = Math.max(0, parts.get(i) - limits.get(i));
            parts.set(i, parts.get(i) - more);
            over += more;
        }
        for (int i = 0; i < parts.size(); i++) {
            long room = Math.min(over, limits.get(i) - parts.get(i));
            parts.set(i, parts.get(i) + room);
            over -= room;
        }
        return parts;
    }

    private long net(ExpectedLine line) {
        return Math.min(worth(line), line.leftNet());
    }

    private long worth(ExpectedLine line) {
        boolean lately = on.isBefore(line.from.plusDays(world.switches.goodwillDays));
        String policy = policy(line, lately);
        if (policy.equals("GOODWILL")) {
            policy = lately ? "FULL" : "WHOLE_PERIODS_LEFT";
        }
        long gross = line.net + line.coupon;
        return switch (policy) {
            case "NONE" -> 0;
            case "FULL" -> line.net;
            case "WHOLE_PERIODS_LEFT" -> {
                if (months(line) > 0) {
                    long left = LongStream.range(0, months(line))
                            .filter(month -> !line.from.plusMonths(month).isBefore(on))
                            .count();
                    yield Exact.share(line.net, left, months(line));
                }
                LocalDate month = new Periods(line.from, ChronoUnit.MONTHS, 1).after(on.minusDays(1));
                yield Exact.share(
                        line.net, days(line, month.isAfter(line.until) ? line.until : month), days(line, line.from));
            }
            case "PRORATED" -> Exact.share(line.net, unused(line), whole(line));
            case "RE_RATED" -> Math.max(0, line.net - used(line, gross));
            default -> throw new IllegalStateException(policy);
        };
    }

    /** What the used time costs before the coupon: whole months, and the days of the last one by its own length. */
    private long used(ExpectedLine line, long gross) {
        if (isBySeconds() || months(line) == 0 || !on.isAfter(line.from) || !on.isBefore(line.until)) {
            return Exact.share(gross, whole(line) - unused(line), whole(line));
        }
        long months = LongStream.range(1, months(line))
                .filter(month -> !line.from.plusMonths(month).isAfter(on))
                .count();
        LocalDate month = line.from.plusMonths(months);
        LocalDate next = line.from.plusMonths(months + 1);
        boolean thirty = world.switches.dayCount.equals("THIRTY_360");
        long all = thirty ? thirty(month, next) : ChronoUnit.DAYS.between(month, next);
        long days = Math.min(all, thirty ? thirty(month, on) : ChronoUnit.DAYS.between(month, on));
        return all == 0
                ? Exact.share(gross, whole(line) - unused(line), whole(line))
                : Exact.share(gross, months * all + days, months(line) * all);
    }

    /** The months of a line; 0 where it is not of whole ones. */
    private static long months(ExpectedLine line) {
        return LongStream.rangeClosed(1, 1200)
                .filter(month -> line.from.plusMonths(month).equals(line.until))
                .findFirst()
                .orElse(0);
    }

    private String policy(ExpectedLine line, boolean lately) {
        boolean counts =
                switch (line.kind) {
                    case "ONE_TIME" -> world.switches.creditOneTime;
                    case "TRIAL" -> world.switches.creditTrial;
                    default -> true;
                };
        String billedAs = line.contract == null ? "PERIODIC" : line.contract.billedAs;
        return !counts || billedAs.equals("MILESTONE")
                ? "NONE"
                : billedAs.equals("AS_INCURRED") ? (lately ? "FULL" : "NONE") : world.switches.creditPolicy;
    }

    private boolean isBySeconds() {
        return world.switches.dayCount.equals("SECONDS");
    }

    private long unused(ExpectedLine line) {
        if (!isBySeconds()) {
            return Math.min(whole(line), days(line, on));
        }
        return Math.max(0, Math.min(whole(line), seconds(at, line.until)));
    }

    private long whole(ExpectedLine line) {
        return isBySeconds() ? seconds(customer.startOf(line.from), line.until) : days(line, line.from);
    }

    private long seconds(Instant from, LocalDate until) {
        ZoneId zone = customer.zone;
        return ChronoUnit.SECONDS.between(from, until.atStartOfDay(zone).toInstant());
    }

    /** The days from one on until the end of the line, as the policy counts them; never more than all. */
    private long days(ExpectedLine line, LocalDate from) {
        LocalDate first = from.isBefore(line.from) ? line.from : from;
        if (!world.switches.dayCount.equals("THIRTY_360")) {
            return ChronoUnit.DAYS.between(first, line.until);
        }
        long all = thirty(line.from, line.until);
        return all == 0
                ? ChronoUnit.DAYS.between(first, line.until)
                : Math.max(0, Math.min(all, thirty(first, line.until)));
    }

    private static long thirty(LocalDate from, LocalDate until) {
        return 360L * (until.getYear() - from.getYear())
                + 30L * (until.getMonthValue() - from.getMonthValue())
                + Math.min(30, until.getDayOfMonth())
                - Math.min(30, from.getDayOfMonth());
    }
}
