package io.quittance.subscription.termination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.call.Role;
import io.quittance.contract.LongForm;
import io.quittance.invoice.PaidLine;
import io.quittance.invoice.PaidLine.Source;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.LineKind;
import io.quittance.persistence.Policy.CreditPolicy;
import io.quittance.persistence.Policy.DayCounting;
import io.quittance.persistence.ReasonCategory;
import io.quittance.persistence.RefundDestination;
import io.quittance.refund.payout.Payout;
import io.quittance.refund.payout.Payout.Part;
import io.quittance.refund.payout.Payout.RefundRoute;
import io.quittance.refund.payout.PayoutPlan;
import io.quittance.refund.payout.RefundChoice;
import io.quittance.refund.payout.RefundMode;
import io.quittance.refund.payout.RefundShare;
import io.quittance.settlement.NetAndTax;
import io.quittance.settlement.Split;
import io.quittance.subscription.agreement.Agreement;
import io.quittance.subscription.unused.EndSettlement;
import io.quittance.subscription.unused.LineOutcome;
import io.quittance.subscription.unused.UnusedCreditRule;
import io.quittance.subscription.unused.UnusedCreditRule.UnusedCredit;
import io.quittance.subscription.unused.UnusedCreditRule.UnusedPeriod;
import io.quittance.testing.Billed;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever was billed, paid, credited and given back before. The seeds are fixed: a failure is the same for everybody. */
class EveryEndAddsUpTest {

    /** Lines of some invoices at some rates, some of them ended before; the parts of one end. */
    private static final class Story {

        private final SplittableRandom random;
        private final Ending ending;
        private final LocalDate effectiveOn;
        private final Instant effectiveAt;

        Story(SplittableRandom random, String currency) {
            this.random = random;
            this.ending = new Ending(currency);
            var policy = ending.funds.policy;
            policy.creditPolicy = random.nextInt(4) == 0 ? CreditPolicy.FULL : CreditPolicy.PRORATED;
            policy.dayCount = DayCounting.values()[random.nextInt(3)];
            policy.creditOneTime = random.nextBoolean();
            effectiveOn = LocalDate.parse("2026-06-01").plusDays(random.nextInt(30));
            effectiveAt = ending.funds.account.startOf(effectiveOn).plusSeconds(random.nextInt(86_400));
            ending.funds.adminFee = random.nextInt(3) == 0 ? random.nextLong(2000) : 0;
            int lines = 1 + random.nextInt(4);
            for (int i = 0; i < lines; i++) {
                ending.line(line("line " + i));
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                ending.override(line("besides " + i));
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                ending.funds.owes(line("owed " + i));
            }
        }

        private Billed line(String id) {
            long net = random.nextLong(1 + (1L << random.nextInt(1, 24)));
            int percent = random.nextInt(3) * 10;
            long tax = Math.max(0, (net * percent + 50) / 100 + random.nextInt(3) - 1);
            Billed line = Billed.line(id, net)
                    .invoice("I-" + random.nextInt(2))
                    .coupon(random.nextInt(3) == 0 ? random.nextLong(net + 1) : 0)
                    .kind(random.nextInt(5) == 0 ? LineKind.ONE_TIME : LineKind.RECURRING)
                    .period("2026-06-0" + (1 + random.nextInt(9)), random.nextBoolean() ? "2026-07-01" : "2027-01-31");
            if (random.nextInt(4) == 0) {
                line.tax(tax);
            } else {
                line.tax(tax, percent);
            }
            NetAndTax left = new NetAndTax(net, tax);
            if (random.nextInt(3) == 0) {
                NetAndTax gone = NetAndTax.of(random.nextLong(left.total() + 1), left);
                if (random.nextBoolean()) {
                    line.credited(gone.net(), gone.tax());
                } else {
                    line.returned(gone.net(), gone.tax());
                }
                left = new NetAndTax(net - gone.net(), tax - gone.tax());
            }
            long paid = random.nextBoolean() ? left.total() : random.nextLong(left.total() + 1);
            long first = random.nextInt(3) == 0 ? random.nextLong(paid + 1) : paid;
            long second = random.nextInt(3) == 0 ? random.nextLong(paid - first + 1) : paid - first;
            return line.paid("P-1", first).paid("P-2", second).paidByCredit(paid - first - second);
        }
    }

