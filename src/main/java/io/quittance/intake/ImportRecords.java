package io.quittance.intake;

import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Command;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.desk.Journal;
import io.quittance.intake.known.ImportSnapshot;
import io.quittance.intake.record.ImportRecordsRequest;
import java.util.List;

/**
 * Imports records from the billing system, all or none: creates or updates them by id.
 *
 * <p>Locks the accounts that it names. A record that Quittance has ended is never revived, and known documents are never
 * edited. Payments take effect immediately. Refuses by {@link ImportRules} (INVALID_RECORDS with every invalid value),
 * and more than 16,000 records with their parts.
 *
 * <p>Publishes billing-item.left-invoices.
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
        List<String> left = ImportExecution.write(request, known, journal);
        return new ImportReceipt(plan.created(), plan.updated(), left);
    }

    /**
     * The result of an import.
     *
     * @param created records that were not known before
     * @param updated records that were; documents that were known already and are the same are not counted
     * @param leftInvoices ended billing items whose last balance is paid, by their ids
     */
    public record ImportReceipt(long created, long updated, List<String> leftInvoices) {}
}
