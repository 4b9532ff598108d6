package io.quittance.billrun.bulk;

import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.desk.Schedule;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Works on the bill runs that are being canceled or deleted, chunk by chunk, for a limited time.
 *
 * <p>It needs no idempotency key: each chunk is done once by its own row, so the function may be called at any time and
 * several times at once. It stops between two chunks; the next call continues.
 *
 * <p>Publishes bill-run.canceled or bill-run.deleted, billing-item.left-invoices and receipt.issued.
 *
 * <p>Roles: billing admin, system.
 */
public class RunBulkWork {

    private final Desk desk;
    private final Schedule schedule;
    private final BulkWork work;

    RunBulkWork(Desk desk, Schedule schedule, BulkWork work) {
        this.desk = desk;
        this.schedule = schedule;
        this.work = work;
    }

    @Funq("run-bulk-work")
    @Roles({BILLING_ADMIN, SYSTEM})
    public BulkWorkDone run(@Nullable RunBulkWorkRequest request) {
        RunBulkWorkRequest asking = request == null ? new RunBulkWorkRequest(null, false) : request;
        var done = new BulkWorkDone(new ArrayList<>());
        Duration time = asking.seconds() == null ? work.usualTime() : Duration.ofSeconds(asking.seconds());
        schedule.forEachTenant(time, left -> run(asking, left, done));
        return done;
    }

    private void run(RunBulkWorkRequest request, Duration left, BulkWorkDone done) {
        RunBulkWorkRequest valid = desk.read(request, (asking, locks, asked) -> asking);
        if (valid.retryParked()) {
            work.retryParked();
        }
        done.jobs().addAll(work.work(left));
    }

    /**
     * The request for bulk work.
     *
     * @param seconds the time limit, which the chunk being processed at the end may exceed; 45 if absent
     * @param retryParked whether chunks that an earlier call parked are tried again
     */
    public record RunBulkWorkRequest(
            @Nullable @Min(1) @Max(900) Integer seconds, boolean retryParked) {}

    /**
     * The work of a call.
     *
     * @param jobs the progress of each
     */
    public record BulkWorkDone(List<BulkProgress> jobs) {}
}
