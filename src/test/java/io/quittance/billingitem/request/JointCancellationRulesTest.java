package io.quittance.billingitem.request;

import static io.quittance.billingitem.item.CancelBillingItemRequest.ItemTiming.ANNIVERSARY;
import static io.quittance.billingitem.item.CancelBillingItemRequest.ItemTiming.IMMEDIATE;
import static io.quittance.call.RefusalReason.BILLING_ITEM_ALREADY_CANCELED;
import static io.quittance.call.RefusalReason.CANCELLATION_ALREADY_REQUESTED;
import static io.quittance.call.RefusalReason.CANCELLATION_ALREADY_SCHEDULED;
import static io.quittance.call.RefusalReason.ITEM_HAS_DEPENDENTS;
import static io.quittance.call.RefusalReason.ITEM_NOT_CANCELABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quittance.billingitem.item.BillingItemCancellationRules;
import io.quittance.billingitem.item.BillingItemCancellationSnapshot;
import io.quittance.billingitem.item.BillingItemCancellationSnapshot.AffectedItem;
import io.quittance.billingitem.item.CancelBillingItemRequest;
import io.quittance.billingitem.item.Situation;
import io.quittance.billingitem.request.JointCancellationPlan.End;
import io.quittance.billingitem.request.JointCancellationSnapshot.RequestedEnd;
import io.quittance.call.Refusal;
import io.quittance.call.RefusalReason;
import io.quittance.call.Role;
import io.quittance.desk.Reason;
import io.quittance.persistence.Account;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.CancellationItem.Cause;
import io.quittance.persistence.Policy;
import io.quittance.testing.Refused;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What several items do to each other when they end together; it is the 10th of June. */
class JointCancellationRulesTest {

    private final Account account = new Account();
    private final Policy policy = new Policy();
    private final Map<String, BillingItem> items = new HashMap<>();
    private final List<RequestedEnd> wanted = new ArrayList<>();

    @BeforeEach
    void begin() {
        account.id = "harbor";
        account.currency = "USD";
        account.timeZone = "America/New_York";
    }

    @Test
    void endsEachOnItsOwnDayEarliestFirst() {
        wants("a", 25);
        wants("b", 15);
        JointCancellationPlan plan = plan();
        assertEquals(List.of("b", "a"), ids(plan.ends()));
        assertEquals(day(15), end(plan, "b").accepted().dates().effectiveOn());
        assertEquals(day(25), end(plan, "a").accepted().dates().effectiveOn());
        assertNull(end(plan, "a").endsWith());
    }

    @Test
    void takesAChildAlongThatEndsLater() {
        wants("child", 25);
        wants("parent", 15, "child");
        JointCancellationPlan plan = plan();
        assertEquals("parent", end(plan, "child").endsWith());
        assertEquals(Set.of("parent", "child"), end(plan, "parent").accepted().endingIds());
        // It keeps a plan of its own, for the case that the other one is undone.
        assertEquals(day(25), end(plan, "child").accepted().dates().effectiveOn());
    }

    @Test
    void leavesAChildAloneThatEndsEarlier() {
        wants("child", 15, "grandchild");
        wants("parent", 25, "child", "grandchild");
        JointCancellationPlan plan = plan();
        assertNull(end(plan, "child").endsWith());
        assertEquals(Set.of("parent"), end(plan, "parent").accepted().endingIds());
    }

    @Test
    void takesAChildAlongThatEndsAtTheSameTime() {
        wants("child", 15);
        wants("parent", 15, "child");
        JointCancellationPlan plan = plan();
        assertEquals(List.of("parent", "child"), ids(plan.ends()));
        assertEquals("parent", end(plan, "child").endsWith());
    }

    @Test
    void letsItemsEndWithWhatDependsOnThem() {
        wants("network", 15).isNeededBy("firewall", "network");
        wants("firewall", 15);
        assertEquals(List.of(), plan().refused());
    }

    @Test
    void letsItemsEndAfterWhatDependsOnThem() {
        wants("network", 25).isNeededBy("firewall", "network");
        wants("firewall", 15);
        assertEquals(List.of(), plan().refused());
    }

    @Test
    void refusesItemsThatEndBeforeWhatDependsOnThem() {
        wants("firewall", 25);
        wants("network", 15).isNeededBy("firewall", "network");
        assertRefused(plan(), "network", ITEM_HAS_DEPENDENTS);
    }

    @Test
    void letsADependentEndAsTheChildOfAnother() {
        wants("network", 15).isNeededBy("firewall", "network");
        wants("rack", 15, "firewall");
        assertEquals(List.of(), plan().refused());
    }

    @Test
    void letsItemsEndTogetherThatDependOnEachOther() {
        wants("a", 15).isNeededBy("b", "a");
        wants("b", 15).isNeededBy("a", "b");
        assertEquals(List.of(), plan().refused());
    }

