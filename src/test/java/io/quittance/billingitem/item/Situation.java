package io.quittance.billingitem.item;

import io.quittance.billingitem.item.BillingItemCancellationSnapshot.AffectedItem;
import io.quittance.billingitem.item.CancelBillingItemRequest.ItemTiming;
import io.quittance.call.Caller;
import io.quittance.call.Role;
import io.quittance.desk.CallContext;
import io.quittance.desk.Reason;
import io.quittance.persistence.Account;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.CancellationItem.Cause;
import io.quittance.persistence.Cancellations;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.ItemCategory;
import io.quittance.persistence.Policy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A server of one account that somebody asks to end, and what stands around it; without any books. */
public final class Situation {

    /** Noon in London, eight in the morning in New York. */
    public static final Instant NOW = Instant.parse("2026-06-10T12:00:00Z");

    final Account account = new Account();
    final Policy policy = new Policy();
    final BillingItem server;
    final Map<String, ItemCategory> categories = new HashMap<>();
    private final List<AffectedItem> reached = new ArrayList<>();
    private final Map<BillingItem, Set<String>> dependents = new LinkedHashMap<>();
    private final Map<String, Cancellation> pending = new HashMap<>();
    private final Map<String, Set<String>> coverage = new HashMap<>();
    private final List<InvoiceLine> openLines = new ArrayList<>();

    private Situation(String zone, String anchor) {
        account.id = "harbor";
        account.currency = "USD";
        account.timeZone = zone;
        policy.termsVersion = "v1";
        server = reaches("server", Cause.REQUESTED);
        server.anchorOn = LocalDate.parse(anchor);
    }

    /** The server is billed monthly from the 31st of January on, in New York. */
    static Situation usual() {
        return new Situation("America/New_York", "2026-01-31");
    }

    static Situation in(String zone, String anchor) {
        return new Situation(zone, anchor);
    }

    /** One more item that may go along. */
    BillingItem reaches(String id, Cause cause) {
        BillingItem item = item(id);
        reached.add(new AffectedItem(item, cause));
        return item;
    }

    /** An item outside that depends on others. */
    BillingItem isNeededBy(String id, String... dependsOn) {
        BillingItem item = item(id);
        dependents.put(item, Set.of(dependsOn));
        return item;
    }

    /** A scheduled cancellation of some items, which all say so. */
    Cancellation pending(long number, String effectiveOn, BillingItem... items) {
        Cancellation scheduled = alsoCovers(number, effectiveOn, Arrays.asList(items), List.of());
        for (BillingItem item : items) {
            item.schedule(scheduled.id(), scheduled.effectiveOn(), scheduled.effectiveAt());
        }
        return scheduled;
    }

    /** The same, covering items besides that lie elsewhere or end earlier by another one. */
    Cancellation alsoCovers(long number, String effectiveOn, List<BillingItem> items, List<String> others) {
        LocalDate day = LocalDate.parse(effectiveOn);
        Cancellation scheduled =
                Cancellations.scheduled(number, items.get(0).id, account.id, day, account.startOf(day), NOW);
        pending.put(scheduled.id(), scheduled);
        Set<String> ids = items.stream().map(item -> item.id).collect(Collectors.toSet());
        ids.addAll(others);
        coverage.put(scheduled.id(), ids);
        return scheduled;
    }

    /** A line of 10.00 net and 0.80 tax. */
    void owes(String item, String lineId) {
        var line = new InvoiceLine();
        line.id = lineId;
        line.invoiceId = "INV-1";
        line.billingItemId = item;
        line.netMinor = 1000;
        line.taxMinor = 80;
        openLines.add(line);
    }

    ItemCategory category(String id, @Nullable Integer cutOffDays) {
        var category = new ItemCategory();
        category.id = id;
        category.cutOffDays = cutOffDays;
        categories.put(id, category);
        return category;
    }

    BillingItemCancellationSnapshot found() {
        return new BillingItemCancellationSnapshot(
                new BillingItemCancellationSnapshot.AccountContext(account, policy, categories, openLines),
                server,
                reached,
                dependents,
                new BillingItemCancellationSnapshot.ScheduledCancellations(pending, coverage),
                null);
    }

    /** Plans as the preview does. */
    BillingItemCancellationPlan plan(ItemTiming timing, Instant at) {
        return BillingItemCancellationPlan.of(request(timing), found(), by(Role.AGENT, at));
    }

    BillingItemCancellationPlan plan(ItemTiming timing) {
        return plan(timing, NOW);
    }

    public static CallContext by(Role role, Instant at) {
        return new CallContext(at, new Caller("t", "somebody", role, role == Role.CUSTOMER ? "harbor" : null));
    }

    static CancelBillingItemRequest request(ItemTiming timing) {
        return request(timing, new Reason("NO_LONGER_NEEDED", null), true, "v1");
    }

    static CancelBillingItemRequest request(
            ItemTiming timing, Reason reason, boolean acknowledged, @Nullable String termsVersion) {
        return new CancelBillingItemRequest("server", timing, false, acknowledged, termsVersion, reason, null);
    }

    private static BillingItem item(String id) {
        var item = new BillingItem();
        item.id = id;
        item.accountId = "harbor";
        item.name = "The " + id;
        item.anchorOn = LocalDate.parse("2026-01-31");
        return item;
    }
}
