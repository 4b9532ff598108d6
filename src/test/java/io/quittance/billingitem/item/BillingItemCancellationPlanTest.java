package io.quittance.billingitem.item;

import static io.quittance.billingitem.item.CancelBillingItemRequest.ItemTiming.ANNIVERSARY;
import static io.quittance.billingitem.item.CancelBillingItemRequest.ItemTiming.IMMEDIATE;
import static io.quittance.call.RefusalReason.BILLING_ITEM_ALREADY_CANCELED;
import static io.quittance.call.RefusalReason.CANCELLATION_ALREADY_SCHEDULED;
import static io.quittance.call.RefusalReason.ITEM_HAS_DEPENDENTS;
import static io.quittance.call.RefusalReason.ITEM_NOT_CANCELABLE;
import static io.quittance.call.RefusalReason.SELF_SERVICE_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.TERMS_NOT_ACKNOWLEDGED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.billingitem.item.BillingItemCancellationPlan.ItemEnd;
import io.quittance.billingitem.item.BillingItemCancellationPlan.OpenBalance;
import io.quittance.call.Refusal;
import io.quittance.call.RefusalReason;
import io.quittance.call.Role;
import io.quittance.desk.CallContext;
import io.quittance.desk.Effect;
import io.quittance.desk.Reason;
import io.quittance.desk.Warning;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.CancellationItem.Cause;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class BillingItemCancellationPlanTest {

    private static final Reason FITTING = new Reason("NO_LONGER_NEEDED", null);

    @Test
    void endsAnItemAtOnceWithTodayAsTheFirstDayNotUsed() {
        BillingItemCancellationPlan plan = Situation.usual().plan(IMMEDIATE);
        assertEquals(LocalDate.parse("2026-06-10"), plan.dates().effectiveOn());
        assertEquals(LocalDate.parse("2026-06-09"), plan.dates().lastDayUsed());
        assertNull(plan.dates().effectiveAt());
        assertEquals(List.of(Warning.Code.NO_REFUND), codes(plan));
        assertEquals(List.of(Effect.of("billing-item", "server").change("ACTIVE", "CANCELED")), plan.effects());
    }

    @Test
    void countsTodayAsUsedWhereThePolicySaysSo() {
        Situation situation = Situation.usual();
        situation.policy.cancelDayUsed = true;
        BillingItemCancellationPlan plan = situation.plan(IMMEDIATE);
        assertEquals(LocalDate.parse("2026-06-11"), plan.dates().effectiveOn());
        assertEquals(LocalDate.parse("2026-06-10"), plan.dates().lastDayUsed());
        assertNull(plan.dates().effectiveAt());
    }

    @Test
    void endsAnItemOnItsAnniversaryWhateverThePolicySaysOfToday() {
        Situation situation = Situation.usual();
        situation.policy.cancelDayUsed = true;
        BillingItemCancellationPlan plan = situation.plan(ANNIVERSARY);
        assertEquals(LocalDate.parse("2026-06-30"), plan.dates().effectiveOn());
        assertEquals(LocalDate.parse("2026-06-29"), plan.dates().lastDayUsed());
        assertEquals(List.of(), codes(plan));
        assertEquals(List.of(Effect.of("billing-item", "server").change("ACTIVE", "SCHEDULED")), plan.effects());
    }

    @Test
    void tellsTheNextAnniversaryWhateverTheTiming() {
        assertEquals(
                LocalDate.parse("2026-06-30"),
                Situation.usual().plan(IMMEDIATE).dates().nextAnniversary());
        assertEquals(
                LocalDate.parse("2026-06-30"),
                Situation.usual().plan(ANNIVERSARY).dates().nextAnniversary());
    }

    @Test
    void saysSoWhereTheCutOffHasPassed() {
        Situation situation = Situation.usual();
        situation.policy.cutOffDays = 20;
        BillingItemCancellationPlan lastDay = situation.plan(ANNIVERSARY);
        assertEquals(LocalDate.parse("2026-06-30"), lastDay.dates().effectiveOn());
        assertEquals(List.of(), lastDay.warnings());
        BillingItemCancellationPlan dayAfter = situation.plan(ANNIVERSARY, Instant.parse("2026-06-11T12:00:00Z"));
        assertEquals(LocalDate.parse("2026-07-31"), dayAfter.dates().effectiveOn());
        assertEquals(LocalDate.parse("2026-06-30"), dayAfter.dates().nextAnniversary());
        assertEquals(
                List.of(new Warning(
                        Warning.Code.CUT_OFF_PASSED,
                        "The cut-off of 20 days before 2026-06-30 has passed; it ends on 2026-07-31.")),
                dayAfter.warnings());
    }

    @Test
    void doesNotApplyTheCutOffToAnEndAtOnce() {
        Situation situation = Situation.usual();
        situation.policy.cutOffDays = 366;
        BillingItemCancellationPlan plan = situation.plan(IMMEDIATE);
        assertEquals(LocalDate.parse("2026-06-10"), plan.dates().effectiveOn());
        assertEquals(List.of(Warning.Code.NO_REFUND), codes(plan));
    }

    @Test
    void countsTheDayOfTheAccount() {
        // Two in the morning in London is still yesterday in New York and eleven in Tokyo.
        Instant moment = Instant.parse("2026-06-30T02:00:00Z");
        assertEquals(
                LocalDate.parse("2026-06-29"),
                Situation.usual().plan(IMMEDIATE, moment).dates().effectiveOn());
        assertEquals(
                LocalDate.parse("2026-06-30"),
                Situation.usual().plan(ANNIVERSARY, moment).dates().effectiveOn());
        Situation tokyo = Situation.in("Asia/Tokyo", "2026-01-31");
        assertEquals(
                LocalDate.parse("2026-06-30"),
                tokyo.plan(IMMEDIATE, moment).dates().effectiveOn());
        assertEquals(
                LocalDate.parse("2026-07-31"),
                tokyo.plan(ANNIVERSARY, moment).dates().effectiveOn());
    }

    @Test
    void takesEffectAtMidnightOfTheAccount() {
        assertEquals("2026-06-30T04:00:00Z", effectiveAt("America/New_York", "2026-01-31", "2026-06-10"));
        assertEquals("2026-06-29T15:00:00Z", effectiveAt("Asia/Tokyo", "2026-01-31", "2026-06-10"));
    }

    @Test
    void takesEffectAtMidnightOnTheDayOfAClockChangeAndAfterIt() {
        // New York goes forward on 8 March and back on 1 November, both at two.
        assertEquals("2026-03-08T05:00:00Z", effectiveAt("America/New_York", "2026-01-08", "2026-03-01"));
        assertEquals("2026-03-09T04:00:00Z", effectiveAt("America/New_York", "2026-01-09", "2026-03-01"));
        assertEquals("2026-11-01T04:00:00Z", effectiveAt("America/New_York", "2026-01-01", "2026-10-20"));
        assertEquals("2026-11-02T05:00:00Z", effectiveAt("America/New_York", "2026-01-02", "2026-10-20"));
    }

    @Test
    void takesEffectAtOneWhereThereIsNoMidnight() {
        // São Paulo went from midnight to one on 4 November 2018, Beirut does on 29 March 2026.
        assertEquals("2018-11-04T03:00:00Z", effectiveAt("America/Sao_Paulo", "2018-01-04", "2018-10-20"));
        assertEquals("2018-11-05T02:00:00Z", effectiveAt("America/Sao_Paulo", "2018-01-05", "2018-10-20"));
        assertEquals("2026-03-28T22:00:00Z", effectiveAt("Asia/Beirut", "2026-01-29", "2026-03-10"));
        assertEquals("2026-03-29T21:00:00Z", effectiveAt("Asia/Beirut", "2026-01-30", "2026-03-10"));
    }

    @Test
    void takesEffectAtTheFirstOfTwoMidnights() {
        // Havana goes from one back to midnight on 1 November 2026.
        assertEquals("2026-11-01T04:00:00Z", effectiveAt("America/Havana", "2026-01-01", "2026-10-20"));
    }

    /** In every zone there is; the seed is fixed, so that a failure is the same for everybody. */
    @Test
    void takesEffectAtTheFirstMomentOfTheDayInEveryZone() {
        var random = new Random(20260610);
        for (String zone : ZoneId.getAvailableZoneIds().stream().sorted().toList()) {
            Situation situation = Situation.in(zone, "2026-01-01");
            for (int i = 0; i < 20; i++) {
                LocalDate day = LocalDate.parse("2026-01-01").plusDays(random.nextInt(5000));
                situation.server.anchorOn = day;
                Instant asked = situation.account.startOf(day.minusDays(1));
                BillingItemCancellationPlan plan = situation.plan(ANNIVERSARY, asked);
                assertEquals(day, plan.dates().effectiveOn());
                assertEquals(day, situation.account.dayOf(plan.dates().effectiveAt()), zone);
                assertEquals(
                        day.minusDays(1),
                        situation.account.dayOf(plan.dates().effectiveAt().minusNanos(1)),
                        zone);
            }
        }
    }

    @Test
    void takesChildrenAndAssociatedItemsAlongAndSaysWhy() {
        Situation situation = Situation.usual();
        situation.reaches("backup", Cause.ASSOCIATED);
        situation.reaches("disk", Cause.CHILD);
        assertEquals(
                List.of(
                        new ItemEnd("server", "The server", Cause.REQUESTED),
                        new ItemEnd("backup", "The backup", Cause.ASSOCIATED),
                        new ItemEnd("disk", "The disk", Cause.CHILD)),
                situation.plan(ANNIVERSARY).scope().billingItems());
    }

    @Test
    void endsTheOthersOnTheDayOfTheItemAskedFor() {
        Situation situation = Situation.usual();
        situation.reaches("disk", Cause.CHILD).anchorOn = LocalDate.parse("2026-01-15");
        assertEquals(
                LocalDate.parse("2026-06-30"),
                situation.plan(ANNIVERSARY).dates().effectiveOn());
    }

    @Test
    void leavesAChildThatEndsEarlierToItsOwnCancellation() {
        Situation situation = Situation.usual();
        BillingItem disk = situation.reaches("disk", Cause.CHILD);
        situation.pending(1001, "2026-06-15", disk);
        BillingItemCancellationPlan plan = situation.plan(ANNIVERSARY);
        assertEquals(List.of("server"), endings(plan));
        assertEquals(List.of(), plan.scope().supersedes());
    }

    @Test
    void supersedesTheLaterCancellationOfAChild() {
        Situation situation = Situation.usual();
        BillingItem disk = situation.reaches("disk", Cause.CHILD);
        situation.pending(1001, "2026-07-31", disk);
        BillingItemCancellationPlan plan = situation.plan(ANNIVERSARY);
        assertEquals(List.of("server", "disk"), endings(plan));
        assertEquals(List.of("C-1001"), plan.scope().supersedes());
        assertEquals(
                List.of(
                        Effect.of("billing-item", "server").change("ACTIVE", "SCHEDULED"),
                        Effect.of("billing-item", "disk").change("SCHEDULED", "SCHEDULED"),
                        Effect.of("cancellation", "C-1001").change("SCHEDULED", "SUPERSEDED")),
                plan.effects());
    }

    @Test
    void leavesTheCancellationOfAChildOnTheSameDay() {
        Situation situation = Situation.usual();
        BillingItem disk = situation.reaches("disk", Cause.CHILD);
        situation.pending(1001, "2026-06-30", disk);
        BillingItemCancellationPlan plan = situation.plan(ANNIVERSARY);
        assertEquals(List.of("server"), endings(plan));
        assertEquals(List.of(), plan.scope().supersedes());
    }

    @Test
    void tellsTheOpenBalancesOfWhatEndsAndOfNothingElse() {
        Situation situation = Situation.usual();
        BillingItem disk = situation.reaches("disk", Cause.CHILD);
        situation.pending(1001, "2026-06-15", disk);
        situation.owes("server", "L-1");
        situation.owes("disk", "L-2");
        BillingItemCancellationPlan plan = situation.plan(ANNIVERSARY);
        assertEquals(
                List.of(new OpenBalance("server", "INV-1", "L-1", Money.parse("USD 10.80"))),
                plan.scope().staysOnInvoices());
        assertEquals(List.of(Warning.Code.STAYS_ON_INVOICES), codes(plan));
    }

    @Test
    void showsTheTermsInForce() {
        Situation situation = Situation.usual();
        situation.policy.termsText = "Gone is gone.";
        assertEquals(
                new BillingItemCancellationPlan.Terms("v1", "Gone is gone."),
                situation.plan(IMMEDIATE).terms());
    }

    @Test
    void previewsWithoutReasonAndTerms() {
        Situation situation = Situation.usual();
        BillingItemCancellationPlan previewed = BillingItemCancellationPlan.of(
                Situation.request(ANNIVERSARY, null, false, null), situation.found(), agent());
        assertEquals(
                previewed,
                CancelBillingItem.plan(
                        Situation.request(ANNIVERSARY, FITTING, true, "v1"), situation.found(), agent()));
    }

    /** Everything stands in the way at first; what was told is mended, until nothing is left. */
    @Test
    void tellsTheFirstOfAllThatStandsInTheWayInTheOrderOfTheReference() {
        Situation situation = Situation.usual();
        situation.policy.selfServiceCancellation = false;
        Cancellation scheduled = situation.pending(1001, "2026-06-30", situation.server);
        situation.server.cancelable = false;
        BillingItem firewall = situation.isNeededBy("firewall", "server");
        Instant tooLate = scheduled.effectiveAt();
        var unknown = new Reason("WHATEVER", null);

        var told = List.of(
                refusal(situation, unknown, false, tooLate).reason(),
                after(() -> situation.policy.selfServiceCancellation = true, situation, unknown, tooLate),
                after(() -> {}, situation, unknown, tooLate.minusMillis(1)),
                after(() -> situation.server.unschedule("C-1001"), situation, unknown, Situation.NOW),
                after(() -> situation.server.cancelable = true, situation, unknown, Situation.NOW),
                after(
                        () -> firewall.schedule("C-1002", LocalDate.parse("2026-06-20"), tooLate.minusSeconds(1)),
                        situation,
                        unknown,
                        Situation.NOW));
        assertEquals(
                List.of(
                        SELF_SERVICE_NOT_ALLOWED,
                        BILLING_ITEM_ALREADY_CANCELED,
                        CANCELLATION_ALREADY_SCHEDULED,
                        ITEM_NOT_CANCELABLE,
                        ITEM_HAS_DEPENDENTS,
                        TERMS_NOT_ACKNOWLEDGED),
                told);
        assertEquals(told.stream().sorted().toList(), told);
        assertEquals(
                List.of("server"),
                endings(CancelBillingItem.plan(
                        Situation.request(ANNIVERSARY, FITTING, true, "v1"),
                        situation.found(),
                        Situation.by(Role.CUSTOMER, Situation.NOW))));
    }

    private static RefusalReason after(Runnable mending, Situation situation, Reason reason, Instant at) {
        mending.run();
        return refusal(situation, reason, false, at).reason();
    }

    @Test
    void carriesADueCancellationOutAsOfTheDayThatWasPromised() {
        Situation situation = Situation.usual();
        BillingItem disk = situation.reaches("disk", Cause.CHILD);
        Cancellation due = situation.pending(1001, "2026-06-30", situation.server, disk);
        situation.reaches("came-later", Cause.CHILD);
        // Nothing of this stops what was promised.
        situation.policy.cutOffDays = 30;
        situation.server.cancelable = false;
        situation.server.anchorOn = LocalDate.parse("2026-01-15");
        BillingItemCancellationPlan plan = BillingItemCancellationPlan.due(due, situation.found());
        assertEquals(LocalDate.parse("2026-06-30"), plan.dates().effectiveOn());
        assertEquals(Instant.parse("2026-06-30T04:00:00Z"), plan.dates().effectiveAt());
        assertEquals(List.of("server", "disk", "came-later"), endings(plan));
        assertEquals(
                List.of(
                        Effect.of("billing-item", "server").change("SCHEDULED", "CANCELED"),
                        Effect.of("billing-item", "disk").change("SCHEDULED", "CANCELED"),
                        Effect.of("billing-item", "came-later").change("ACTIVE", "CANCELED")),
                plan.effects());
        assertEquals(List.of(), plan.warnings());
    }

    @Test
    void warnsOfDependentsThatCameAfterTheCancellationWasAskedFor() {
        Situation situation = Situation.usual();
        Cancellation due = situation.pending(1001, "2026-06-30", situation.server);
        situation.isNeededBy("firewall", "server");
        situation.isNeededBy("monitor", "server");
        assertEquals(
                List.of(new Warning(
                        Warning.Code.DEPENDENTS_REMAIN, "Left without what they depend on: firewall, monitor.")),
                BillingItemCancellationPlan.due(due, situation.found()).warnings());
    }

    @Test
    void supersedesWhatADueCancellationOvertakes() {
        Situation situation = Situation.usual();
        Cancellation due = situation.pending(1001, "2026-06-30", situation.server);
        BillingItem disk = situation.reaches("disk", Cause.CHILD);
        situation.pending(1002, "2026-07-31", disk);
        BillingItemCancellationPlan plan = BillingItemCancellationPlan.due(due, situation.found());
        assertEquals(List.of("C-1002"), plan.scope().supersedes());
        assertTrue(plan.effects().contains(Effect.of("billing-item", "disk").change("SCHEDULED", "CANCELED")));
    }

    private static String effectiveAt(String zone, String anchor, String today) {
        Situation situation = Situation.in(zone, anchor);
        Instant noon = situation.account.startOf(LocalDate.parse(today)).plusSeconds(12 * 60 * 60);
        return String.valueOf(situation.plan(ANNIVERSARY, noon).dates().effectiveAt());
    }

    private static Refusal refusal(Situation situation, Reason reason, boolean acknowledged, Instant at) {
        return assertThrows(
                Refusal.class,
                () -> CancelBillingItem.plan(
                        Situation.request(ANNIVERSARY, reason, acknowledged, "v1"),
                        situation.found(),
                        Situation.by(Role.CUSTOMER, at)));
    }

    private static CallContext agent() {
        return Situation.by(Role.AGENT, Situation.NOW);
    }

    private static List<String> endings(BillingItemCancellationPlan plan) {
        return plan.scope().billingItems().stream().map(ItemEnd::billingItemId).toList();
    }

    private static List<Warning.Code> codes(BillingItemCancellationPlan plan) {
        return plan.warnings().stream().map(Warning::code).toList();
    }
}
