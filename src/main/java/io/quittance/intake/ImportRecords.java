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
 * Takes records over from the billing system, all or nothing: creates or updates by id.
 *
 * <p>What Quittance has ended is never revived, and documents that are known are never edited. Payments have their
 * consequences at once. The accounts that are named are locked. Refuses INVALID_RECORDS with every bad value, and
 * more than 16,000 records with what is in them.
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
     * What an import did.
     *
     * @param created records that were not known before
     * @param updated records that were; documents that were known already and are the same are not counted
     * @param leftInvoices ended billing items whose last balance is paid, by their ids
     */
    public record ImportReceipt(long created, long updated, List<String> leftInvoices) {}
}