    @ParameterizedTest
    @CsvSource({"USD, 20260620", "JPY, 20260621", "KWD, 20260622"})
    void keepsAndCreditsWhatWasInvoiced(String currency, long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < LongForm.Size.of(4_000, 20_000); i++) {
            var story = new Story(random, currency);
            TerminationSnapshot found = story.ending.found();
            List<UnusedCredit> unusedCredits = UnusedCreditRule.of(
                    found, new UnusedPeriod(story.effectiveOn, story.effectiveAt, ReasonCategory.ORDINARY, Set.of()));
            var choice = choice(random, story.ending, unusedCredits);
            // Found again: the note has come in between.
            EndSettlement settled = EndSettlement.of(
                    story.ending.found(),
                    unusedCredits,
                    Agreement.of(choice, ReasonCategory.ORDINARY),
                    0,
                    Role.BILLING_ADMIN,
                    false);
            int number = i;
            Supplier<String> which = () -> "seed " + seed + ", try " + number + ": " + settled;

            for (int each = 0; each < unusedCredits.size(); each++) {
                holds(unusedCredits.get(each), settled.lines().get(each), which);
            }
            for (String invoice : List.of("I-0", "I-1")) {
                assertTrue(taxIsWithinWhatIsLeft(found, unusedCredits, invoice), which);
            }
            long refund = settled.lines().stream()
                    .mapToLong(line -> line.refund().getAmountMinorLong())
                    .sum();
            assertEquals(refund, settled.payout().refund().getAmountMinorLong(), which);
            if (choice.mode() == RefundMode.NONE) {
                assertEquals(0, refund, which);
            }
            addsUp(settled.payout(), found.lines(), which);
        }
    }

    /** The note says less or more, as far as was paid. */
    private static RefundChoice choice(SplittableRandom random, Ending ending, List<UnusedCredit> unusedCredits) {
        RefundMode mode = RefundMode.values()[random.nextInt(4)];
        long refundable = unusedCredits.stream()
                .mapToLong(unusedCredit -> unusedCredit.line().refundableMinor())
                .sum();
        if (mode == RefundMode.CREDIT_NOTE) {
            if (refundable == 0) {
                return new RefundChoice(RefundMode.NONE, null, null);
            }
            CreditNote note = ending.funds.note("CN-1", 1 + random.nextLong(refundable));
            return new RefundChoice(mode, note.id, null);
        }
        return new RefundChoice(mode, null, null);
    }

    private static void holds(UnusedCredit unusedCredit, LineOutcome outcome, Supplier<String> which) {
        InvoiceLine line = unusedCredit.line().line();
        assertEquals(
                line.totalMinor(),
                minor(outcome.kept()) + minor(outcome.creditedBefore()) + minor(outcome.creditTotal()),
                which);
        assertEquals(minor(outcome.creditTotal()), minor(outcome.refund()) + minor(outcome.offset()), which);
        assertEquals(
                minor(outcome.creditTotal()),
                minor(outcome.credits().creditNet()) + minor(outcome.credits().creditTax()),
                which);
        assertTrue(minor(outcome.kept()) >= 0, which);
        assertTrue(
                isWithin(
                        outcome.credits().creditNet(),
                        unusedCredit.line().left().net()),
                which);
        assertTrue(
                isWithin(
                        outcome.credits().creditTax(),
                        unusedCredit.line().left().tax()),
                which);
        assertTrue(isWithin(outcome.refund(), unusedCredit.line().refundableMinor()), which);
        assertTrue(isWithin(outcome.offset(), line.outstandingMinor()), which);
        // What is owed afterwards is what is kept and not paid.
        long owed = line.outstandingMinor() - minor(outcome.creditTotal()) + minor(outcome.refund());
        assertTrue(owed >= 0, which);
        // The net of a line never leaves alone, without the last of its tax.
        assertTrue(
                unusedCredit.credit().net() == 0
                        || unusedCredit.credit().net()
                                < unusedCredit.line().left().net()
                        || unusedCredit.credit().tax()
                                == unusedCredit.line().left().tax(),
                which);
    }

    private static boolean taxIsWithinWhatIsLeft(
            TerminationSnapshot found, List<UnusedCredit> unusedCredits, String invoice) {
        long left = found.documents().stream()
                .filter(line -> line.invoiceId.equals(invoice))
                .mapToLong(line -> line.taxMinor - line.creditedTaxMinor())
                .sum();
        long credited = unusedCredits.stream()
                .filter(unusedCredit -> unusedCredit.line().line().invoiceId.equals(invoice))
                .mapToLong(unusedCredit -> unusedCredit.credit().tax())
                .sum();
        return credited <= left;
    }

    @ParameterizedTest
    @CsvSource({"USD, 20260630", "JPY, 20260631", "KWD, 20260632"})
    void paysOutByWaysThatAddUp(String currency, long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < LongForm.Size.of(6_000, 30_000); i++) {
            var story = new Story(random, currency);
            TerminationSnapshot found = story.ending.found();
            List<RefundShare> due = found.lines().stream()
                    .map(line -> RefundShare.of(line, random.nextLong(line.refundableMinor() + 1)))
                    .filter(each -> each.minor() > 0)
                    .toList();
            RefundDestination destination = RefundDestination.values()[1 + random.nextInt(4)];
            Payout payout = PayoutPlan.by(destination, due, found.money());
            int number = i;
            Supplier<String> which =
                    () -> "seed " + seed + ", try " + number + ": " + destination + " of " + due + " gives " + payout;

            assertEquals(due.stream().mapToLong(RefundShare::minor).sum(), minor(payout.refund()), which);
            assertEquals(
                    Math.min(found.money().adminFeeMinor(), minor(payout.refund())),
                    minor(payout.deductions().adminFee()),
                    which);
            addsUp(payout, found.lines(), which);
            offsetsWhatIsOwed(payout, destination, found, which);
        }
    }

    private static void offsetsWhatIsOwed(
            Payout payout, RefundDestination destination, TerminationSnapshot found, Supplier<String> which) {
        long offset = sum(payout.offsets().stream().map(Payout.Offset::amount).toList());
        if (destination != RefundDestination.OFFSET) {
            assertEquals(List.of(), payout.offsets(), which);
            return;
        }
        assertEquals(minor(payout.paidOut()), offset + minor(payout.availableCredits()), which);
        long owed = 0;
        for (InvoiceLine line : found.money().owed()) {
            owed += line.outstandingMinor();
            long part = sum(payout.offsets().stream()
                    .filter(each -> each.lineId().equals(line.id))
                    .map(Payout.Offset::amount)
                    .toList());
            assertTrue(part <= line.outstandingMinor(), which);
        }
        assertEquals(Math.min(owed, minor(payout.paidOut())), offset, which);
    }

    /** Ways and fees are the refund, parts are their way, and no source gives more than it holds. */
    private static void addsUp(Payout payout, List<PaidLine> lines, Supplier<String> which) {
        assertEquals(
                minor(payout.refund()),
                sum(payout.routes().stream().map(RefundRoute::amount).toList()),
                which);
        assertEquals(
                minor(payout.deductions().adminFee()),
                sum(payout.routes().stream().map(RefundRoute::adminFee).toList()),
                which);
        assertEquals(
                minor(payout.paidOut()),
                sum(payout.routes().stream().map(RefundRoute::paidOut).toList()),
                which);
        assertEquals(
                minor(payout.refund()),
                minor(payout.paidOut()) + minor(payout.deductions().adminFee()),
                which);
        Map<String, Long> given = new HashMap<>();
        for (RefundRoute way : payout.routes()) {
            assertTrue(minor(way.amount()) > 0 && minor(way.adminFee()) >= 0 && minor(way.paidOut()) >= 0, which);
            assertEquals(minor(way.amount()), minor(way.paidOut()) + minor(way.adminFee()), which);
            assertEquals(
                    minor(way.amount()),
                    sum(way.parts().stream().map(Part::amount).toList()),
                    which);
            for (Part part : way.parts()) {
                assertTrue(minor(part.amount()) > 0, which);
                if (way.destination() == RefundDestination.ORIGINAL_PAYMENT) {
                    assertEquals(way.paymentId(), part.paymentId(), which);
                }
                given.merge(place(part.paymentId(), part.lineId()), minor(part.amount()), Long::sum);
            }
        }
        for (PaidLine line : lines) {
            for (Source source : line.sources()) {
                Long back = given.remove(place(source.paymentId(), line.line().id));
                assertTrue(back == null || back <= source.refundableMinor(), which);
            }
        }
        assertEquals(Map.of(), given, which);
    }

    private static String place(@Nullable String payment, @Nullable String line) {
        return payment + " of " + line;
    }

    @Test
    void splitsWithinTheLimits() {
        var random = new SplittableRandom(20260640);
        for (int i = 0; i < LongForm.Size.of(60_000, 650_000); i++) {
            int size = 1 + random.nextInt(6);
            var weights = new ArrayList<Long>();
            var limits = new ArrayList<Long>();
            for (int p = 0; p < size; p++) {
                weights.add(random.nextInt(5) == 0 ? 0 : random.nextLong(1 + (1L << random.nextInt(40))));
                limits.add(random.nextInt(5) == 0 ? 0 : random.nextLong(1 + (1L << random.nextInt(40))));
            }
            long room = sumOf(limits);
            if (sumOf(weights) == 0) {
                weights.set(0, 1L);
            }
            long amount = random.nextInt(4) == 0 ? room : random.nextLong(room + 1);
            List<Long> parts = Split.within(amount, weights, limits);
            int number = i;
            Supplier<String> which = () -> "seed 20260640, try " + number + ": " + amount + " by " + weights
                    + " within " + limits + " gives " + parts;
            assertEquals(amount, sumOf(parts), which);
            for (int p = 0; p < size; p++) {
                assertTrue(parts.get(p) >= 0 && parts.get(p) <= limits.get(p), which);
            }
        }
    }

    @Test
    void creditsALineInPartsWithoutPassingItsNetOrItsTax() {
        var random = new SplittableRandom(20260641);
        for (int i = 0; i < 250_000; i++) {
            var left = new NetAndTax(
                    random.nextLong(1 + (1L << random.nextInt(30))), random.nextLong(1 + (1L << random.nextInt(20))));
            int number = i;
            NetAndTax whole = left;
            Supplier<String> which = () -> "seed 20260641, try " + number + ": " + whole;
            while (left.total() > 0) {
                long total = random.nextInt(3) == 0 ? left.total() : 1 + random.nextLong(left.total());
                Integer rate = random.nextBoolean() ? null : random.nextInt(100_000);
                NetAndTax part = NetAndTax.of(total, left, rate);
                assertEquals(total, part.total(), which);
                assertTrue(part.net() >= 0 && part.net() <= left.net(), which);
                assertTrue(part.tax() >= 0 && part.tax() <= left.tax(), which);
                left = new NetAndTax(left.net() - part.net(), left.tax() - part.tax());
            }
        }
    }

    private static long minor(Money money) {
        return money.getAmountMinorLong();
    }

    private static boolean isWithin(Money amount, long most) {
        return minor(amount) >= 0 && minor(amount) <= most;
    }

    private static long sum(List<Money> amounts) {
        return amounts.stream().mapToLong(EveryEndAddsUpTest::minor).sum();
    }

    private static long sumOf(List<Long> amounts) {
        return LongStream.of(amounts.stream().mapToLong(Long::longValue).toArray())
                .sum();
    }
}
