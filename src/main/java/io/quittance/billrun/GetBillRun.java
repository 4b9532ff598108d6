package io.quittance.billrun;

import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.billrun.bulk.BulkProgress;
import io.quittance.billrun.cancel.BillRunCancellationSnapshot;
import io.quittance.billrun.cancel.RunDocuments;
import io.quittance.call.Roles;
import io.quittance.desk.AccountLocks;
import io.quittance.desk.CallContext;
import io.quittance.desk.Desk;
import io.quittance.desk.Page;
import io.quittance.persistence.BillRun;
import io.quittance.persistence.BillRunException;
import io.quittance.persistence.BulkJob;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Returns one bill run, with the progress of its cancellation or removal and its exceptions.
 *
 * <p>Roles: billing admin, system.
 */
public class GetBillRun {

    private final Desk desk;

    GetBillRun(Desk desk) {
        this.desk = desk;
    }

    @Funq("get-bill-run")
    @Roles({BILLING_ADMIN, SYSTEM})
    public BillRunDetails get(GetBillRunRequest request) {
        return desk.read(request, GetBillRun::read);
    }

    private static BillRunDetails read(GetBillRunRequest request, AccountLocks locks, CallContext asked) {
        BillRun run = BillRunCancellationSnapshot.find(request.billRunId());
        Page<BillRunException> exceptions = Page.of(
                BillRunException.of(run.id, Page.placeAfter(request.cursor(), ""), Page.rowsFor(request.limit())),
                request.limit(),
                BillRunException::place);
        return new BillRunDetails(
                BillRunView.of(run),
                BulkJob.lastOf(run.id).map(BulkProgress::of).orElse(null),
                exceptions.map(each -> new RunDocuments.SkippedDocument(
                        each.record,
                        each.id,
                        each.accountId,
                        each.cause,
                        Money.ofMinor(CurrencyUnit.of(each.currency), each.amountMinor))));
    }

    /**
     * Names one bill run.
     *
     * @param cursor of the list of exceptions
     * @param limit exceptions a page, 1 to 200, 50 where left out
     */
    public record GetBillRunRequest(
            @NotBlank @Size(max = 64) String billRunId,

            @Nullable String cursor,

            @Nullable @Min(1) @Max(Page.MOST) Integer limit) {}

    /**
     * A bill run as an answer shows it.
     *
     * @param progress of its cancellation or removal, once that has begun
     * @param exceptions the documents that were paid, credited, disputed or used, so that they could not be canceled
     */
    public record BillRunDetails(
            BillRunView billRun, @Nullable BulkProgress progress, Page<RunDocuments.SkippedDocument> exceptions) {}
}
