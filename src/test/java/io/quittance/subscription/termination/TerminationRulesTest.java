package io.quittance.subscription.termination;

import static io.quittance.call.RefusalReason.CANCELLATION_ALREADY_SCHEDULED;
import static io.quittance.call.RefusalReason.SELF_SERVICE_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.SUBSCRIPTION_ALREADY_ENDED;
import static io.quittance.call.RefusalReason.SUBSCRIPTION_EXPIRED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quittance.call.Refusal;
import io.quittance.call.Role;
import io.quittance.desk.Warning;
import io.quittance.persistence.Policy;
import io.quittance.persistence.Subscription.BillingStatus;
import io.quittance.persistence.SubscriptionState;
import io.quittance.persistence.Timing;
import io.quittance.refund.payout.RefundMode;
import io.quittance.settlement.PeriodUnit;
import io.quittance.subscription.agreement.EndTiming;
import io.quittance.testing.Billed;
import io.quittance.testing.Refused;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TerminationRulesTest {

    private static final LocalDate EXPIRY = LocalDate.parse("2026-05-14");

    private final Ending ending = new Ending();

    // What has expired ends on day 29, and the day it expired is day 1.

    @Test
    void letsAnExpiredOneEndOnDay29() {
        assertEquals(LocalDate.parse("2026-06-11"), TerminationRules.endsByItselfOn(EXPIRY, ending.funds.policy));
        ending.funds.policy.expiryDays = 0;
        assertEquals(EXPIRY, TerminationRules.endsByItselfOn(EXPIRY, ending.funds.policy));
    }

    @Test
    void refusesAnExpiredOneFromDay1ToDay28() {
        ending.subscription.expiresOn = EXPIRY;
        mayEndOn("2026-05-13"); // runs
        for (String day : List.of("2026-05-14", "2026-06-10")) {
            Refusal refusal = Refused.because(SUBSCRIPTION_EXPIRED, () -> mayEndOn(day));
            assertEquals(LocalDate.parse("2026-06-11"), refusal.facts().get("firstLegalDay"));
            assertEquals(EXPIRY, refusal.facts().get("expiresOn"));
        }
        mayEndOn("2026-06-11");
    }

    @Test
    void neverRefusesOneWithoutATermForIt() {
        mayEndOn("2099-01-01");
    }

    private void mayEndOn(String day) {
        TerminationRules.mustNotHaveJustExpired(ending.subscription, LocalDate.parse(day), ending.funds.policy);
    }

    /** Four in the morning in UTC is midnight in New York. */
    @Test
    void countsTheDaysInTheAccountsTimeZone() {
        ending.subscription.expiresOn = EXPIRY;
        Refused.because(
                SUBSCRIPTION_EXPIRED,
                () -> ending.plan(EndTiming.IMMEDIATE, RefundMode.NONE, "2026-06-11T03:59:59.999Z"));
        assertEquals(
                SubscriptionState.EXPIRED,
                ending.plan(EndTiming.IMMEDIATE, RefundMode.NONE, "2026-06-11T04:00:00Z")
                        .state());
    }

    @ParameterizedTest
    @EnumSource(RefundMode.class)
    void endsAnExpiredOneWithoutMoneyWhateverIsAsked(RefundMode mode) {
        ending.subscription.expiresOn = EXPIRY;
        ending.line(Billed.line("late", 3000).paid());
        for (EndTiming timing : List.of(EndTiming.IMMEDIATE, EndTiming.END_OF_PERIOD, EndTiming.END_OF_TERM)) {
            TerminationPlan plan = ending.plan(timing, mode, "2026-06-11T12:00:00Z");
            assertEquals(Timing.IMMEDIATE, plan.dates().timing());
            assertEquals(RefundMode.NONE, plan.refund().refundMode());
            assertEquals(List.of(), plan.lines());
            assertEquals(List.of(), plan.refund().payout().routes());
            assertEquals(
                    List.of(Warning.Code.NO_MONEY_AFTER_EXPIRY),
                    plan.warnings().stream().map(Warning::code).toList());
        }
    }

    // Somebody asks for the end of one that runs.

    @ParameterizedTest
    @EnumSource(BillingStatus.class)
    void endsOneThatRunsWhateverItsStanding(BillingStatus standing) {
        ending.subscription.billingStatus = standing;
        ending.line(Billed.line("june", 3000).paid());
        TerminationPlan plan = ending.plan(EndTiming.IMMEDIATE, RefundMode.AVAILABLE_CREDITS, "2026-06-11T12:00:00Z");
        assertEquals(SubscriptionState.valueOf(standing.name()), plan.state());
        assertEquals(LocalDate.parse("2026-06-11"), plan.dates().effectiveOn());
        assertEquals(LocalDate.parse("2026-06-10"), plan.dates().lastDayUsed());
        assertNull(plan.dates().effectiveAt());
        assertEquals(2000, plan.refund().payout().refund().getAmountMinorLong());
    }

    @Test
    void countsTheDayOfTheEndAsUsedWhereThePolicySaysSo() {
        ending.funds.policy.cancelDayUsed = true;
        ending.line(Billed.line("june", 3000).paid());
        TerminationPlan plan = ending.plan(EndTiming.IMMEDIATE, RefundMode.AVAILABLE_CREDITS, "2026-06-11T12:00:00Z");
        assertEquals(LocalDate.parse("2026-06-12"), plan.dates().effectiveOn());
        assertEquals(1900, plan.refund().payout().refund().getAmountMinorLong());
    }

    @Test
    void settlesTheBilledLinesOfOneThatHasNotBegun() {
        ending.subscription.startsOn = LocalDate.parse("2026-07-01");
        ending.line(Billed.line("july", 3000).period("2026-07-01", "2026-08-01").paid());
        TerminationPlan plan = ending.plan(EndTiming.IMMEDIATE, RefundMode.AVAILABLE_CREDITS, "2026-06-11T12:00:00Z");
        assertEquals(SubscriptionState.FUTURE, plan.state());
        assertEquals(3000, plan.refund().payout().refund().getAmountMinorLong());
        assertEquals("CANCELED", plan.effects().get(0).after());
        assertEquals(List.of(), plan.warnings());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01, MONTH, 1, 2026-06-11, 2026-07-01",
        "2026-01-11, MONTH, 1, 2026-06-11, 2026-07-11", // a period begins today: it is used
        "2026-01-12, MONTH, 1, 2026-06-11, 2026-06-12",
        "2026-01-31, MONTH, 1, 2026-02-15, 2026-02-28",
        "2026-01-31, MONTH, 1, 2026-02-28, 2026-03-31", // the anchor is kept
        "2024-02-29, YEAR, 1, 2026-06-11, 2027-02-28"
    })
    void waitsForTheEndOfThePeriodThatRuns(
            LocalDate anchor, PeriodUnit unit, int count, LocalDate today, LocalDate end) {
        ending.subscription.anchorOn = anchor;
        ending.subscription.periodUnit = unit;
        ending.subscription.periodCount = count;
        assertEquals(end, TerminationRules.endOfPeriod(ending.subscription, today));
    }

    @ParameterizedTest
    @CsvSource({"2026-06-30, 2026-06-30", "2026-07-01, 2026-07-01", "2026-07-02, 2026-07-01"})
    void waitsNoLongerThanTheTerm(LocalDate expiresOn, LocalDate end) {
        ending.subscription.expiresOn = expiresOn;
        assertEquals(end, TerminationRules.endOfPeriod(ending.subscription, LocalDate.parse("2026-06-11")));
    }

    @Test
    void saysThatTheMoneyIsSettledOnTheDay() {
        ending.line(Billed.line("june", 3000).paid());
        TerminationPlan plan = ending.plan(EndTiming.END_OF_PERIOD, null, "2026-06-11T12:00:00Z");
        assertEquals(Instant.parse("2026-07-01T04:00:00Z"), plan.dates().effectiveAt());
        assertEquals(RefundMode.NONE, plan.refund().refundMode());
        assertEquals("SCHEDULED", plan.effects().get(0).after());
        assertEquals(
                List.of(Warning.Code.SETTLED_ON_THE_DAY),
                plan.warnings().stream().map(Warning::code).toList());
    }

    @Test
    void saysWhatWasPaidAndDoesNotGoBack() {
        ending.line(Billed.line("june", 3000).paid());
        TerminationPlan plan = ending.plan(EndTiming.IMMEDIATE, RefundMode.NONE, "2026-06-11T12:00:00Z");
        assertEquals(3000, plan.amounts().kept().getAmountMinorLong());
        assertEquals(
                List.of(new Warning(
                        Warning.Code.NOT_REFUNDED, "USD 20.00 was paid for unused days and is not refunded.")),
                plan.warnings());
    }

    // What stands in the way.

    @Test
    void refusesCustomersWhereTheyMayNotAndOfWhatHasExpired() {
        var customer = Ending.by(Role.CUSTOMER, "2026-06-11T12:00:00Z");
        var agent = Ending.by(Role.AGENT, "2026-06-11T12:00:00Z");
        Policy policy = ending.funds.policy;
        TerminationRules.mayAsk(policy, SubscriptionState.ACTIVE, customer);
        Refused.because(
                SELF_SERVICE_NOT_ALLOWED, () -> TerminationRules.mayAsk(policy, SubscriptionState.EXPIRED, customer));
        TerminationRules.mayAsk(policy, SubscriptionState.EXPIRED, agent);
        policy.selfServiceCancellation = false;
        Refused.because(
                SELF_SERVICE_NOT_ALLOWED, () -> TerminationRules.mayAsk(policy, SubscriptionState.ACTIVE, customer));
        TerminationRules.mayAsk(policy, SubscriptionState.ACTIVE, agent);
    }

    @Test
    void refusesOneThatHasEndedAndOneThatIsAboutTo() {
        Instant end = Instant.parse("2026-07-01T04:00:00Z");
        TerminationRules.mustRun(ending.subscription, Ending.NOW);
        ending.subscription.schedule("C-1", LocalDate.parse("2026-07-01"), end);
        Refusal scheduled = Refused.because(
                CANCELLATION_ALREADY_SCHEDULED,
                () -> TerminationRules.mustRun(ending.subscription, end.minusMillis(1)));
        assertEquals("C-1", scheduled.facts().get("cancellationId"));
        // The clock decides, not the job.
        Refusal ended =
                Refused.because(SUBSCRIPTION_ALREADY_ENDED, () -> TerminationRules.mustRun(ending.subscription, end));
        assertEquals(LocalDate.parse("2026-07-01"), ended.facts().get("effectiveOn"));
        assertEquals("hosting", ended.facts().get("subscriptionId"));
    }

    @Test
    void asksInTheOrderOfTheReasons() {
        ending.subscription.importAsEnded(LocalDate.parse("2026-06-01"), Instant.parse("2026-06-01T04:00:00Z"));
        ending.subscription.expiresOn = LocalDate.parse("2026-06-01");
        // It has ended and it has expired: that it has ended is told.
        Refused.because(
                SUBSCRIPTION_ALREADY_ENDED,
                () -> ending.plan(EndTiming.IMMEDIATE, RefundMode.NONE, "2026-06-11T12:00:00Z"));
    }
}
