package io.quittance.billrun;

import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Roles;
import io.quittance.desk.AccountLocks;
import io.quittance.desk.CallContext;
import io.quittance.desk.Desk;
import io.quittance.desk.Page;
import io.quittance.persistence.BillRun;
import io.quittance.persistence.BillRunKind;
import io.quittance.persistence.BillRunState;
import io.quittance.persistence.Where;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists the bill runs of a tenant, in the order of their ids, without deleted ones.
 *
 * <p>Roles: billing admin, system.
 */
public class ListBillRuns {

    private final Desk desk;

    ListBillRuns(Desk desk) {
        this.desk = desk;
    }

    @Funq("list-bill-runs")
    @Roles({BILLING_ADMIN, SYSTEM})
    public Page<BillRunView> list(ListBillRunsRequest request) {
        return desk.read(request, ListBillRuns::read);
    }

    private static Page<BillRunView> read(ListBillRunsRequest request, AccountLocks locks, CallContext asked) {
        List<BillRun> rows = Where.of("id > :after", Page.placeAfter(request.cursor(), ""))
                .and("state <> :deleted", BillRunState.DELETED)
                .and("kind = :kind", request.kind())
                .and("state = :state", request.state())
                .and("seriesId = :series", request.seriesId())
                .list(BillRun.class, "id", Page.rowsFor(request.limit()));
        return Page.of(rows, request.limit(), run -> run.id).map(BillRunView::of);
    }

    /**
     * Filters; all may be left out.
     *
     * @param limit rows a page, 1 to 200, 50 where left out
     */
    public record ListBillRunsRequest(
            @Nullable BillRunKind kind,
            @Nullable BillRunState state,
            @Nullable @Size(max = 64) String seriesId,
            @Nullable String cursor,

            @Nullable @Min(1) @Max(Page.MOST) Integer limit) {}
}
