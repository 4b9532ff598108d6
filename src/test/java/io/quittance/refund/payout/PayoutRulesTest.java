package io.quittance.refund.payout;

import static io.quittance.call.RefusalReason.CREDIT_NOTE_EXISTS;
import static io.quittance.call.RefusalReason.CREDIT_NOTE_NOT_FOUND;
import static io.quittance.call.RefusalReason.CREDIT_NOTE_NOT_USABLE;
import static io.quittance.call.RefusalReason.INVALID_REQUEST;
import static io.quittance.call.RefusalReason.OVERRIDE_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.REFUNDS_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.REFUND_CHOICE_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.REFUND_EXCEEDS_PAYMENT;
import static io.quittance.call.RefusalReason.REFUND_MODE_REQUIRED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.call.InputError;
import io.quittance.call.Refusal;
import io.quittance.call.Role;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.Policy.SelfServiceRefund;
import io.quittance.persistence.RefundDestination;
import io.quittance.testing.Billed;
import io.quittance.testing.Funds;
import io.quittance.testing.Refused;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PayoutRulesTest {

    private static final Predicate<CreditNote> ANY = note -> true;

    private final Funds funds = Funds.usual();

    // How an end is settled.

    @ParameterizedTest
    @EnumSource(RefundMode.class)
    void takesTheModeThatIsAskedFor(RefundMode mode) {
        assertEquals(mode, mode(mode, true, Role.AGENT));
        assertEquals(mode, mode(mode, false, Role.AGENT));
    }

    @Test
    void needsAModeOnlyWhereSomethingCanGoBack() {
        Refused.because(REFUND_MODE_REQUIRED, () -> mode(null, true, Role.AGENT));
        assertEquals(RefundMode.NONE, mode(null, false, Role.AGENT));
        funds.policy.allowRefund = false;
        assertEquals(RefundMode.NONE, mode(null, true, Role.AGENT));
    }

    @ParameterizedTest
    @EnumSource(SelfServiceRefund.class)
    void letsThePolicyChooseForCustomers(SelfServiceRefund policy) {
        funds.policy.selfServiceRefundMode = policy;
        RefundMode own = RefundMode.valueOf(policy.name());
        assertEquals(own, mode(null, true, Role.CUSTOMER));
        assertEquals(own, mode(own, true, Role.CUSTOMER));
        assertEquals(RefundMode.NONE, mode(null, false, Role.CUSTOMER));
        funds.policy.allowRefund = false;
        assertEquals(RefundMode.NONE, mode(null, true, Role.CUSTOMER));
    }

    @Test
    void refusesTheChoiceOfACustomerThatIsNotThePolicys() {
        for (RefundMode mode : List.of(RefundMode.ORIGINAL_PAYMENT, RefundMode.CREDIT_NOTE, RefundMode.NONE)) {
            Refusal refusal = Refused.because(REFUND_CHOICE_NOT_ALLOWED, () -> mode(mode, true, Role.CUSTOMER));
            assertEquals(RefundMode.AVAILABLE_CREDITS, refusal.facts().get("mode"));
        }
        Refused.because(REFUND_CHOICE_NOT_ALLOWED, () -> mode(RefundMode.AVAILABLE_CREDITS, false, Role.CUSTOMER));
    }

    private RefundMode mode(@Nullable RefundMode asked, boolean refundable, Role role) {
        return PayoutRules.mode(new RefundChoice(asked, null, null), refundable, funds.money(), role);
    }

    // The credit note that is the refund.

    @Test
    void needsACreditNoteWithThatDestinationAndOnlyThen() {
        Refused.because(INVALID_REQUEST, () -> named(RefundDestination.CREDIT_NOTE, null));
        funds.note("CN-1", 1000);
        for (RefundDestination other : RefundDestination.values()) {
            if (other != RefundDestination.CREDIT_NOTE) {
                Refusal refusal = Refused.because(INVALID_REQUEST, () -> named(other, "CN-1"));
                assertEquals(
                        List.of(new InputError("/here", "is required with CREDIT_NOTE, and not allowed otherwise")),
                        refusal.facts().get("errors"));
                assertNull(named(other, null));
            }
        }
        Refused.because(INVALID_REQUEST, () -> named(null, "CN-1"));
        assertNull(named(null, null));
    }

    @Test
    void findsTheCreditNoteThatIsNamed() {
        funds.note("CN-1", 1000);
        CreditNote second = funds.note("CN-2", 2000);
        assertSame(second, named(RefundDestination.CREDIT_NOTE, "CN-2"));
        Refused.because(CREDIT_NOTE_NOT_FOUND, () -> named(RefundDestination.CREDIT_NOTE, "CN-3"));
    }

    @Test
    void refusesACreditNoteThatIsUsedAndSaysByWhichRefund() {
        funds.note("CN-1", 1000).use("R-7");
        Refusal refusal = Refused.because(CREDIT_NOTE_NOT_USABLE, () -> named(RefundDestination.CREDIT_NOTE, "CN-1"));
        assertEquals("R-7", refusal.facts().get("refundId"));
        assertEquals("CN-1", refusal.facts().get("creditNoteId"));
    }

    private @Nullable CreditNote named(@Nullable RefundDestination destination, @Nullable String note) {
        return PayoutRules.note(destination, note, funds.money(), "/here");
    }

    // Whether it may be paid.

    @ParameterizedTest
    @EnumSource(value = RefundDestination.class, mode = EnumSource.Mode.EXCLUDE, names = "CREDIT_NOTE")
    void paysNothingWherePolicyAllowsNoRefundsOrACreditNoteSaysItAlready(RefundDestination destination) {
        mayPay(destination, null, ANY, Role.AGENT);
        funds.note("CN-1", 1000);
        mayPay(destination, null, note -> false, Role.AGENT);
        Refusal exists = Refused.because(CREDIT_NOTE_EXISTS, () -> mayPay(destination, null, ANY, Role.AGENT));
        assertEquals("CN-1", exists.facts().get("creditNoteId"));
        funds.policy.allowRefund = false;
        // Of several facts the first is told.
        Refused.because(REFUNDS_NOT_ALLOWED, () -> mayPay(destination, null, ANY, Role.AGENT));
    }

    @Test
    void letsOnlyABillingAdminPayBesidesACreditNoteAndOnlyWithAReason() {
        funds.note("CN-1", 1000);
        for (Role role : List.of(Role.CUSTOMER, Role.AGENT, Role.SYSTEM)) {
            Refused.because(OVERRIDE_NOT_ALLOWED, () -> mayPay(RefundDestination.OFFLINE, "It was lost.", ANY, role));
        }
        Refused.because(CREDIT_NOTE_EXISTS, () -> mayPay(RefundDestination.OFFLINE, " ", ANY, Role.BILLING_ADMIN));
        assertEquals(
                new Payout.CreditNoteOverride("CN-1", "It was lost."),
                mayPay(RefundDestination.OFFLINE, "It was lost.", ANY, Role.BILLING_ADMIN));
        // Where nothing stands in the way, there is nothing to be paid besides.
        assertNull(mayPay(RefundDestination.OFFLINE, "It was lost.", note -> false, Role.AGENT));
    }

    @Test
    void isNotStoppedByACreditNoteThatIsUsed() {
        funds.note("CN-1", 1000).use("R-7");
        mayPay(RefundDestination.OFFLINE, null, ANY, Role.AGENT);
    }

    @Test
    void isStoppedByACreditNoteOfALineThatWasPaidOutByItself() {
        funds.paidOut("CN-1", 1000, "web");
        Refusal refusal = Refused.because(
                CREDIT_NOTE_EXISTS, () -> mayPay(RefundDestination.OFFLINE, null, ANY, Role.BILLING_ADMIN));
        assertEquals("R-9", refusal.facts().get("refundId"));
        mayPay(RefundDestination.OFFLINE, null, note -> note.id.equals("CN-2"), Role.AGENT);
    }

    @Test
    void letsACreditNoteBeTheRefundWhateverThePolicySays() {
        funds.policy.allowRefund = false;
        funds.note("CN-1", 1000);
        mayPay(RefundDestination.CREDIT_NOTE, null, ANY, Role.AGENT);
    }

    private Payout.@Nullable CreditNoteOverride mayPay(
            RefundDestination destination, @Nullable String override, Predicate<CreditNote> names, Role role) {
        return PayoutRules.mayPay(destination, override, names, funds.money(), role);
    }

    @Test
    void knowsWhichCreditNotesNameALine() {
        var lines = List.of(
                Billed.line("a", 1000).seen(),
                Billed.line("b", 1000).item("server").seen());
        Predicate<CreditNote> names = PayoutRules.namesAnyOf(lines);
        CreditNote nothing = funds.note("CN-0", 1000);
        CreditNote line = funds.note("CN-1", 1000);
        line.lineId = "b";
        CreditNote item = funds.note("CN-2", 1000);
        item.billingItemId = "server";
        CreditNote subscription = funds.note("CN-3", 1000);
        subscription.subscriptionId = "hosting";
        CreditNote other = funds.note("CN-4", 1000);
        other.lineId = "c";
        other.billingItemId = "disk";
        other.subscriptionId = "mail";
        assertFalse(names.test(nothing));
        assertTrue(names.test(line));
        assertTrue(names.test(item));
        assertTrue(names.test(subscription));
        assertFalse(names.test(other));
    }

    // What a credit note says.

    @Test
    void splitsACreditNoteThatSaysLessInProportion() {
        assertEquals(List.of(2000L, 4000L), asOn(6000, List.of(2400L, 4800L), List.of(3600L, 7200L)));
        assertEquals(List.of(2400L, 4800L), asOn(7200, List.of(2400L, 4800L), List.of(3600L, 7200L)));
        assertEquals(List.of(0L, 1L), asOn(1, List.of(0L, 4800L), List.of(3600L, 7200L)));
    }

    @Test
    void givesWhatACreditNoteSaysMoreToTheLinesThatHaveRoomForIt() {
        // 12.00 and 24.00 more could go back; of 9.00 more they take 3.00 and 6.00.
        assertEquals(List.of(2700L, 5400L), asOn(8100, List.of(2400L, 4800L), List.of(3600L, 7200L)));
        // A line that gives everything already gives no more.
        assertEquals(List.of(2400L, 5700L), asOn(8100, List.of(2400L, 4800L), List.of(2400L, 7200L)));
        assertEquals(List.of(3600L, 7200L), asOn(10800, List.of(2400L, 4800L), List.of(3600L, 7200L)));
        assertEquals(List.of(1L), asOn(1, List.of(0L), List.of(3600L)));
    }

    @Test
    void refusesACreditNoteAboveWhatWasPaid() {
        Refusal refusal = Refused.because(
                REFUND_EXCEEDS_PAYMENT, () -> asOn(10801, List.of(2400L, 4800L), List.of(3600L, 7200L)));
        assertEquals(funds.account.money(10800), refusal.facts().get("refundable"));
    }

    private List<Long> asOn(long note, List<Long> computed, List<Long> refundable) {
        return PayoutRules.asOn(funds.note("CN-1", note), computed, refundable, funds.money());
    }

    @Test
    void refusesMoreThanWasPaidToTheLastMinorUnit() {
        PayoutRules.mustNotExceed(100, 100, funds.money());
        Refused.because(REFUND_EXCEEDS_PAYMENT, () -> PayoutRules.mustNotExceed(101, 100, funds.money()));
    }

    // Whether one person may decide it.

    @Test
    void countsWhatWentBackBeforeTowardsTheLimit() {
        assertFalse(needsApproval(RefundDestination.OFFLINE));
        funds.refundLimit = 1000L;
        assertFalse(needsApproval(RefundDestination.OFFLINE));
        funds.unapproved = 1;
        assertTrue(needsApproval(RefundDestination.OFFLINE));
        funds.refundLimit = 1001L;
        assertFalse(needsApproval(RefundDestination.OFFLINE));
        funds.unapproved = 2;
        assertTrue(needsApproval(RefundDestination.OFFLINE));
        // What a credit note says was decided where it was issued.
        assertFalse(PayoutRules.needsApproval(
                PayoutPlan.asOn(funds.note("CN-1", 1000), 1000, due(), funds.money()),
                funds.money().costs()));
    }

    /** Of 10.00. */
    private boolean needsApproval(RefundDestination destination) {
        return PayoutRules.needsApproval(
                PayoutPlan.by(destination, due(), funds.money()), funds.money().costs());
    }

    private static List<RefundShare> due() {
        return List.of(RefundShare.of(Billed.line("a", 1000).paid("P-1", 1000).seen(), 1000));
    }
}
