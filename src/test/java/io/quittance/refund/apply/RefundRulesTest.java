package io.quittance.refund.apply;

import static io.quittance.call.RefusalReason.CREDIT_NOTE_EXISTS;
import static io.quittance.call.RefusalReason.CREDIT_NOTE_NOT_FOUND;
import static io.quittance.call.RefusalReason.INVALID_REQUEST;
import static io.quittance.call.RefusalReason.NOTHING_TO_REFUND;
import static io.quittance.call.RefusalReason.REFUNDS_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.REFUND_EXCEEDS_PAYMENT;
import static io.quittance.call.RefusalReason.REFUND_NOT_FOR_CANCELED_ITEM;
import static io.quittance.call.RefusalReason.REFUND_SPLIT_DOES_NOT_ADD_UP;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.call.Caller;
import io.quittance.call.InputError;
import io.quittance.call.Refusal;
import io.quittance.call.Role;
import io.quittance.desk.CallContext;
import io.quittance.desk.Reason;
import io.quittance.invoice.PaidLine;
import io.quittance.persistence.RefundDestination;
import io.quittance.refund.apply.RefundPlan.RefundedLine;
import io.quittance.refund.apply.RefundRequest.ChosenLine;
import io.quittance.refund.payout.DestinationShare;
import io.quittance.refund.payout.RefundShare;
import io.quittance.refund.payout.TaxedAmount;
import io.quittance.testing.Billed;
import io.quittance.testing.Funds;
import io.quittance.testing.MovingClock;
import io.quittance.testing.Refused;
import java.util.List;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lines of 36.00 and 72.00 with 20 % tax, paid by a payment of which 12.00 more are not allocated. */
class RefundRulesTest {

    private final Funds funds = Funds.usual();
    private final PaidLine web = Billed.line("web", 3000).tax(600, 20).paid().seen();
    private final PaidLine db =
            Billed.line("db", 6000).tax(1200, 20).item("server").paid().seen();

    // How much of what.

    @Test
    void givesAllOfAPaymentBackWhereNoAmountIsSaid() {
        assertEquals(List.of(1200L, 3600L, 7200L), RefundRules.shares(ofPayment(null), payment()));
    }

    @Test
    void takesTheUnallocatedRestFirstAndTheLinesInProportion() {
        assertEquals(List.of(500L, 0L, 0L), RefundRules.shares(ofPayment(usd(500)), payment()));
        assertEquals(List.of(1200L, 0L, 0L), RefundRules.shares(ofPayment(usd(1200)), payment()));
        assertEquals(List.of(1200L, 600L, 1200L), RefundRules.shares(ofPayment(usd(3000)), payment()));
    }

    @Test
    void splitsTheLastCentByLargestRemainders() {
        // Of 1.00 a third is 0.33 and two thirds are 0.67.
        assertEquals(List.of(0L, 33L, 67L), RefundRules.shares(ofInvoice(usd(100)), target(0, web, db)));
    }

    @Test
    void givesOfEachChosenLineWhatIsSaidOfItOrAll() {
        var request = ofLines(new ChosenLine("db", usd(100)), new ChosenLine("web", null));
        assertEquals(List.of(0L, 3600L, 100L), RefundRules.shares(request, target(0, web, db)));
    }

    @Test
    void refusesMoreThanIsLeftOfThePaymentTheInvoiceOrTheLine() {
        assertEquals(usd(12000), exceeding(ofPayment(usd(12001)), payment()));
        assertEquals(usd(10800), exceeding(ofInvoice(usd(10801)), target(0, web, db)));
        // Not even where another chosen line has room for it.
        var request = ofLines(new ChosenLine("web", usd(3601)), new ChosenLine("db", usd(1)));
        assertEquals(usd(3600), exceeding(request, target(0, web, db)));
    }

    @Test
    void countsOnlyWhatHasNotGoneBack() {
        PaidLine partly = Billed.line("web", 3000)
                .tax(600, 20)
                .paid("P-1", 2400)
                .returned(1000, 200)
                .seen();
        assertEquals(usd(2400), exceeding(ofInvoice(usd(2401)), target(0, partly)));
        PaidLine gone =
                Billed.line("web", 3000).tax(600, 20).returned(3000, 600).seen();
        Refused.because(NOTHING_TO_REFUND, () -> RefundRules.shares(ofInvoice(null), target(0, gone)));
        Refused.because(NOTHING_TO_REFUND, () -> RefundRules.shares(ofInvoice(usd(1)), target(0, gone)));
    }

    private static Object exceeding(RefundRequest request, RefundSnapshot target) {
        Refusal refusal = Refused.because(REFUND_EXCEEDS_PAYMENT, () -> RefundRules.shares(request, target));
        return refusal.facts().getOrDefault("refundable", "");
    }

