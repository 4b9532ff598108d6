package io.quittance.subscription.removal;

import static io.quittance.call.RefusalReason.INVALID_REQUEST;
import static io.quittance.call.RefusalReason.PENALTY_WAIVER_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.REFUND_MODE_REQUIRED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.call.Role;
import io.quittance.desk.Effect;
import io.quittance.desk.Reason;
import io.quittance.desk.Warning;
import io.quittance.persistence.BillingTerm;
import io.quittance.persistence.BillingTerm.PenaltyKind;
import io.quittance.persistence.LineKind;
import io.quittance.persistence.RefundDestination;
import io.quittance.persistence.Service;
import io.quittance.refund.payout.Payout;
import io.quittance.refund.payout.RefundMode;
import io.quittance.subscription.agreement.EndTiming;
import io.quittance.subscription.services.PenaltyRule;
import io.quittance.subscription.services.ServiceCascade;
import io.quittance.subscription.services.ServiceEnd.Forgiveness;
import io.quittance.subscription.services.ServiceEnd.Outcome;
import io.quittance.subscription.services.ServiceEnd.PenaltyLine;
import io.quittance.subscription.termination.Ending;
import io.quittance.subscription.termination.TerminationPlan;
import io.quittance.subscription.unused.LineOutcome;
import io.quittance.testing.Billed;
import io.quittance.testing.Refused;
import java.time.LocalDate;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** It is 11 June: 20 of 30 days are not used. */
class ServiceRemovalPlanTest {

    private final Leaving leaving = new Leaving();

    private static Money usd(String amount) {
        return Money.parse("USD " + amount);
    }

    private static PenaltyLine penalty(ServiceRemovalPlan plan) {
        return plan.cascade().services().get(0).penalty();
    }

    // The money.

    @Test
    void creditsTheLinesOfTheServicesThatLeaveAndOfNoOthers() {
        leaving.service("web", "web");
        leaving.service("mail", "mail");
        leaving.ending
                .line(Billed.line("a", 3000).tax(600, 20).service("web").paid())
                .line(Billed.line("b", 6000).tax(1200, 20).service("mail").paid());
        ServiceRemovalPlan plan = leaving.removed("web");
        assertEquals(
                List.of("a"), plan.lines().stream().map(LineOutcome::lineId).toList());
        assertEquals(usd("36.00"), plan.amounts().invoiced());
        assertEquals(usd("24.00"), plan.amounts().credits().credited());
        assertEquals(usd("12.00"), plan.amounts().kept());
        assertEquals(usd("24.00"), plan.refund().payout().paidOut());
        assertFalse(plan.endsLastService());
        assertTrue(leaving.removed().endsLastService());
    }

    @Test
    void saysUnderWhichCodesItIsDone() {
        leaving.service("web", "web");
        assertEquals("REMOVESERVICE", leaving.removed("web").codes().behaviour());
        assertEquals("CANCELSERVICE", leaving.removed("web").codes().classification());
    }

    @Test
    void keepsThePenaltyOfTheRefundFirstAndTakesNoFeeOfIt() {
        leaving.bound("web", "2026-09-01");
        leaving.term(PenaltyKind.FIXED).penaltyMinor = 500L;
        leaving.ending.funds.adminFee = 200;
        leaving.ending.line(Billed.line("a", 3000).service("web").paid());
        ServiceRemovalPlan plan = leaving.removed("web");
        Payout payout = plan.refund().payout();
        assertEquals(usd("20.00"), payout.refund());
        assertEquals(usd("5.00"), payout.deductions().penalty());
        assertEquals(usd("2.00"), payout.deductions().adminFee());
        assertEquals(usd("13.00"), payout.paidOut());
        assertEquals(usd("13.00"), payout.availableCredits());
        assertEquals(
                List.of(RefundDestination.PENALTY, RefundDestination.AVAILABLE_CREDITS),
                payout.routes().stream().map(Payout.RefundRoute::destination).toList());
        assertEquals(usd("0.00"), payout.routes().get(0).adminFee());
        assertEquals(usd("5.00"), penalty(plan).charge().setOff());
        assertEquals(usd("0.00"), plan.amounts().penalties().penaltyOwed());
        assertEquals(
                plan.amounts().invoiced(),
                plan.amounts()
                        .kept()
                        .plus(plan.amounts().credits().credited())
                        .plus(plan.amounts().creditedBefore()));
    }

