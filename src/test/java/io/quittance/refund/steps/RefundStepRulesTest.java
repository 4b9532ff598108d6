package io.quittance.refund.steps;

import static io.quittance.call.RefusalReason.INVALID_REQUEST;
import static io.quittance.call.RefusalReason.MAKER_IS_CHECKER;
import static io.quittance.call.RefusalReason.REFUND_NOT_CANCELABLE;
import static io.quittance.call.RefusalReason.REFUND_NOT_FAILED;
import static io.quittance.call.RefusalReason.REFUND_NOT_PENDING;
import static io.quittance.call.RefusalReason.REFUND_NOT_PENDING_APPROVAL;
import static io.quittance.call.RefusalReason.REFUND_NOT_REVERSIBLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.call.Refusal;
import io.quittance.desk.Reason;
import io.quittance.persistence.Counters;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundDestination;
import io.quittance.persistence.RefundPart;
import io.quittance.persistence.RefundState;
import io.quittance.refund.steps.SettleRefund.Outcome;
import io.quittance.testing.Billed;
import io.quittance.testing.Funds;
import io.quittance.testing.Refused;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A refund of 40.00 of a line of 100.00 that was paid. */
class RefundStepRulesTest {

    private final Funds funds = Funds.usual();

    private static Refund in(RefundState state) {
        return Counters.refund(state, RefundDestination.ORIGINAL_PAYMENT, 2, 4000);
    }

    private RefundStepSnapshot opened(Refund refund, Billed line, long available) {
        return new RefundStepSnapshot(
                funds.money(),
                refund,
                List.of(new RefundPart("R-1", 1, "P-1", "a", null, 4000)),
                List.of(line.seen()),
                List.of(),
                available,
                0,
                Set.of());
    }

    private RefundStepSnapshot opened(Refund refund, long available) {
        return opened(refund, Billed.line("a", 10000).paid("P-1", 6000).returned(4000, 0), available);
    }

    private static Refund paidTo(RefundDestination destination) {
        return Counters.refund(RefundState.SUCCEEDED, destination, 0, 4000);
    }

    @ParameterizedTest
    @EnumSource(RefundState.class)
    void goesOnlyTheWaysThatItMay(RefundState state) {
        Refund refund = in(state);
        allowed(state, Set.of(RefundState.PENDING_APPROVAL), () -> RefundStepRules.mustWaitForApproval(refund));
        allowed(state, Set.of(RefundState.FAILED), () -> RefundStepRules.mustHaveFailed(refund));
        allowed(
                state,
                EnumSet.of(RefundState.PENDING_APPROVAL, RefundState.FAILED),
                () -> RefundStepRules.mustBeCancelable(refund));
        allowed(state, Set.of(RefundState.SUCCEEDED), () -> RefundStepRules.mustBeReversible(opened(refund, 0), true));
    }

    private static void allowed(RefundState state, Set<RefundState> allowed, Runnable question) {
        if (allowed.contains(state)) {
            question.run();
        } else {
            Refusal refusal = assertThrows(Refusal.class, question::run);
            assertTrue(
                    Set.of(REFUND_NOT_PENDING_APPROVAL, REFUND_NOT_FAILED, REFUND_NOT_CANCELABLE, REFUND_NOT_REVERSIBLE)
                            .contains(refusal.reason()));
            assertEquals(state, refusal.facts().get("state"));
        }
    }

    @Test
    void asksForASecondPerson() {
        RefundStepRules.makerMustNotCheck(in(RefundState.PENDING_APPROVAL), "another");
        Refused.because(
                MAKER_IS_CHECKER,
                () -> RefundStepRules.makerMustNotCheck(in(RefundState.PENDING_APPROVAL), "somebody"));
    }