    @Test
    void leavesOutWhatNothingIsDueOf() {
        assertEquals(
                List.of("db"),
                RefundRules.due(ofInvoice(null), target(0, web, db), List.of(0L, 0L, 5L)).stream()
                        .map(RefundShare::lineId)
                        .toList());
    }

    // A credit note that is paid out.

    @Test
    void paysACreditNoteOutByItselfOrByAPayment() {
        funds.note("CN-1", 3000);
        RefundPlan byItself = plan(payOut(null, RefundDestination.OFFLINE), target(0));
        assertEquals(usd(3000), byItself.refundable());
        assertEquals(usd(3000), byItself.payout().refund());
        assertEquals(List.of(), byItself.lines());
        RefundPlan byPayment = plan(payOut("P-1", RefundDestination.ORIGINAL_PAYMENT), payment());
        assertEquals(usd(3000), byPayment.payout().refund());
        assertEquals(usd(1200), byPayment.unallocated());
        funds.note("CN-0", 1).lineId = "web";
        Refused.because(CREDIT_NOTE_EXISTS, () -> plan(payOut("P-1", RefundDestination.ORIGINAL_PAYMENT), payment()));
    }

    @Test
    void refusesToPayACreditNoteOutBeyondThePayment() {
        funds.note("CN-1", 12001);
        Refused.because(
                REFUND_EXCEEDS_PAYMENT, () -> plan(payOut("P-1", RefundDestination.ORIGINAL_PAYMENT), payment()));
    }

    private static RefundRequest payOut(@Nullable String payment, RefundDestination destination) {
        return new RefundRequest(
                payment, null, "CN-1", List.of(), null, destination, List.of(), null, null, null, null, null, null);
    }

    // Bad input, all of it at once.

    @Test
    void refusesAmountsThatAreNone() {
        assertEquals(List.of(new InputError("/amount/amount", "must be greater than zero")), errors(ofPayment(usd(0))));
        assertEquals(
                List.of(new InputError("/amount/amount", "must be greater than zero")), errors(ofPayment(usd(-1))));
        Money yen = Money.ofMinor(CurrencyUnit.JPY, 1);
        assertEquals(
                List.of(new InputError("/amount/currency", "must be the account's currency, USD")),
                errors(ofPayment(yen)));
        assertEquals(
                List.of("/lines/0/amount/currency", "/lines/2/amount/amount"),
                errors(ofLines(
                                new ChosenLine("a", yen),
                                new ChosenLine("b", usd(1)),
                                new ChosenLine("c", usd(-5)),
                                new ChosenLine("d", null)))
                        .stream()
                        .map(InputError::pointer)
                        .toList());
    }

    @Test
    void refusesAnAmountBesideChosenLines() {
        var request = new RefundRequest(
                null,
                null,
                null,
                List.of(new ChosenLine("web", null)),
                usd(1),
                RefundDestination.OFFLINE,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null);
        assertEquals(List.of(new InputError("/amount", "must be given per line if lines are chosen")), errors(request));
    }

    @SuppressWarnings("unchecked")
    private static List<InputError> errors(RefundRequest request) {
        Refusal refusal = Refused.because(INVALID_REQUEST, () -> RefundRules.mustBeAmounts(request, "USD"));
        return (List<InputError>) refusal.facts().getOrDefault("errors", List.of());
    }

    @Test
    void refusesDestinationsThatAreNone() {
        assertEquals(
                List.of("/destination"),
                errors(over()).stream().map(InputError::pointer).toList());
        assertEquals(
                List.of("/destinations/1/destination", "/destinations/2/destination", "/destinations/2/amount/amount"),
                errors(over(
                                new DestinationShare(RefundDestination.OFFLINE, usd(1)),
                                new DestinationShare(RefundDestination.OFFLINE, usd(1)),
                                new DestinationShare(RefundDestination.CREDIT_NOTE, usd(0))))
                        .stream()
                        .map(InputError::pointer)
                        .toList());
    }

    @Test
    void saysWhatIsMissingOrTooMuchOfTheDestinations() {
        var request = over(
                new DestinationShare(RefundDestination.OFFLINE, usd(100)),
                new DestinationShare(RefundDestination.OFFSET, usd(200)));
        RefundRules.mustAddUp(request, 300, funds.account);
        assertEquals(usd(1), difference(request, 301));
        assertEquals(usd(-1), difference(request, 299));
    }

    private Object difference(RefundRequest request, long refund) {
        return Refused.because(
                        REFUND_SPLIT_DOES_NOT_ADD_UP, () -> RefundRules.mustAddUp(request, refund, funds.account))
                .facts()
                .getOrDefault("difference", "");
    }

    private static RefundRequest over(DestinationShare... shares) {
        return new RefundRequest(
                null, "I-1", null, List.of(), null, null, List.of(shares), null, null, null, null, null, null);
    }

    // Items that were canceled at once.

