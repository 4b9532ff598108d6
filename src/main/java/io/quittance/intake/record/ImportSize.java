package io.quittance.intake.record;

import io.quittance.call.InputError;
import io.quittance.call.Refusal;
import io.quittance.intake.record.ImportRecordsRequest.BillingItemRecord;
import io.quittance.intake.record.ImportRecordsRequest.InvoiceRecord;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The limit of an import: its records, and the lines, allocations and named items in them, all together.
 *
 * <p>Known records are queried by lists of ids, of which PostgreSQL accepts 65,535 in one statement. Each counted
 * record adds at most two ids to a list, and Hibernate fills a list up to the next power of two.
 */
public final class ImportSize {

    static final int MOST = 16_000;

    private int room = MOST;

    private ImportSize() {}

    /** Refuses an import that brings more, and names the first record that has no room in it. */
    public static void mustFit(ImportRecordsRequest request) {
        var size = new ImportSize();
        size.take("/cancellationReasons", request.cancellationReasons());
        size.take("/accounts", request.accounts());
        size.take("/itemCategories", request.itemCategories());
        size.take("/distributors", request.distributors());
        size.take("/subscriptionDefinitions", request.subscriptionDefinitions(), each -> each.mandatoryClasses()
                .size());
        size.take("/billingTerms", request.billingTerms());
        size.take("/removalConditions", request.removalConditions());
        size.take("/subscriptions", request.subscriptions());
        size.take("/services", request.services());
        size.take("/bindingExtensions", request.bindingExtensions());
        size.take("/installedItems", request.installedItems());
        size.take("/plannedActions", request.plannedActions());
        size.take("/usages", request.usages());
        size.take("/billingItems", request.billingItems(), ImportSize::named);
        size.take("/invoices", request.invoices(), ImportSize::lines);
        size.take("/creditNotes", request.creditNotes());
        size.take("/payments", request.payments(), each -> each.allocations().size());
        size.take("/paymentReversals", request.paymentReversals());
        size.take(
                "/creditUses", request.creditUses(), each -> each.allocations().size());
        size.take("/billRunSeries", request.billRunSeries());
        size.take("/billRuns", request.billRuns());
        size.take("/billings", request.billings());
    }

    private static int named(BillingItemRecord item) {
        return item.associated().size() + item.dependsOn().size();
    }

    private static int lines(InvoiceRecord invoice) {
        return invoice.lines().size();
    }

    private <T> void take(String pointer, List<T> records) {
        take(pointer, records, each -> 0);
    }

    private <T> void take(String pointer, List<T> records, ToIntFunction<T> parts) {
        for (int i = 0; i < records.size(); i++) {
            room -= 1 + parts.applyAsInt(records.get(i));
            if (room < 0) {
                throw Refusal.invalid(List.of(new InputError(
                        pointer + "/" + i,
                        "has no room: one import takes " + MOST + " records with their lines, allocations and named"
                                + " items; send this and what follows in another one")));
            }
        }
    }
}
