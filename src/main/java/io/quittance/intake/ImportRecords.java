package io.quittance.intake;

import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.funqy.Funq;
import io.quittance.call.Command;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.desk.Journal;
import io.quittance.intake.known.ImportSnapshot;
import io.quittance.intake.record.ImportRecordsRequest;
import io.quittance.intake.writer.Unallocated;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Imports records from the billing system, all or none: creates or updates them by id.
 *
 * <p>Locks the accounts that it names. A record that Quittance has ended is never revived, and known documents are never
 * edited. New lines for days after an end are settled as unused, or only listed, as the policy says. Payments take effect immediately; what exceeds the outstanding amount, for example because an end has credited
 * the invoice, stays unallocated. Refuses by {@link ImportRules} (INVALID_RECORDS with every invalid value), and more than
 * 16,000 records with their parts. With {@code dryRun} it lists the same errors or the same counts, and imports nothing.
 *
 * <p>Publishes billing-item.left-invoices, and payment.reversed for each new reversal of a payment.
 *
 * <p>Roles: billing admin, system.
 */
public class ImportRecords {

    private final Desk desk;

    ImportRecords(Desk desk) {
        this.desk = desk;
    }

    @Funq("import-records")
    @Command
    @Roles({BILLING_ADMIN, SYSTEM})
    public ImportReceipt importRecords(ImportRecordsRequest request) {
        return desk.carryOut(request, ImportSnapshot::load, ImportPlan::of, ImportRecords::apply);
    }

    private static ImportReceipt apply(
            ImportRecordsRequest request, ImportPlan plan, ImportSnapshot known, Journal journal) {
        if (request.isDryRun()) {
            return new ImportReceipt(plan.counts(), true, List.of(), List.of(), List.of());
        }
        ImportExecution.ImportOutcome written = ImportExecution.write(request, known, journal);
        return new ImportReceipt(
                plan.counts(), null, written.leftInvoices(), written.unallocated(), written.billedAfterEnd());
    }

    /**
     * The result of an import.
     *
     * @param dryRun true if nothing was imported; absent otherwise
     * @param leftInvoices ended billing items whose last balance is paid, by their ids
     * @param unallocated what payments and uses of credit were to pay beyond what was owed or available; the money of a
     *     payment stays unallocated on the account, and credit stays available
     * @param billedAfterEnd the new lines that bill days after an end of their subscription, service or billing item
     */
    public record ImportReceipt(
            @JsonUnwrapped Counts counts,
            @Nullable Boolean dryRun,
            List<String> leftInvoices,
            List<Unallocated> unallocated,
            List<BilledAfterEnd> billedAfterEnd) {}

    /**
     * The number of records.
     *
     * @param created records that were not known before
     * @param updated records that were; documents that were known already and are the same are not counted
     */
    public record Counts(long created, long updated) {}
}