    @Test
    void owesWhatTheRefundDoesNotCover() {
        leaving.bound("web", "2026-09-01");
        leaving.term(PenaltyKind.FIXED).penaltyMinor = 5000L;
        leaving.ending.funds.adminFee = 200;
        leaving.ending.line(Billed.line("a", 3000).service("web").paid());
        ServiceRemovalPlan plan = leaving.removed("web");
        assertEquals(usd("50.00"), plan.amounts().penalties().penalty());
        assertEquals(usd("20.00"), plan.refund().payout().deductions().penalty());
        assertEquals(usd("0.00"), plan.refund().payout().deductions().adminFee());
        assertEquals(usd("0.00"), plan.refund().payout().paidOut());
        assertEquals(usd("30.00"), plan.amounts().penalties().penaltyOwed());
        assertEquals(
                List.of(Warning.Code.PENALTY_OWED),
                plan.warnings().stream().map(Warning::code).toList());
    }

    @Test
    void owesAllOfItWhereNothingGoesBackOrACreditNoteIsTheRefund() {
        leaving.bound("web", "2026-09-01");
        leaving.term(PenaltyKind.FIXED).penaltyMinor = 500L;
        leaving.ending.line(Billed.line("a", 3000).service("web").paid());
        leaving.mode = RefundMode.NONE;
        assertEquals(usd("5.00"), leaving.removed("web").amounts().penalties().penaltyOwed());
        leaving.mode = null;
        Refused.because(REFUND_MODE_REQUIRED, () -> leaving.removed("web"));
    }

    @Test
    void sharesWhatIsKeptByThePenaltiesInProportion() {
        leaving.bound("web", "2026-09-01");
        leaving.bound("mail", "2026-09-01");
        leaving.service("free", "free");
        leaving.term(PenaltyKind.MONTHS_LEFT).penaltyMinor = 1000L;
        leaving.ending.services.get(1).boundUntil = LocalDate.parse("2026-07-11");
        leaving.ending.line(Billed.line("a", 3000).service("web").paid());
        ServiceRemovalPlan plan = leaving.removed();
        // 30.00 for three months and 10.00 for one, of 20.00 that would go back.
        assertEquals(usd("40.00"), plan.amounts().penalties().penalty());
        assertEquals(
                usd("15.00"),
                plan.cascade().services().get(0).penalty().charge().setOff());
        assertEquals(
                usd("5.00"), plan.cascade().services().get(1).penalty().charge().setOff());
        assertNull(plan.cascade().services().get(2).penalty());
    }

    @Test
    void endsBillingLaterThanTheServiceAndKeepsWhatIsBilledUntilThen() {
        leaving.service("web", "web");
        leaving.ending.line(Billed.line("a", 3000).service("web").paid());
        leaving.billingEndsOn = LocalDate.parse("2026-06-21");
        ServiceRemovalPlan plan = leaving.removed("web");
        assertEquals(LocalDate.parse("2026-06-11"), plan.dates().effectiveOn());
        assertEquals(LocalDate.parse("2026-06-21"), plan.dates().billingEndsOn());
        assertEquals(usd("10.00"), plan.amounts().credits().credited());
        leaving.billingEndsOn = LocalDate.parse("2026-06-10");
        Refused.because(INVALID_REQUEST, () -> leaving.removed("web"));
    }

    // Penalties.

    @Test
    void countsThePenaltyFromTheEndOfBillingToTheEndOfTheBinding() {
        leaving.bound("web", "2026-09-01");
        leaving.term(PenaltyKind.PERCENT_OF_REST).penaltyPercent = 50_000;
        PenaltyLine line = penalty(leaving.removedOn("2026-07-01", "web"));
        assertEquals(2, line.basis().monthsLeft());
        assertEquals(usd("60.00"), line.basis().restOfBinding());
        assertEquals(usd("30.00"), line.charge().charged());
        leaving.billingEndsOn = LocalDate.parse("2026-08-01");
        assertEquals(
                usd("15.00"),
                penalty(leaving.removedOn("2026-07-01", "web")).charge().charged());
    }

    @Test
    void takesTheLatestExtensionAsTheEndOfTheBinding() {
        leaving.bound("web", "2026-07-01");
        leaving.term(PenaltyKind.PERCENT_OF_REST).penaltyPercent = 100_000;
        assertNull(penalty(leaving.removedOn("2026-07-01", "web")));
        leaving.extended("web", "new-phone", "2026-08-01");
        assertEquals(
                usd("30.00"),
                penalty(leaving.removedOn("2026-07-01", "web")).charge().charged());
    }