    @Test
    void refusesTheWholeChainBelowWhatIsRefused() {
        wants("cable", 15).isNeededBy("network", "cable");
        wants("network", 15).isNeededBy("firewall", "network");
        wants("firewall", 15);
        wants("mail", 15);
        item("firewall", 15).cancelable = false;
        JointCancellationPlan plan = plan();
        assertRefused(plan, "firewall", ITEM_NOT_CANCELABLE);
        assertRefused(plan, "network", ITEM_HAS_DEPENDENTS);
        assertRefused(plan, "cable", ITEM_HAS_DEPENDENTS);
        assertEquals(List.of("mail"), ids(plan.planned()));
    }

    @Test
    void refusesEachByItself() {
        wants("ended", 15);
        wants("scheduled", 15);
        wants("free", 15);
        item("ended", 15).importAsEnded(LocalDate.parse("2026-06-01"), Situation.NOW);
        item("scheduled", 15).schedule("C-1", LocalDate.parse("2026-06-20"), account.startOf(day(20)));
        JointCancellationPlan plan = plan();
        assertRefused(plan, "ended", BILLING_ITEM_ALREADY_CANCELED);
        assertRefused(plan, "scheduled", CANCELLATION_ALREADY_SCHEDULED);
        assertEquals(List.of("free"), ids(plan.planned()));
        // The request as a whole is refused for the first one in the order of reasons.
        Refusal refusal = Refused.because(
                BILLING_ITEM_ALREADY_CANCELED, () -> CancellationRequestRules.mustAllBeAccepted(plan.refused()));
        assertEquals(2, ((List<?>) Objects.requireNonNull(refusal.facts().get("refusedItems"))).size());
    }

    @Test
    void tellsTheRequestBeforeTheCancellationOfIt() {
        BillingItem item = item("a", 15);
        item.schedule("C-1", day(15), account.startOf(day(15)));
        Refusal refusal = Refused.because(
                CANCELLATION_ALREADY_REQUESTED,
                () -> BillingItemCancellationRules.mustRun(item, "CR-1", Situation.NOW));
        assertEquals("CR-1", refusal.facts().get("cancellationRequestId"));
        assertEquals("C-1", refusal.facts().get("cancellationId"));
    }

    @Test
    void endsAtOnceBeforeEverythingElse() {
        wants("parent", 15, "child");
        wants("child", null);
        JointCancellationPlan plan = plan();
        assertEquals(List.of("child", "parent"), ids(plan.ends()));
        assertEquals(day(10), end(plan, "child").accepted().dates().effectiveOn());
        assertEquals(Set.of("parent"), end(plan, "parent").accepted().endingIds());
    }

    private JointCancellationPlan plan() {
        return JointCancellationPlan.of(
                new JointCancellationSnapshot(account, wanted), Situation.by(Role.AGENT, Situation.NOW));
    }

    /** One that is wanted, and what needs it; on a day of the month, or at once. */
    private record Needed(Map<BillingItem, Set<String>> dependents, JointCancellationRulesTest test) {

        Needed isNeededBy(String id, String... dependsOn) {
            dependents.put(test.item(id, 15), Set.of(dependsOn));
            return this;
        }
    }

    private Needed wants(String id, @Nullable Integer day, String... children) {
        var reached = new ArrayList<>(List.of(new AffectedItem(item(id, day == null ? 15 : day), Cause.REQUESTED)));
        Arrays.stream(children).forEach(child -> reached.add(new AffectedItem(item(child, 15), Cause.CHILD)));
        var dependents = new LinkedHashMap<BillingItem, Set<String>>();
        var request = new CancelBillingItemRequest(
                id,
                day == null ? IMMEDIATE : ANNIVERSARY,
                false,
                true,
                policy.termsVersion,
                new Reason("NO_LONGER_NEEDED", null),
                null);
        wanted.add(new RequestedEnd(
                request,
                new BillingItemCancellationSnapshot(
                        new BillingItemCancellationSnapshot.AccountContext(account, policy, Map.of(), List.of()),
                        reached.get(0).item(),
                        reached,
                        dependents,
                        BillingItemCancellationSnapshot.ScheduledCancellations.NONE,
                        null)));
        return new Needed(dependents, this);
    }

    /** The same item wherever it is named; the first to name it says its day. */
    private BillingItem item(String id, int day) {
        return items.computeIfAbsent(id, name -> {
            var item = new BillingItem();
            item.id = name;
            item.accountId = "harbor";
            item.name = "The " + name;
            item.anchorOn = LocalDate.of(2026, 1, day);
            return item;
        });
    }

    private static LocalDate day(int day) {
        return LocalDate.of(2026, 6, day);
    }

    private static List<String> ids(List<End> ends) {
        return ends.stream().map(end -> end.wanted().id()).collect(Collectors.toList());
    }

    private static End end(JointCancellationPlan plan, String id) {
        return plan.ends().stream()
                .filter(end -> end.wanted().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static void assertRefused(JointCancellationPlan plan, String id, RefusalReason reason) {
        assertEquals(reason, Objects.requireNonNull(end(plan, id).refusal()).reason());
    }
}
