package io.quittance.subscription.unused;

import static java.util.stream.Collectors.groupingBy;

import io.quittance.invoice.PaidLine;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.LineKind;
import io.quittance.persistence.Policy;
import io.quittance.persistence.Policy.CreditPolicy;
import io.quittance.persistence.Policy.DayCounting;
import io.quittance.persistence.ReasonCategory;
import io.quittance.persistence.Subscription;
import io.quittance.settlement.BilledLine;
import io.quittance.settlement.DayCount;
import io.quittance.settlement.NetAndTax;
import io.quittance.settlement.Proration;
import io.quittance.settlement.Settlement;
import io.quittance.settlement.Split;
import io.quittance.settlement.TaxOnCredit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Says what the days not used of each line are worth, and where that goes: back as far as it was paid, and off what is
 * owed for the rest.
 */
public final class UnusedCreditRule {

    private final Policy policy;
    private final ReasonCategory cause;
    private final LocalDate effectiveOn;
    private final Instant effectiveAt;
    private final Set<String> regretted;

    private UnusedCreditRule(Policy policy, UnusedPeriod unused) {
        this.policy = policy;
        this.cause = unused.cause();
        this.effectiveOn = unused.from();
        this.effectiveAt = unused.at();
        this.regretted = unused.regretted();
    }

    /**
     * The unused period.
     *
     * @param from first day not billed
     * @param at the moment {@code from} begins
     * @param cause the category of the reason: some require more credit than policy and contract
     * @param regretted the ids of the services that are as if they had never been
     */
    public record UnusedPeriod(LocalDate from, Instant at, ReasonCategory cause, Set<String> regretted) {}

    /**
     * The credit for the unused part of a line, in minor units.
     *
     * @param couponShare how much more it would be without the coupon
     * @param refundable the part that was paid and can be refunded
     * @param offset the part that was never paid and is no longer owed
     */
    public record UnusedCredit(PaidLine line, NetAndTax credit, long couponShare, long refundable, long offset) {}

    /**
     * The worth of each line that is not over on the day, or is of a service that is regretted, in their order. What was
     * billed for an item that was canceled at once is worth nothing any more, unless the policy or the law lets such items be
     * refunded.
     */
    public static List<UnusedCredit> of(ChargedLines found, UnusedPeriod unused) {
        var rule = new UnusedCreditRule(found.money().policy(), unused);
        Map<String, List<PaidLine>> byTax = found.lines().stream()
                .filter(each -> each.line().periodUntil.isAfter(unused.from()) || rule.isRegretted(each.line()))
                .filter(each -> rule.policy.refundCanceledItems
                        || rule.cause.isRefundOwed()
                        || !isCanceledAtOnce(each.line(), found))
                .collect(groupingBy(each -> taxOf(each.line()), LinkedHashMap::new, Collectors.toList()));
        var unusedCredits = new ArrayList<UnusedCredit>();
        byTax.forEach((tax, lines) -> unusedCredits.addAll(rule.ofOneTax(
                found,
                lines,
                found.documents().stream()
                        .filter(line -> taxOf(line).equals(tax))
                        .toList())));
        return unusedCredits;
    }

    private boolean isRegretted(InvoiceLine line) {
        return line.serviceId != null && regretted.contains(line.serviceId);
    }

    private static boolean isCanceledAtOnce(InvoiceLine line, ChargedLines found) {
        return line.billingItemId != null && found.canceledAtOnce().contains(line.billingItemId);
    }

    /** Lines of one invoice and rate are taxed together; where no rate is known, each by itself. */
    private static String taxOf(InvoiceLine line) {
        return line.taxRate == null ? "line " + line.id : line.invoiceId + " " + line.taxRate;
    }

    private List<UnusedCredit> ofOneTax(ChargedLines found, List<PaidLine> lines, List<InvoiceLine> document) {
        List<Proration.Credit> credits =
                lines.stream().map(line -> creditOf(line, found)).toList();
        List<Long> nets = credits.stream().map(Proration.Credit::net).toList();
        List<Long> taxes = taxes(nets, lines, document);
        var unusedCredits = new ArrayList<UnusedCredit>();
        for (int i = 0; i < lines.size(); i++) {
            unusedCredits.add(unusedCredit(
                    lines.get(i),
                    new NetAndTax(nets.get(i), taxes.get(i)),
                    credits.get(i).couponShare()));
        }
        return unusedCredits;
    }

    /** Net first; never more than is left after earlier credits. */
    private Proration.Credit creditOf(PaidLine paid, ChargedLines found) {
        InvoiceLine line = paid.line();
        var billed = new BilledLine(
                line.netMinor + line.couponMinor,
                line.couponMinor,
                new BilledLine.Tax(line.taxMinor, line.taxRate == null ? 0 : line.taxRate),
                line.periodFrom,
                line.periodUntil);
        Proration.Credit agreed = creditOf(line, billed, inside(creditPolicy(line, found.billedAs(line)), line), found);
        Proration.Credit atLeast = creditOf(line, billed, worthAtLeast(line), found);
        Proration.Credit credit = atLeast.net() > agreed.net() ? atLeast : agreed;
        long net = Math.min(credit.net(), paid.left().net());
        return new Proration.Credit(net, credit.couponShare(), line.netMinor - net);
    }

