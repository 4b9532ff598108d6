package io.quittance.billrun.bulk;

import io.quittance.call.Refusal;
import io.quittance.call.RefusalReason;
import io.quittance.cancellation.DueWork;
import io.quittance.cancellation.RunDueActions;
import io.quittance.desk.Desk;
import io.quittance.desk.Schedule;
import io.quittance.persistence.BillRun;
import io.quittance.persistence.BulkChunk;
import io.quittance.persistence.BulkJob;
import io.quittance.persistence.BulkWorkKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes up the open jobs of a tenant, the oldest first, step by step for a while; as many may do so at once as like.
 *
 * <p>A chunk that cannot be processed is parked with its error and does not stop the others.
 */
@ApplicationScoped
public class BulkWork implements DueWork {

    private static final Logger LOG = Logger.getLogger(BulkWork.class);

    private final Desk desk;
    private final Schedule schedule;
    private final BulkSteps steps;
    private final Duration time;

    BulkWork(
            Desk desk,
            Schedule schedule,
            BulkSteps steps,
            @ConfigProperty(name = "quittance.bulk.time") Duration time) {
        this.desk = desk;
        this.schedule = schedule;
        this.steps = steps;
        this.time = time;
    }

    /** The time that a call works if it sets no limit. */
    Duration usualTime() {
        return time;
    }

    @Override
    public void carryOut(RunDueActions.DueActions run) {
        List<BulkProgress> worked = work(time);
        worked.stream()
                .filter(job -> job.work() == BulkWorkKind.CANCEL)
                .forEach(job -> (job.finishedAt() == null ? run.left() : run.carriedOut()).add(cancellationOf(job)));
    }

    @Override
    public boolean takesLong() {
        return true;
    }

    /** Works for a while; answers how far each job is that was open. */
    List<BulkProgress> work(Duration atMost) {
        List<BulkJob.Key> open = desk.read("open", (any, locks, asked) -> BulkJob.open());
        if (open.isEmpty()) {
            return List.of();
        }
        schedule.repeat(atMost, () -> open.stream().anyMatch(this::step));
        return desk.read("worked", (any, locks, asked) -> open.stream()
                .map(key -> BulkProgress.of(BulkJob.findById(key)))
                .toList());
    }

    /** Releases parked chunks for a new try. */
    void retryParked() {
        schedule.record(journal -> BulkChunk.retryParked());
    }

    private boolean step(BulkJob.Key key) {
        var claimed = new AtomicReference<BulkChunk>();
        try {
            return schedule.carryOutDue((locks, asked, journal) -> steps.next(key, claimed::set, journal));
        } catch (RuntimeException failure) {
            return park(claimed.get(), key, failure);
        }
    }

    /** Answers whether another step can be taken now. */
    private boolean park(@Nullable BulkChunk chunk, BulkJob.Key key, RuntimeException failure) {
        if (failure instanceof Refusal refusal && refusal.reason() == RefusalReason.UNAVAILABLE) {
            return false;
        }
        String cause = "Error " + UUID.randomUUID();
        LOG.errorf(failure, "%s: %s of bill run %s is parked or tried again", cause, chunk, key.billRunId());
        if (chunk == null) {
            return false;
        }
        schedule.record(journal -> chunk.park(cause));
        return true;
    }

    private String cancellationOf(BulkProgress job) {
        return desk.read(
                "canceled",
                (any, locks, asked) -> String.valueOf(
                        BillRun.<BillRun>findById(job.billRunId()).cancellationId()));
    }
}
