package io.quittance.billingitem.item;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.quittance.billingitem.item.BillingItemCancellationSnapshot.AffectedItem;
import io.quittance.persistence.Account;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.CancellationItem.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All records that the plan for the end of an account's billing items reads.
 *
 * @param each one per item without a parent, with its children; in the order of their ids
 */
public record AccountItemsSnapshot(List<BillingItemCancellationSnapshot> each) {

    /** Loads what has not ended; the account is held. */
    public static AccountItemsSnapshot load(Account account, Instant at) {
        List<BillingItem> items = BillingItem.runningOf(account.id, at);
        Set<String> ids = items.stream().map(item -> item.id).collect(toSet());
        Map<String, List<BillingItem>> children =
                items.stream().filter(item -> item.parentId != null).collect(groupingBy(item -> item.parentId));
        List<List<AffectedItem>> families = items.stream()
                .filter(item -> item.parentId == null || !ids.contains(item.parentId))
                .map(item -> family(item, children))
                .toList();
        return new AccountItemsSnapshot(BillingItemCancellationSnapshot.of(account, families));
    }

    private static List<AffectedItem> family(BillingItem root, Map<String, List<BillingItem>> children) {
        var family = new ArrayList<>(List.of(new AffectedItem(root, Cause.REQUESTED)));
        for (int i = 0; i < family.size(); i++) {
            children.getOrDefault(family.get(i).item().id, List.of())
                    .forEach(child -> family.add(new AffectedItem(child, Cause.CHILD)));
        }
        return family;
    }
}