    @Test
    void asksTheActiveDefinitionForReducingAmounts() {
        leaving.bound("web", "2027-06-11");
        BillingTerm term = leaving.term(PenaltyKind.REDUCING);
        term.bandMonths = List.of(12, 6, 1);
        term.bandMinor = List.of(20000L, 10000L, 5000L);
        assertEquals(usd("200.00"), penalty(leaving.removed("web")).charge().charged());
        assertEquals(
                usd("200.00"),
                penalty(leaving.removedOn("2026-06-12", "web")).charge().charged());
        assertEquals(
                usd("100.00"),
                penalty(leaving.removedOn("2026-07-11", "web")).charge().charged());
        assertEquals(
                usd("50.00"),
                penalty(leaving.removedOn("2027-01-11", "web")).charge().charged());
    }

    @Test
    void letsABillingAdminWaiveItWithAReasonAndNobodyElse() {
        leaving.bound("web", "2026-09-01");
        leaving.term(PenaltyKind.FIXED).penaltyMinor = 500L;
        leaving.waiver = "A good customer.";
        PenaltyLine line = penalty(leaving.removed("web"));
        assertEquals(usd("5.00"), line.basis().computed());
        assertEquals(usd("0.00"), line.charge().charged());
        assertEquals(Forgiveness.WAIVED, line.forgiven());
        assertEquals("A good customer.", line.waivedBecause());
        for (Role role : List.of(Role.AGENT, Role.SYSTEM, Role.CUSTOMER)) {
            leaving.mode = role == Role.CUSTOMER ? null : RefundMode.NONE;
            Refused.because(PENALTY_WAIVER_NOT_ALLOWED, () -> leaving.removed(role, null, "web"));
        }
    }

    @Test
    void owesNothingForALegalCause() {
        leaving.bound("web", "2026-09-01");
        leaving.term(PenaltyKind.FIXED).penaltyMinor = 500L;
        leaving.reason = new Reason("WITHDRAWAL", null);
        leaving.mode = RefundMode.ORIGINAL_PAYMENT;
        PenaltyLine line = penalty(leaving.removed("web"));
        assertEquals(usd("0.00"), line.charge().charged());
        assertEquals(Forgiveness.BY_CAUSE, line.forgiven());
    }

    @Test
    void owesOnTheDayNoMoreThanWasAgreed() {
        leaving.bound("web", "2026-09-01");
        leaving.bound("late", "2026-09-01");
        BillingTerm term = leaving.term(PenaltyKind.FIXED);
        term.penaltyMinor = 500L;
        var agreed = leaving.request("2026-07-01", "web")
                .agreement(leaving.ending.found(), Ending.by(Role.AGENT, Leaving.NOW))
                .settledBy(
                        RefundMode.NONE,
                        leaving.removedOn("2026-07-01", "web").refund().payout(),
                        leaving.removedOn("2026-07-01", "web").cascade().chargedMinor());
        var penalties = new PenaltyRule(leaving.found().services(), agreed);
        LocalDate day = LocalDate.parse("2026-07-01");
        term.penaltyMinor = 900L;
        PenaltyLine web = penalties.of(leaving.ending.services.get(0), day, day);
        assertEquals(usd("9.00"), web.basis().computed());
        assertEquals(usd("5.00"), web.charge().charged());
        assertEquals(Forgiveness.AS_AGREED, web.forgiven());
        // What came since: nobody asked to leave it.
        assertEquals(
                usd("0.00"),
                penalties.of(leaving.ending.services.get(1), day, day).charge().charged());
        term.penaltyMinor = 300L;
        assertEquals(
                usd("3.00"),
                penalties.of(leaving.ending.services.get(0), day, day).charge().charged());
    }

    // Regret.