    private Proration.Credit creditOf(InvoiceLine line, BilledLine billed, CreditPolicy by, ChargedLines found) {
        return switch (by) {
            case NONE -> new Proration.Credit(0, 0, line.netMinor);
            case FULL -> new Proration.Credit(line.netMinor, line.couponMinor, 0);
            case WHOLE_PERIODS_LEFT, GOODWILL ->
                new Proration(billed, dayCount()).creditForWholeMonthsFrom(effectiveOn);
            case PRORATED ->
                isBySeconds()
                        ? new Proration(billed, DayCount.ACTUAL).creditFrom(effectiveAt, zone(found))
                        : new Proration(billed, dayCount()).creditFrom(effectiveOn);
            case RE_RATED ->
                isBySeconds()
                        ? new Proration(billed, DayCount.ACTUAL).reRatedFrom(effectiveAt, zone(found))
                        : new Proration(billed, dayCount()).reRatedByMonthsFrom(effectiveOn);
        };
    }

    /** One-time lines are credited only if the contract is undone. */
    private CreditPolicy worthAtLeast(InvoiceLine line) {
        return line.kind == LineKind.RECURRING || cause.undoesTheContract() ? cause.worthAtLeast() : CreditPolicy.NONE;
    }

    /** Lines of the cooling-off period are credited in full; otherwise the contract decides before the policy. */
    private CreditPolicy creditPolicy(InvoiceLine line, Subscription.BilledAs billedAs) {
        if (isRegretted(line)) {
            return CreditPolicy.FULL;
        }
        CreditPolicy usual =
                switch (billedAs) {
                    case PERIODIC -> policy.creditPolicy;
                    case AS_INCURRED -> isGoodwill(line) ? CreditPolicy.FULL : CreditPolicy.NONE;
                    case MILESTONE -> CreditPolicy.NONE;
                };
        return switch (line.kind) {
            case RECURRING -> usual;
            case ONE_TIME -> policy.creditOneTime ? usual : CreditPolicy.NONE;
            case TRIAL -> policy.creditTrial ? usual : CreditPolicy.NONE;
        };
    }

    private CreditPolicy inside(CreditPolicy asked, InvoiceLine line) {
        return asked == CreditPolicy.GOODWILL && isGoodwill(line) ? CreditPolicy.FULL : asked;
    }

    /** Returns true if the period began so recently, by activation or renewal, that all of it is credited. */
    private boolean isGoodwill(InvoiceLine line) {
        return effectiveOn.isBefore(line.periodFrom.plusDays(policy.goodwillDays));
    }

    private boolean isBySeconds() {
        return policy.dayCount == DayCounting.SECONDS;
    }

    private DayCount dayCount() {
        return policy.dayCount == DayCounting.THIRTY_360 ? DayCount.THIRTY_360 : DayCount.ACTUAL;
    }

    private static ZoneId zone(ChargedLines found) {
        return found.money().account().zone();
    }

    /**
     * The tax on all nets together, rounded once and shared by them; never more than is left of each. A line of which no
     * net is left takes what is left of its own tax: a cent of it would otherwise belong to no document.
     */
    private static List<Long> taxes(List<Long> nets, List<PaidLine> lines, List<InvoiceLine> document) {
        var own = new ArrayList<Long>();
        var shared = new ArrayList<Long>();
        var limits = new ArrayList<Long>();
        for (int i = 0; i < lines.size(); i++) {
            NetAndTax left = lines.get(i).left();
            boolean whole = nets.get(i) > 0 && nets.get(i) == left.net();
            own.add(whole ? left.tax() : 0);
            shared.add(whole ? 0 : nets.get(i));
            limits.add(whole ? 0 : left.tax());
        }
        long net = sum(shared);
        if (net == 0) {
            return own;
        }
        long tax = taxOn(document, new NetAndTax(sum(nets) - net, sum(own))).on(net);
        List<Long> parts = Split.within(Math.min(tax, sum(limits)), shared, limits);
        return IntStream.range(0, lines.size())
                .mapToObj(i -> own.get(i) + parts.get(i))
                .toList();
    }

    /** The tax of the lines of one document, with a further credit. */
    private static TaxOnCredit taxOn(List<InvoiceLine> document, NetAndTax more) {
        Integer rate = document.get(0).taxRate;
        var invoiced = new NetAndTax(
                document.stream().mapToLong(line -> line.netMinor).sum(),
                document.stream().mapToLong(line -> line.taxMinor).sum());
        var credited = new NetAndTax(
                more.net()
                        + document.stream()
                                .mapToLong(InvoiceLine::creditedNetMinor)
                                .sum(),
                more.tax()
                        + document.stream()
                                .mapToLong(InvoiceLine::creditedTaxMinor)
                                .sum());
        return rate == null ? TaxOnCredit.byShare(invoiced, credited) : TaxOnCredit.byRate(rate, invoiced, credited);
    }

    private static UnusedCredit unusedCredit(PaidLine paid, NetAndTax credit, long couponShare) {
        Settlement settlement = Settlement.of(new Settlement.Claim(
                credit.total(),
                paid.left().total(),
                new Settlement.LinePayments(paid.refundableMinor(), paid.refundableMinor()),
                new Settlement.OpenDebts(paid.line().outstandingMinor(), List.of())));
        return new UnusedCredit(paid, credit, couponShare, settlement.refund(), settlement.offset());
    }

    private static long sum(List<Long> amounts) {
        return amounts.stream().mapToLong(Long::longValue).sum();
    }
}