    @Test
    void refundsItemsThatWereCanceledAtOnceOnlyWhereThePolicySaysSo() {
        var canceled = new RefundSnapshot(funds.money(), List.of(web, db), 0, Set.of("server"), List.of());
        Refusal refusal =
                Refused.because(REFUND_NOT_FOR_CANCELED_ITEM, () -> RefundRules.mustNotBeCanceledAtOnce(canceled));
        assertEquals(List.of("db"), refusal.facts().get("lines"));
        RefundRules.mustNotBeCanceledAtOnce(target(0, web, db));
        funds.policy.refundCanceledItems = true;
        RefundRules.mustNotBeCanceledAtOnce(canceled);
    }

    // The plan.

    @Test
    void asksInTheOrderOfTheReasons() {
        PaidLine unpaid = Billed.line("db", 6000).item("server").seen();
        funds.policy.allowRefund = false;
        funds.note("CN-1", 100).billingItemId = "server";
        var target = new RefundSnapshot(funds.money(), List.of(unpaid), 0, Set.of("server"), List.of());
        Refused.because(INVALID_REQUEST, () -> plan(ofInvoice(usd(-1)), target));
        Refused.because(CREDIT_NOTE_NOT_FOUND, () -> plan(asNote("CN-2", null), target));
        Refused.because(REFUND_NOT_FOR_CANCELED_ITEM, () -> plan(ofInvoice(null), target));
        funds.policy.refundCanceledItems = true;
        Refused.because(REFUNDS_NOT_ALLOWED, () -> plan(ofInvoice(null), target));
        funds.policy.allowRefund = true;
        Refused.because(CREDIT_NOTE_EXISTS, () -> plan(ofInvoice(null), target));
        Refused.because(NOTHING_TO_REFUND, () -> plan(asNote("CN-1", null), target));
    }

    @Test
    void creditsTheLinesWithWhatGoesBack() {
        RefundPlan plan = plan(ofPayment(usd(3000)), payment());
        assertEquals(usd(12000), plan.refundable());
        assertEquals(usd(1200), plan.unallocated());
        assertEquals(
                List.of(
                        new RefundedLine("I-1", "web", new TaxedAmount(usd(600), usd(500), usd(100)), usd(3000)),
                        new RefundedLine("I-1", "db", new TaxedAmount(usd(1200), usd(1000), usd(200)), usd(6000))),
                plan.lines());
        assertEquals(usd(3000), plan.payout().refund());
        assertEquals(
                List.of("returned USD 0.00", "returned USD 0.00"),
                plan.effects().stream().map(effect -> effect.before()).toList());
    }

    @Test
    void bringsTheAmountToWhatTheCreditNoteSays() {
        funds.note("CN-1", 2100);
        RefundPlan less = plan(asNote("CN-1", null), payment());
        assertEquals(usd(2100), less.payout().refund());
        // Of 21.00 the rest of the payment takes a tenth, as it would of all.
        assertEquals(usd(210), less.unallocated());
        RefundPlan more = plan(asNote("CN-1", usd(1200)), payment());
        assertEquals(usd(1200), more.unallocated());
        assertEquals(
                List.of(usd(300), usd(600)),
                more.lines().stream().map(line -> line.credit().amount()).toList());
        funds.note("CN-2", 12001);
        Refused.because(REFUND_EXCEEDS_PAYMENT, () -> plan(asNote("CN-2", null), payment()));
    }

    private RefundPlan plan(RefundRequest request, RefundSnapshot target) {
        var now = new RefundSnapshot(
                funds.money(), target.paidLines(), target.unallocatedMinor(), target.canceledAtOnce(), List.of());
        return RefundPlan.of(
                request, now, new CallContext(MovingClock.START, new Caller("t", "somebody", Role.AGENT, null)));
    }

    private RefundSnapshot payment() {
        return target(1200, web, db);
    }

    private RefundSnapshot target(long unallocated, PaidLine... lines) {
        return new RefundSnapshot(funds.money(), List.of(lines), unallocated, Set.of(), List.of());
    }

    private Money usd(long minor) {
        return funds.account.money(minor);
    }

    private static RefundRequest ofPayment(@Nullable Money amount) {
        return new RefundRequest(
                "P-1",
                null,
                null,
                List.of(),
                amount,
                RefundDestination.OFFLINE,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static RefundRequest ofInvoice(@Nullable Money amount) {
        return new RefundRequest(
                null,
                "I-1",
                null,
                List.of(),
                amount,
                RefundDestination.OFFLINE,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static RefundRequest asNote(String note, @Nullable Money amount) {
        return new RefundRequest(
                "P-1",
                null,
                null,
                List.of(),
                amount,
                RefundDestination.CREDIT_NOTE,
                List.of(),
                note,
                null,
                null,
                null,
                new Reason("OTHER", "Goodwill."),
                null);
    }

    private static RefundRequest ofLines(ChosenLine... lines) {
        return new RefundRequest(
                null,
                null,
                null,
                List.of(lines),
                null,
                RefundDestination.OFFLINE,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
