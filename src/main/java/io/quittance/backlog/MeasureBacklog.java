package io.quittance.backlog;

import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Roles;
import io.quittance.desk.AccountLocks;
import io.quittance.desk.CallContext;
import io.quittance.desk.Desk;
import io.quittance.desk.Schedule;
import io.quittance.metric.Meters;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Measures the work that waits to be done automatically, and for how long. It changes nothing.
 *
 * <p>It is separate from the functions that do the work, because a job that has stopped cannot report that. A caller
 * sees the own tenant; the schedule measures all tenants, one transaction each, and gives the sums to the meters. If one
 * tenant cannot be measured, no sum is reported, because it would be wrong.
 *
 * <p>Roles: billing admin, system.
 */
public class MeasureBacklog {

    private static final int SOON = 3;

    private final Desk desk;
    private final Schedule schedule;
    private final Meters meters;

    MeasureBacklog(Desk desk, Schedule schedule, Meters meters) {
        this.desk = desk;
        this.schedule = schedule;
        this.meters = meters;
    }

    @Funq("measure-backlog")
    @Roles({BILLING_ADMIN, SYSTEM})
    public Backlog measure(@Nullable MeasureBacklogRequest request) {
        MeasureBacklogRequest asking = request == null ? new MeasureBacklogRequest(null) : request;
        var each = new ArrayList<Backlog>();
        boolean ofAll = schedule.forEachTenant(() -> each.add(desk.read(asking, MeasureBacklog::measure)));
        Backlog sum = each.stream().reduce(Backlog.NONE, Backlog::plus);
        if (ofAll) {
            meters.measured(sum.figures());
        }
        return sum;
    }

    private static Backlog measure(MeasureBacklogRequest request, AccountLocks locks, CallContext asked) {
        Integer days = request.dueWithinDays();
        return Backlog.at(asked.at(), days == null ? SOON : days);
    }

    /**
     * The request for a measurement.
     *
     * @param dueWithinDays a refund with a legal due date within this number of days is due soon; 3 if absent
     */
    public record MeasureBacklogRequest(
            @Nullable @Min(0) @Max(3660) Integer dueWithinDays) {}
}
