package io.quittance.refund.payout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quittance.invoice.PaidLine;
import io.quittance.invoice.PaidLine.Source;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.RefundDestination;
import io.quittance.refund.payout.Payout.NoteUsed;
import io.quittance.refund.payout.Payout.Offset;
import io.quittance.refund.payout.Payout.Part;
import io.quittance.refund.payout.Payout.RefundRoute;
import io.quittance.testing.Billed;
import io.quittance.testing.Funds;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lines of 100.00 and 50.00, paid by two payments, or by a payment and credit. */
class PayoutPlanTest {

    private final Funds funds = Funds.usual();
    private final PaidLine first =
            Billed.line("a", 10000).paid("P-1", 6000).paid("P-2", 4000).seen();
    private final PaidLine second =
            Billed.line("b", 5000).paid("P-2", 3000).paidByCredit(2000).seen();

    private Money usd(long minor) {
        return funds.account.money(minor);
    }

    private Payout by(RefundDestination destination, RefundShare... due) {
        return PayoutPlan.by(destination, List.of(due), funds.money());
    }

    @Test
    void paysBackPaymentByPaymentAndMakesCreditOfWhatCreditPaid() {
        Payout payout =
                by(RefundDestination.ORIGINAL_PAYMENT, RefundShare.of(first, 5000), RefundShare.of(second, 5000));
        assertEquals(
                List.of(
                        new RefundRoute(
                                RefundDestination.ORIGINAL_PAYMENT,
                                "P-1",
                                null,
                                usd(3000),
                                usd(0),
                                usd(3000),
                                List.of(new Part("P-1", "a", usd(3000)))),
                        new RefundRoute(
                                RefundDestination.ORIGINAL_PAYMENT,
                                "P-2",
                                null,
                                usd(5000),
                                usd(0),
                                usd(5000),
                                List.of(new Part("P-2", "a", usd(2000)), new Part("P-2", "b", usd(3000)))),
                        new RefundRoute(
                                RefundDestination.AVAILABLE_CREDITS,
                                null,
                                null,
                                usd(2000),
                                usd(0),
                                usd(2000),
                                List.of(new Part(null, "b", usd(2000))))),
                payout.routes());
        assertEquals(usd(10000), payout.refund());
        assertEquals(usd(2000), payout.availableCredits());
    }

    private Payout over(DestinationShare... shares) {
        return PayoutPlan.over(
                List.of(shares), List.of(RefundShare.of(first, 5000), RefundShare.of(second, 5000)), funds.money());
    }

    /** 80.00 were paid by payments, 20.00 by credit. */
    @Test
    void sharesOutOverDestinationsAndTakesTheFeeOnce() {
        funds.adminFee = 1000;
        funds.owes(Billed.line("c", 1000));
        Payout payout = over(
                new DestinationShare(RefundDestination.OFFSET, usd(2000)),
                new DestinationShare(RefundDestination.AVAILABLE_CREDITS, usd(2000)),
                new DestinationShare(RefundDestination.ORIGINAL_PAYMENT, usd(6000)));
        assertEquals(
                List.of(
                        "ORIGINAL_PAYMENT P-1 USD 30.00 USD 3.00",
                        "ORIGINAL_PAYMENT P-2 USD 30.00 USD 3.00",
                        "OFFSET null USD 20.00 USD 2.00",
                        "AVAILABLE_CREDITS null USD 20.00 USD 2.00"),
                payout.routes().stream()
                        .map(way ->
                                way.destination() + " " + way.paymentId() + " " + way.amount() + " " + way.adminFee())
                        .toList());
        assertEquals(usd(10000), payout.refund());
        assertEquals(usd(9000), payout.paidOut());
        assertEquals(
                List.of(usd(1000)),
                payout.offsets().stream().map(Offset::amount).toList());
        // Of the 18.00 to be offset 8.00 are left.
        assertEquals(usd(2600), payout.availableCredits());
    }

    @Test
    void cutsWhatEveryPaymentGivesBackToTheCent() {
        Payout payout = over(
                new DestinationShare(RefundDestination.OFFLINE, usd(1)),
                new DestinationShare(RefundDestination.AVAILABLE_CREDITS, usd(9999)));
        assertEquals(
                Map.of("P-1", 3000L, "P-2", 5000L, "", 2000L),
                payout.routes().stream()
                        .flatMap(way -> way.parts().stream())
                        .collect(Collectors.groupingBy(
                                part -> Objects.requireNonNullElse(part.paymentId(), ""),
                                Collectors.summingLong(part -> part.amount().getAmountMinorLong()))));
    }

    @ParameterizedTest
    @EnumSource(
            value = RefundDestination.class,
            names = {"AVAILABLE_CREDITS", "OFFLINE", "OFFSET"})
    void goesOneWayWhereItDoesNotGoBackToItsPayments(RefundDestination destination) {
        Payout payout = by(destination, RefundShare.of(first, 5000), RefundShare.of(second, 5000));
        assertEquals(1, payout.routes().size());
        RefundRoute way = payout.routes().get(0);
        assertEquals(destination, way.destination());
        assertNull(way.paymentId());
        assertEquals(
                List.of(
                        new Part("P-1", "a", usd(3000)),
                        new Part("P-2", "a", usd(2000)),
                        new Part("P-2", "b", usd(3000)),
                        new Part(null, "b", usd(2000))),
                way.parts());
        assertEquals(usd(destination == RefundDestination.OFFLINE ? 0 : 10000), payout.availableCredits());
    }

