package io.quittance.invoice;

import static java.util.stream.Collectors.toSet;

import io.quittance.desk.Journal;
import io.quittance.event.BillingItemLeftInvoices;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.BulkChunk;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.RunInvoices;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides when an ended billing item leaves its open invoices: as soon as nothing is owed for it. An item ends, money settles
 * its balance, or a chunk of a bill run is canceled; each of them asks here.
 */
public final class ItemsOnInvoices {

    private ItemsOnInvoices() {}

    /** Lets an item that ends now leave, unless a balance of it is open. The event of its end says so; there is no second one. */
    public static void end(BillingItem item, boolean owing, Journal journal) {
        if (!owing) {
            item.leaveInvoices(journal.at());
        }
    }

    /** Lets the ended items of a chunk of a bill run leave, whose open invoices are all canceled with the run. */
    public static void settle(BulkChunk chunk, Journal journal) {
        RunInvoices.takeItemsOff(chunk, journal.at())
                .forEach(item -> journal.publish(new BillingItemLeftInvoices(item.id(), item.accountId())));
    }

    /**
     * Removes ended items from their invoices when the last balance is paid or credited, and restores them when a
     * balance is owed again.
     *
     * @return the ids of those that left
     */
    public static List<String> settle(Collection<String> itemIds, Journal journal) {
        List<BillingItem> ended = BillingItem.list("id in ?1 and state = CANCELED order by id", itemIds);
        Set<@Nullable String> owing = InvoiceLine.openOf(itemIds).stream()
                .map(line -> line.billingItemId)
                .collect(toSet());
        ended.stream()
                .filter(item -> item.leftInvoicesAt() != null && owing.contains(item.id))
                .forEach(BillingItem::returnToInvoices);
        List<BillingItem> leaving = ended.stream()
                .filter(item -> item.leftInvoicesAt() == null && !owing.contains(item.id))
                .toList();
        leaving.forEach(item -> {
            item.leaveInvoices(journal.at());
            journal.publish(new BillingItemLeftInvoices(item.id, item.accountId));
        });
        return leaving.stream().map(item -> item.id).toList();
    }
}
