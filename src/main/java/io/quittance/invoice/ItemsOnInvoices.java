package io.quittance.invoice;

import static java.util.stream.Collectors.toSet;

import io.quittance.desk.Journal;
import io.quittance.event.BillingItemLeftInvoices;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.InvoiceLine;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which ended billing items still stand on open invoices: those of which something is owed. */
public final class ItemsOnInvoices {

    private ItemsOnInvoices() {}

    /**
     * Takes ended items off their invoices whose last balance is gone, and puts those on again that owe something anew.
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