    @Test
    void givesARegrettedServiceBackInFullWithoutPenaltyOrNotice() {
        Service web = leaving.bound("web", "2027-06-01");
        web.activatedOn = LocalDate.parse("2026-05-29");
        BillingTerm term = leaving.term(PenaltyKind.FIXED);
        term.penaltyMinor = 5000L;
        term.noticeCount = 30;
        term.duringBinding = BillingTerm.EarlyExit.NOT_ALLOWED;
        term.regretDays = 14;
        leaving.ending
                .line(Billed.line("a", 300)
                        .service("web")
                        .period("2026-05-29", "2026-06-01")
                        .paid())
                .line(Billed.line("b", 3000).service("web").paid())
                .line(Billed.line("c", 1000)
                        .service("web")
                        .kind(LineKind.ONE_TIME)
                        .paid());
        ServiceRemovalPlan plan = leaving.removed("web");
        assertEquals(Outcome.REGRETTED, plan.cascade().services().get(0).outcome());
        assertEquals(usd("43.00"), plan.refund().payout().paidOut());
        assertEquals(usd("0.00"), plan.amounts().penalties().penalty());
        assertEquals(Forgiveness.REGRETTED, penalty(plan).forgiven());
        // The first day behind the window: 29 May and 13 days more were inside.
        web.activatedOn = LocalDate.parse("2026-05-28");
        term.noticeCount = 0;
        term.duringBinding = BillingTerm.EarlyExit.ALLOWED;
        ServiceRemovalPlan late = leaving.removed("web");
        assertEquals(Outcome.CANCELED, late.cascade().services().get(0).outcome());
        assertEquals(usd("50.00"), late.amounts().penalties().penalty());
        assertEquals(usd("20.00"), late.amounts().credits().credited());
    }

    // The cascade.

    @Test
    void takesInstalledItemsAlongAndDropsLaterActionsOfTheService() {
        leaving.service("web", "web");
        leaving.service("mail", "mail");
        leaving.item("router", "web", "router");
        leaving.item("box", "mail", "box");
        leaving.action("before", "web", "2026-06-10");
        leaving.action("on-the-day", "web", "2026-06-11");
        leaving.action("later", "web", "2026-08-01");
        leaving.action("of-the-other", "mail", "2026-08-01");
        leaving.action("of-the-whole", null, "2026-08-01");
        ServiceCascade cascade = leaving.removed("web").cascade();
        assertEquals(List.of("router"), cascade.installedItems());
        assertEquals(List.of("on-the-day", "later"), cascade.droppedActions());
        // The end of the subscription drops those of the whole too.
        TerminationPlan whole = leaving.ending.plan(EndTiming.IMMEDIATE, RefundMode.AVAILABLE_CREDITS, Leaving.NOW);
        assertEquals(
                List.of("on-the-day", "later", "of-the-other", "of-the-whole"),
                whole.cascade().droppedActions());
        assertEquals(List.of("router", "box"), whole.cascade().installedItems());
    }

    @Test
    void releasesWhoDistributesNothingAnyMore() {
        leaving.service("web", "web").distributorId = "north";
        leaving.service("mail", "mail").distributorId = "south";
        leaving.item("router", "web", "router").distributorId = "east";
        leaving.item("box", "mail", "box").distributorId = "north";
        assertEquals(List.of("east"), leaving.removed("web").cascade().releasedDistributors());
        assertEquals(
                List.of("east", "north", "south"), leaving.removed().cascade().releasedDistributors());
    }

    @Test
    void endsServicesWithTheirSubscriptionByTheSameCascadeWithItsPenalties() {
        leaving.bound("web", "2026-09-01");
        leaving.term(PenaltyKind.FIXED).penaltyMinor = 500L;
        leaving.ending.line(Billed.line("a", 3000).service("web").paid());
        TerminationPlan plan = leaving.ending.plan(EndTiming.IMMEDIATE, RefundMode.AVAILABLE_CREDITS, Leaving.NOW);
        ServiceRemovalPlan removal = leaving.removed();
        assertEquals(removal.cascade(), plan.cascade());
        assertEquals(removal.refund().payout(), plan.refund().payout());
        assertEquals(removal.lines(), plan.lines());
        assertTrue(plan.effects().contains(Effect.of("service", "web").change("EFFECTIVE", "CANCELED")));
    }

    @Test
    void chargesNoPenaltyBeforeTheSubscriptionBegins() {
        leaving.bound("web", "2027-09-01");
        leaving.term(PenaltyKind.FIXED).penaltyMinor = 500L;
        leaving.ending.subscription.startsOn = LocalDate.parse("2026-07-01");
        leaving.ending.line(Billed.line("a", 3000)
                .service("web")
                .period("2026-07-01", "2026-08-01")
                .paid());
        ServiceRemovalPlan plan = leaving.removed("web");
        assertEquals(usd("0.00"), plan.amounts().penalties().penalty());
        assertEquals(usd("30.00"), plan.refund().payout().refund());
    }
}
