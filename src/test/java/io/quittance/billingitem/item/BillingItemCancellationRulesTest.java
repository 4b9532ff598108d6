package io.quittance.billingitem.item;

import static io.quittance.call.RefusalReason.BILLING_ITEM_ALREADY_CANCELED;
import static io.quittance.call.RefusalReason.CANCELLATION_ALREADY_SCHEDULED;
import static io.quittance.call.RefusalReason.ITEM_HAS_DEPENDENTS;
import static io.quittance.call.RefusalReason.ITEM_NOT_CANCELABLE;
import static io.quittance.call.RefusalReason.SELF_SERVICE_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.TERMS_NOT_ACKNOWLEDGED;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.billingitem.item.BillingItemCancellationRules.Dependent;
import io.quittance.billingitem.item.BillingItemCancellationRules.NotCancelable;
import io.quittance.billingitem.item.BillingItemCancellationSnapshot.AffectedItem;
import io.quittance.billingitem.item.CancelBillingItemRequest.ItemTiming;
import io.quittance.call.Refusal;
import io.quittance.call.RefusalReason;
import io.quittance.call.Role;
import io.quittance.desk.Reason;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.CancellationItem.Cause;
import io.quittance.persistence.ItemCategory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class BillingItemCancellationRulesTest {

    private static final LocalDate END_OF_JUNE = LocalDate.parse("2026-06-30");

    private final Situation situation = Situation.usual();
    private final BillingItem server = situation.server;
    private final Instant moment = situation.account.startOf(END_OF_JUNE);

    @Test
    void letsTheLastDayBeforeTheCutOffInAndTheNextOneNot() {
        assertEquals("2026-03-31", anniversary("2026-03-28", 3));
        assertEquals("2026-04-30", anniversary("2026-03-29", 3));
    }

    @Test
    void letsTheDayBeforeTheAnniversaryInWithoutACutOff() {
        assertEquals("2026-03-31", anniversary("2026-03-30", 0));
        assertEquals("2026-04-30", anniversary("2026-03-31", 0));
    }

    @Test
    void leavesOutAsManyAnniversariesAsACutOffLongerThanAPeriodTakes() {
        server.anchorOn = LocalDate.parse("2026-01-01");
        // 1 May less 40 days is 22 March.
        assertEquals("2026-05-01", anniversary("2026-03-22", 40));
        assertEquals("2026-06-01", anniversary("2026-03-23", 40));
    }

    @Test
    void appliesTheCutOffBeforeTheFirstPeriodToo() {
        assertEquals("2026-01-31", anniversary("2026-01-28", 3));
        assertEquals("2026-02-28", anniversary("2026-01-29", 3));
    }

    @Test
    void takesTheCategorysCutOffBeforeThePolicys() {
        situation.policy.cutOffDays = 5;
        situation.category("domain", 30);
        situation.category("trial", 0);
        situation.category("plain", null);
        assertEquals(5, cutOffDaysIn(null));
        assertEquals(30, cutOffDaysIn("domain"));
        assertEquals(0, cutOffDaysIn("trial"));
        assertEquals(5, cutOffDaysIn("plain"));
    }

    @Test
    void refusesCustomersWhereTheyMayNotHelpThemselves() {
        situation.policy.selfServiceCancellation = false;
        refused(SELF_SERVICE_NOT_ALLOWED, () -> mayAsk(Role.CUSTOMER));
        for (Role staff : List.of(Role.AGENT, Role.BILLING_ADMIN, Role.SYSTEM)) {
            assertDoesNotThrow(() -> mayAsk(staff));
        }
        situation.policy.selfServiceCancellation = true;
        assertDoesNotThrow(() -> mayAsk(Role.CUSTOMER));
    }

    @Test
    void refusesAnItemThatHasEnded() {
        server.importAsEnded(END_OF_JUNE, moment);
        Refusal refusal = refused(
                BILLING_ITEM_ALREADY_CANCELED, () -> BillingItemCancellationRules.mustRun(server, null, moment));
        assertEquals("server", refusal.facts().get("billingItemId"));
        assertEquals(END_OF_JUNE, refusal.facts().get("effectiveOn"));
    }

    @Test
    void refusesAScheduledItemWithTheCancellationUntilItsMomentAndAsEndedFromThenOn() {
        server.schedule("C-1", END_OF_JUNE, moment);
        Refusal refusal = refused(
                CANCELLATION_ALREADY_SCHEDULED,
                () -> BillingItemCancellationRules.mustRun(server, null, moment.minusMillis(1)));
        assertEquals("C-1", refusal.facts().get("cancellationId"));
        assertEquals(END_OF_JUNE, refusal.facts().get("effectiveOn"));
        refused(BILLING_ITEM_ALREADY_CANCELED, () -> BillingItemCancellationRules.mustRun(server, null, moment));
    }

    @Test
    void letsAnItemRunAgainWhoseCancellationWasTakenBack() {
        server.schedule("C-1", END_OF_JUNE, moment);
        server.unschedule("C-1");
        assertDoesNotThrow(() -> BillingItemCancellationRules.mustRun(server, null, moment));
    }

    @Test
    void leavesOutWhatEndsByAnotherCancellationAtTheMomentOrBefore() {
        situation.reaches("before", Cause.CHILD).schedule("C-1", END_OF_JUNE, moment.minusMillis(1));
        situation.reaches("then", Cause.CHILD).schedule("C-1", END_OF_JUNE, moment);
        situation.reaches("after", Cause.CHILD).schedule("C-2", END_OF_JUNE, moment.plusMillis(1));
        situation.reaches("ended", Cause.ASSOCIATED).importAsEnded(END_OF_JUNE, moment);
        assertEquals(List.of("server", "after"), ids(BillingItemCancellationRules.ending(reached(), moment, null)));
    }

    @Test
    void endsWhatADueCancellationCoversAndLeavesWhatAnotherOneHasEnded() {
        BillingItem disk = situation.reaches("disk", Cause.CHILD);
        Cancellation due = situation.pending(1001, "2026-06-30", server, disk);
        situation.reaches("new", Cause.CHILD);
        situation.reaches("other", Cause.CHILD).schedule("C-7", END_OF_JUNE, moment);
        assertEquals(
                List.of("server", "disk", "new"), ids(BillingItemCancellationRules.ending(reached(), moment, due)));
    }

    @Test
    void supersedesScheduledCancellationsThatAreCoveredWhollyInTheOrderOfTheirNumbers() {
        BillingItem disk = situation.reaches("disk", Cause.CHILD);
        BillingItem backup = situation.reaches("backup", Cause.CHILD);
        situation.pending(1010, "2026-07-31", disk);
        situation.pending(1002, "2026-08-31", backup);
        assertEquals(List.of("C-1002", "C-1010"), superseded(null));
    }

    @Test
    void leavesAScheduledCancellationThatCoversMore() {
        BillingItem disk = situation.reaches("disk", Cause.CHILD);
        disk.schedule("C-1001", LocalDate.parse("2026-07-31"), moment.plusSeconds(1));
        situation.alsoCovers(1001, "2026-07-31", List.of(disk), List.of("elsewhere"));
        assertEquals(List.of(), superseded(null));
    }

    @Test
    void leavesAScheduledCancellationOfWhatEndsEarlier() {
        BillingItem disk = situation.reaches("disk", Cause.CHILD);
        situation.pending(1001, "2026-06-15", disk);
        assertEquals(List.of(), superseded(null));
    }

    @Test
    void doesNotLetADueCancellationSupersedeItself() {
        BillingItem disk = situation.reaches("disk", Cause.CHILD);
        Cancellation due = situation.pending(1001, "2026-06-30", server);
        situation.pending(1002, "2026-07-31", disk);
        assertEquals(List.of("C-1002"), superseded(due));
    }

    @Test
    void refusesAllItemsThatCannotBeCanceledWithWhatToDoInstead() {
        situation.category("tax", null).cancelable = false;
        situation.categories.get("tax").alternative = "Ask the support.";
        server.categoryId = "tax";
        BillingItem disk = situation.reaches("disk", Cause.CHILD);
        disk.cancelable = false;
        disk.alternative = "Return the disk.";
        BillingItem fee = situation.reaches("fee", Cause.CHILD);
        fee.cancelable = false;
        BillingItem own = situation.reaches("own", Cause.CHILD);
        own.categoryId = "tax";
        own.alternative = "Wait.";
        situation.reaches("fine", Cause.CHILD);
        Refusal refusal = refused(ITEM_NOT_CANCELABLE, this::mustBeCancelable);
        assertEquals(
                List.of(
                        new NotCancelable("server", "Ask the support."),
                        new NotCancelable("disk", "Return the disk."),
                        new NotCancelable("fee", null),
                        new NotCancelable("own", "Wait.")),
                refusal.facts().get("items"));
        assertEquals("server, disk, fee, own cannot be canceled. Instead: Ask the support.", refusal.fact());
    }

    @Test
    void refusesAnItemWithoutAdviceInOneSentence() {
        server.cancelable = false;
        Refusal refusal = refused(ITEM_NOT_CANCELABLE, this::mustBeCancelable);
        assertEquals("server cannot be canceled.", refusal.fact());
    }

    @Test
    void takesAdviceAsItStandsWhateverSignsAreInIt() {
        server.cancelable = false;
        server.alternative = "Use 100% of %s first.";
        assertEquals(
                "server cannot be canceled. Instead: Use 100% of %s first.",
                refused(ITEM_NOT_CANCELABLE, this::mustBeCancelable).fact());
    }

    @Test
    void letsACategoryWithoutObjectionPass() {
        ItemCategory plain = situation.category("plain", null);
        plain.alternative = "Nothing to do.";
        server.categoryId = "plain";
        assertDoesNotThrow(this::mustBeCancelable);
    }

    @Test
    void refusesAllItemsThatWouldBeLeftWithoutWhatTheyDependOn() {
        situation.reaches("disk", Cause.CHILD);
        situation.isNeededBy("firewall", "server", "disk");
        situation.isNeededBy("monitor", "disk");
        Refusal refusal =
                refused(ITEM_HAS_DEPENDENTS, () -> BillingItemCancellationRules.mustHaveNoDependents(dependents()));
        assertEquals(
                List.of(
                        new Dependent("firewall", List.of("disk", "server")),
                        new Dependent("monitor", List.of("disk"))),
                refusal.facts().get("dependents"));
        assertEquals("firewall, monitor would be left without what they depend on.", refusal.fact());
    }

    @Test
    void letsADependentPassThatEndsAtTheMomentOrBeforeAndNotOneThatEndsAfter() {
        situation.isNeededBy("before", "server").schedule("C-1", END_OF_JUNE, moment.minusMillis(1));
        situation.isNeededBy("then", "server").schedule("C-1", END_OF_JUNE, moment);
        situation.isNeededBy("ended", "server").importAsEnded(END_OF_JUNE, moment);
        assertEquals(List.of(), dependents());
        situation.isNeededBy("after", "server").schedule("C-3", END_OF_JUNE, moment.plusMillis(1));
        assertEquals(List.of(new Dependent("after", List.of("server"))), dependents());
    }

    @Test
    void letsADependentPassOfWhatDoesNotEndHere() {
        situation.reaches("disk", Cause.CHILD).schedule("C-1", END_OF_JUNE, moment.minusMillis(1));
        situation.isNeededBy("monitor", "disk");
        assertEquals(List.of(), dependents());
    }

    @Test
    void refusesTermsThatAreNotAcknowledgedInTheVersionInForce() {
        Reason reason = new Reason("NO_LONGER_NEEDED", null);
        for (CancelBillingItemRequest request : List.of(
                Situation.request(ItemTiming.IMMEDIATE, reason, false, "v1"),
                Situation.request(ItemTiming.IMMEDIATE, reason, true, "v0"),
                Situation.request(ItemTiming.IMMEDIATE, reason, true, null))) {
            Refusal refusal = refused(
                    TERMS_NOT_ACKNOWLEDGED,
                    () -> BillingItemCancellationRules.mustBeAcknowledged(request, situation.policy));
            assertEquals("v1", refusal.facts().get("termsVersion"));
        }
        assertDoesNotThrow(() -> BillingItemCancellationRules.mustBeAcknowledged(
                Situation.request(ItemTiming.IMMEDIATE, reason, true, "v1"), situation.policy));
    }

    private String anniversary(String today, int cutOffDays) {
        LocalDate day = BillingItemCancellationRules.anniversary(LocalDate.parse(today), server, cutOffDays);
        assertFalse(LocalDate.parse(today).isAfter(day.minusDays(cutOffDays)));
        return day.toString();
    }

    private int cutOffDaysIn(String category) {
        server.categoryId = category;
        return BillingItemCancellationRules.cutOffDays(server, situation.categories, situation.policy);
    }

    private void mayAsk(Role role) {
        BillingItemCancellationRules.mayAsk(situation.policy, Situation.by(role, Situation.NOW));
    }

    private void mustBeCancelable() {
        BillingItemCancellationRules.mustBeCancelable(reached(), situation.categories);
    }

    private List<AffectedItem> reached() {
        return situation.found().reached();
    }

    private List<Dependent> dependents() {
        List<AffectedItem> ending = BillingItemCancellationRules.ending(reached(), moment, null);
        return BillingItemCancellationRules.dependents(ending, situation.found(), moment);
    }

    private List<String> superseded(Cancellation due) {
        List<AffectedItem> ending = BillingItemCancellationRules.ending(reached(), moment, due);
        return BillingItemCancellationRules.superseded(ending, situation.found(), due).stream()
                .map(Cancellation::id)
                .toList();
    }

    private static List<String> ids(List<AffectedItem> reached) {
        return reached.stream().map(each -> each.item().id).toList();
    }

    private static Refusal refused(RefusalReason reason, Executable asking) {
        Refusal refusal = assertThrows(Refusal.class, asking);
        assertEquals(reason, refusal.reason());
        return refusal;
    }
}
