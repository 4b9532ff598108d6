package io.quittance.billingitem.item;

import static io.quittance.call.RefusalReason.BILLING_ITEM_NOT_FOUND;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.quittance.call.Refusal;
import io.quittance.desk.AccountLocks;
import io.quittance.persistence.Account;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.BillingItemLink;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.CancellationItem;
import io.quittance.persistence.CancellationItem.Cause;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.ItemCategory;
import io.quittance.persistence.LinkKind;
import io.quittance.persistence.Policy;
import io.quittance.persistence.RequestedItem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All records that the plan for the end of a billing item reads.
 *
 * @param asked the requested item
 * @param reached every item that may end with it, with the cause; the requested one first, parents before their
 *     children
 * @param dependents items outside that depend on items reached, each with the ids of those
 * @param openRequest the open cancellation request that contains the requested item, except the one being planned
 */
public record BillingItemCancellationSnapshot(
        AccountContext context,
        BillingItem asked,
        List<AffectedItem> reached,
        Map<BillingItem, Set<String>> dependents,
        ScheduledCancellations scheduled,
        @Nullable String openRequest) {

    /**
     * The records that several cancellations of one account share.
     *
     * @param categories of the items, by their ids
     * @param openLines invoice lines of the items with an open balance
     */
    public record AccountContext(
            Account account, Policy policy, Map<String, ItemCategory> categories, List<InvoiceLine> openLines) {}

    /**
     * The scheduled cancellations of the items reached.
     *
     * @param cancellations by their ids
     * @param coverage the ids of all items that each covers, by the ids of the cancellations
     */
    public record ScheduledCancellations(Map<String, Cancellation> cancellations, Map<String, Set<String>> coverage) {

        public static final ScheduledCancellations NONE = new ScheduledCancellations(Map.of(), Map.of());
    }

    /** An item that may go along. */
    public record AffectedItem(BillingItem item, Cause cause) {}

    /** Loads what a request asks to end; its account is locked where something will change. */
    static BillingItemCancellationSnapshot load(CancelBillingItemRequest request, AccountLocks locks) {
        String id = request.billingItemId();
        Account account = locks.account(BillingItem.accountOf(id), () -> unknown(id));
        return of(request, account, RequestedItem.openRequestOf(id).orElse(null));
    }

    /** Loads what a request asks to end, of an account that is held. */
    public static BillingItemCancellationSnapshot of(
            CancelBillingItemRequest request, Account account, @Nullable String openRequest) {
        String id = request.billingItemId();
        BillingItem asked = BillingItem.<BillingItem>findByIdOptional(id).orElseThrow(() -> unknown(id));
        var roots = new ArrayList<>(List.of(new AffectedItem(asked, Cause.REQUESTED)));
        if (request.includeAssociated()) {
            associatedWith(asked).forEach(item -> roots.add(new AffectedItem(item, Cause.ASSOCIATED)));
        }
        return around(account, asked, withChildren(roots), openRequest);
    }

    /** Loads what a scheduled cancellation covers, and the children that its items have got since. */
    static BillingItemCancellationSnapshot load(Cancellation due) {
        Map<String, Cause> covered = CancellationItem.of(List.of(due.id())).stream()
                .collect(toMap(item -> item.billingItemId, item -> item.cause));
        List<AffectedItem> roots = BillingItem.<BillingItem>list("id in ?1 order by id", covered.keySet()).stream()
                .filter(item -> due.id().equals(item.cancellationId()))
                .map(item -> new AffectedItem(item, Objects.requireNonNull(covered.get(item.id))))
                .sorted(Comparator.comparing(AffectedItem::cause))
                .toList();
        return around(
                Account.findById(due.accountId()), BillingItem.findById(due.subjectId()), withChildren(roots), null);
    }

    /** Loads several items that end at once with all that depends on them; the first of each list was requested. */
    static List<BillingItemCancellationSnapshot> of(Account account, List<List<AffectedItem>> families) {
        List<AffectedItem> all = families.stream().flatMap(List::stream).toList();
        var context = new AccountContext(
                account,
                Policy.current(),
                categoriesOf(all),
                InvoiceLine.openOf(all.stream().map(each -> each.item().id).toList()));
        return families.stream()
                .map(reached -> new BillingItemCancellationSnapshot(
                        context, reached.get(0).item(), reached, Map.of(), ScheduledCancellations.NONE, null))
                .toList();
    }

    private static BillingItemCancellationSnapshot around(
            Account account, BillingItem asked, List<AffectedItem> reached, @Nullable String openRequest) {
        List<String> ids = reached.stream().map(each -> each.item().id).toList();
        Map<String, Cancellation> pending = pendingOf(reached);
        return new BillingItemCancellationSnapshot(
                new AccountContext(account, Policy.current(), categoriesOf(reached), InvoiceLine.openOf(ids)),
                asked,
                reached,
                dependentsOn(ids),
                new ScheduledCancellations(
                        pending,
                        CancellationItem.of(pending.keySet()).stream()
                                .collect(groupingBy(
                                        item -> item.cancellationId, mapping(item -> item.billingItemId, toSet())))),
                openRequest);
    }

    /** Returns true if an item may end with the requested one. */
    public boolean reaches(String id) {
        return reached.stream().anyMatch(each -> each.item().id.equals(id));
    }

    /**
     * The same records next to other cancellations that are planned with this one.
     *
     * @param endEarlier the ids of items that end by those before it, and so do not go along
     * @param endInTime the ids of items that end by those before it or with it, and so are not left behind
     */
    public BillingItemCancellationSnapshot beside(Set<String> endEarlier, Set<String> endInTime) {
        var outside = new LinkedHashMap<>(dependents);
        outside.keySet().removeIf(dependent -> endInTime.contains(dependent.id));
        return new BillingItemCancellationSnapshot(
                context,
                asked,
                reached.stream()
                        .filter(each -> !endEarlier.contains(each.item().id))
                        .toList(),
                outside,
                scheduled,
                openRequest);
    }

    /** The same after others were opened that are planned with it. */
    public BillingItemCancellationSnapshot after(List<Cancellation> opened) {
        var cancellations = new LinkedHashMap<>(scheduled.cancellations());
        opened.forEach(each -> cancellations.put(each.id(), each));
        return new BillingItemCancellationSnapshot(
                context,
                asked,
                reached,
                dependents,
                new ScheduledCancellations(cancellations, scheduled.coverage()),
                openRequest);
    }

    private static List<BillingItem> associatedWith(BillingItem item) {
        return BillingItem.list(
                "from BillingItem i where i.state = ACTIVE and i.id in"
                        + " (select l.otherId from BillingItemLink l where l.itemId = ?1 and l.kind = ?2) order by i.id",
                item.id,
                LinkKind.ASSOCIATED);
    }

    /** Adds the children of each, and theirs, generation by generation; an item comes in once. */
    private static List<AffectedItem> withChildren(List<AffectedItem> roots) {
        var reached = new ArrayList<>(roots);
        Set<String> seen = reached.stream().map(each -> each.item().id).collect(toSet());
        List<String> parents = List.copyOf(seen);
        while (!parents.isEmpty()) {
            List<BillingItem> children =
                    BillingItem.<BillingItem>list("parentId in ?1 and state = ACTIVE order by id", parents).stream()
                            .filter(child -> seen.add(child.id))
                            .toList();
            children.forEach(child -> reached.add(new AffectedItem(child, Cause.CHILD)));
            parents = children.stream().map(child -> child.id).toList();
        }
        return reached;
    }

    private static Map<String, ItemCategory> categoriesOf(List<AffectedItem> reached) {
        Set<String> ids = reached.stream()
                .map(each -> each.item().categoryId)
                .filter(Objects::nonNull)
                .collect(toSet());
        if (ids.isEmpty()) {
            return Map.of();
        }
        return ItemCategory.<ItemCategory>list("id in ?1", ids).stream()
                .collect(toMap(category -> category.id, Function.identity()));
    }

    private static Map<BillingItem, Set<String>> dependentsOn(List<String> ids) {
        Map<String, Set<String>> dependencies = BillingItemLink.<BillingItemLink>list(
                        "otherId in ?1 and kind = ?2 and itemId not in ?1", ids, LinkKind.DEPENDS_ON)
                .stream()
                .collect(groupingBy(link -> link.itemId, mapping(link -> link.otherId, toSet())));
        if (dependencies.isEmpty()) {
            return Map.of();
        }
        return BillingItem.<BillingItem>list("id in ?1 and state = ACTIVE order by id", dependencies.keySet()).stream()
                .collect(toMap(
                        Function.identity(),
                        item -> Objects.requireNonNull(dependencies.get(item.id)),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    private static Map<String, Cancellation> pendingOf(List<AffectedItem> reached) {
        Set<String> ids = reached.stream()
                .map(each -> each.item().cancellationId())
                .filter(Objects::nonNull)
                .collect(toSet());
        if (ids.isEmpty()) {
            return Map.of();
        }
        return Cancellation.<Cancellation>list("id in ?1", ids).stream()
                .filter(Cancellation::isWaiting)
                .collect(toMap(Cancellation::id, Function.identity()));
    }

    public static Refusal unknown(String id) {
        return Refusal.of(BILLING_ITEM_NOT_FOUND, "There is no billing item %s.", id);
    }
}