    @Test
    void takesTheFeeOnceAndSplitsItOverTheWays() {
        funds.adminFee = 1000;
        Payout payout =
                by(RefundDestination.ORIGINAL_PAYMENT, RefundShare.of(first, 5000), RefundShare.of(second, 5000));
        assertEquals(usd(1000), payout.deductions().adminFee());
        assertEquals(usd(9000), payout.paidOut());
        assertEquals(
                List.of(usd(300), usd(500), usd(200)),
                payout.routes().stream().map(RefundRoute::adminFee).toList());
        assertEquals(
                List.of(usd(2700), usd(4500), usd(1800)),
                payout.routes().stream().map(RefundRoute::paidOut).toList());
        assertEquals(usd(1800), payout.availableCredits());
    }

    @Test
    void takesNoMoreFeeThanGoesBack() {
        funds.adminFee = 1000;
        Payout payout = by(RefundDestination.AVAILABLE_CREDITS, RefundShare.of(first, 999));
        assertEquals(usd(999), payout.deductions().adminFee());
        assertEquals(usd(0), payout.paidOut());
        assertEquals(usd(0), payout.availableCredits());
        assertEquals(
                usd(0), by(RefundDestination.AVAILABLE_CREDITS).deductions().adminFee());
    }

    @Test
    void paysWhatIsDueFirstAndMakesCreditOfTheRest() {
        funds.owes(Billed.line("x", 3000).invoice("I-2"));
        funds.owes(Billed.line("y", 2000).invoice("I-3").paid("P-9", 500));
        Payout payout = by(RefundDestination.OFFSET, RefundShare.of(first, 4000));
        assertEquals(List.of(new Offset("I-2", "x", usd(3000)), new Offset("I-3", "y", usd(1000))), payout.offsets());
        assertEquals(usd(0), payout.availableCredits());
        Payout more = by(RefundDestination.OFFSET, RefundShare.of(first, 5000));
        assertEquals(List.of(new Offset("I-2", "x", usd(3000)), new Offset("I-3", "y", usd(1500))), more.offsets());
        assertEquals(usd(500), more.availableCredits());
    }

    @Test
    void takesTheFeeBeforeAnythingIsOffset() {
        funds.adminFee = 1500;
        funds.owes(Billed.line("x", 3000).invoice("I-2"));
        Payout payout = by(RefundDestination.OFFSET, RefundShare.of(first, 4000));
        assertEquals(List.of(new Offset("I-2", "x", usd(2500))), payout.offsets());
        assertEquals(usd(0), payout.availableCredits());
    }

    @Test
    void doesNotPayALineWithItsOwnRefund() {
        var half = Billed.line("a", 10000).paid("P-1", 5000);
        funds.owes(half).owes(Billed.line("x", 3000).invoice("I-2"));
        Payout payout = by(RefundDestination.OFFSET, RefundShare.of(half.seen(), 4000));
        assertEquals(List.of(new Offset("I-2", "x", usd(3000))), payout.offsets());
        assertEquals(usd(1000), payout.availableCredits());
    }

    @Test
    void givesTheUnallocatedRestBackToItsPayment() {
        var rest = new RefundShare(null, List.of(new Source("P-1", 700)), 700);
        Payout payout = by(RefundDestination.ORIGINAL_PAYMENT, rest, RefundShare.of(first, 1000));
        assertEquals(
                List.of(
                        List.of(new Part("P-1", null, usd(700)), new Part("P-1", "a", usd(600))),
                        List.of(new Part("P-2", "a", usd(400)))),
                payout.routes().stream().map(RefundRoute::parts).toList());
    }

    @Test
    void leavesOutSourcesThatGiveNothing() {
        // Of one cent the larger payment gives all.
        Payout payout = by(RefundDestination.ORIGINAL_PAYMENT, RefundShare.of(first, 1));
        assertEquals(
                List.of(List.of(new Part("P-1", "a", usd(1)))),
                payout.routes().stream().map(RefundRoute::parts).toList());
    }

    @Test
    void paysNothingMoreWhereACreditNoteIsTheRefund() {
        funds.adminFee = 1000;
        CreditNote note = funds.note("CN-1", 6000);
        Payout payout = PayoutPlan.asOn(note, 5000, List.of(RefundShare.of(first, 6000)), funds.money());
        assertEquals(new NoteUsed("CN-1", usd(6000), usd(1000)), payout.creditNote());
        assertEquals(usd(6000), payout.refund());
        assertEquals(usd(0), payout.deductions().adminFee());
        assertEquals(usd(0), payout.availableCredits());
        assertEquals(
                List.of("CN-1"),
                payout.routes().stream().map(RefundRoute::creditNoteId).toList());
        assertEquals(
                usd(-1000),
                Stream.ofNullable(PayoutPlan.asOn(note, 7000, List.of(RefundShare.of(first, 6000)), funds.money())
                                .creditNote())
                        .map(NoteUsed::difference)
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void isEmptyWhereNothingGoesBack() {
        Payout nothing = PayoutPlan.nothing(funds.money());
        assertEquals(List.of(), nothing.routes());
        assertEquals(usd(0), nothing.refund());
        assertEquals(usd(0), nothing.availableCredits());
        assertNull(nothing.creditNote());
    }
}