    /** The refund is in its second attempt. */
    @ParameterizedTest
    @CsvSource({
        "PENDING, SUCCEEDED, 2, SUCCEEDED",
        "PENDING, SUCCEEDED, 1, SUCCEEDED",
        "PENDING, SUCCEEDED, , SUCCEEDED",
        "FAILED, SUCCEEDED, 1, SUCCEEDED",
        "SUCCEEDED, SUCCEEDED, 2, SUCCEEDED",
        "REVERSED, SUCCEEDED, 2, REVERSED",
        "CANCELED, SUCCEEDED, 2, SUCCEEDED",
        "REDIRECTED, SUCCEEDED, 1, SUCCEEDED",
        "PENDING_APPROVAL, SUCCEEDED, 1, REFUND_ALREADY_SETTLED",
        "PENDING, FAILED, 2, FAILED",
        "PENDING, FAILED, , FAILED",
        "PENDING, FAILED, 1, PENDING",
        "FAILED, FAILED, 2, FAILED",
        "CANCELED, FAILED, 2, CANCELED",
        "REDIRECTED, FAILED, 2, REDIRECTED",
        "SUCCEEDED, FAILED, 1, SUCCEEDED",
        "SUCCEEDED, FAILED, 2, REFUND_ALREADY_SETTLED",
        "SUCCEEDED, FAILED, , REFUND_ALREADY_SETTLED",
        "REVERSED, FAILED, 2, REFUND_ALREADY_SETTLED"
    })
    void takesAnAnswerForWhatItIs(RefundState state, Outcome outcome, Integer attempt, String after) {
        String found;
        try {
            found = RefundStepRules.settled(in(state), outcome, attempt).name();
        } catch (Refusal refusal) {
            found = refusal.reason().name();
        }
        assertEquals(after, found);
    }

    @Test
    void settlesOnlyAttemptsThatWereTold() {
        Refused.because(INVALID_REQUEST, () -> RefundStepRules.settled(in(RefundState.PENDING), Outcome.SUCCEEDED, 3));
        Refused.because(
                REFUND_NOT_PENDING,
                () -> RefundStepRules.settled(paidTo(RefundDestination.OFFLINE), Outcome.SUCCEEDED, null));
    }

    @Test
    void reversesCreditsToTheLastCent() {
        Refund credits = paidTo(RefundDestination.AVAILABLE_CREDITS);
        RefundStepRules.mustBeReversible(opened(credits, 4000), false);
        Refused.because(REFUND_NOT_REVERSIBLE, () -> RefundStepRules.mustBeReversible(opened(credits, 3999), false));
    }

    @ParameterizedTest
    @EnumSource(
            value = RefundDestination.class,
            names = {"OFFLINE", "ORIGINAL_PAYMENT"})
    void reversesWhatWasPaidWhereItCameBack(RefundDestination destination) {
        RefundStepRules.mustBeReversible(opened(paidTo(destination), 0), true);
        Refused.because(
                REFUND_NOT_REVERSIBLE, () -> RefundStepRules.mustBeReversible(opened(paidTo(destination), 0), false));
    }

    @Test
    void neverReversesWhatWasOffset() {
        Refused.because(
                REFUND_NOT_REVERSIBLE,
                () -> RefundStepRules.mustBeReversible(opened(paidTo(RefundDestination.OFFSET), 9999), true));
    }

    /** A credit note gave back 40.00 of a line that was credited 10.00; the 30.00 that were owed again are paid again. */
    @Test
    void refusesToMakeALinePaidAboveWhatItIs() {
        Refund note = paidTo(RefundDestination.CREDIT_NOTE);
        Billed owed = Billed.line("a", 10000).paid("P-1", 6000).credited(1000, 0);
        RefundStepRules.mustBeReversible(opened(note, owed, 0), false);
        Billed paid = Billed.line("a", 10000).paid("P-1", 9000).credited(1000, 0);
        Refusal refusal = Refused.because(
                REFUND_NOT_REVERSIBLE, () -> RefundStepRules.mustBeReversible(opened(note, paid, 0), false));
        assertEquals(List.of("a"), refusal.facts().get("lines"));
        RefundStepPlan plan = RefundStepPlan.reverse(
                new ReverseRefund.ReverseRefundRequest("R-1", false, new Reason("ERROR", "x")), opened(note, owed, 0));
        assertEquals(funds.account.money(4000), plan.isFree().get(0).credit().amount());
        assertEquals(funds.account.money(1000), plan.isFree().get(0).credit().net());
        assertTrue(plan.moves());
        assertFalse(plan.becomesAvailable().isPositive());
    }
}
