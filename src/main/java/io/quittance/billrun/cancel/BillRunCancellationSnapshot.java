package io.quittance.billrun.cancel;

import static io.quittance.call.RefusalReason.BILL_RUN_NOT_FOUND;

import io.quittance.billrun.bulk.BulkProgress;
import io.quittance.call.Refusal;
import io.quittance.desk.AccountLocks;
import io.quittance.persistence.BillRun;
import io.quittance.persistence.BillRunSeries;
import io.quittance.persistence.BillRunState;
import io.quittance.persistence.BulkJob;
import io.quittance.persistence.BulkWorkKind;
import io.quittance.persistence.Policy;
import jakarta.persistence.OptimisticLockException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All records that the plans for the end of a bill run read.
 *
 * @param series the series of a scheduled run
 * @param later the runs of the series that come after this one and have not begun, in their order
 * @param nextId an id that the next recurrence can have
 * @param progress the progress of the last work on the run
 * @param chunkSize the number of documents in a chunk
 */
public record BillRunCancellationSnapshot(
        BillRun run,
        @Nullable BillRunSeries series,
        List<BillRun> later,
        @Nullable String nextId,
        BillRunContent content,
        @Nullable BulkProgress progress,
        int chunkSize,
        Policy policy) {

    private static final int LONGEST_ID = 64;

    /**
     * Loads a run for some work. For a command, the accounts of its documents are locked if they fit into one chunk,
     * then its series, then the runs.
     */
    public static BillRunCancellationSnapshot load(String id, BulkWorkKind work, AccountLocks locks, int chunkSize) {
        Set<String> accounts = BillRunContent.of(id, work, chunkSize).accounts();
        locks.lock(accounts);
        Optional<String> seriesId = seriesOf(id);
        locks.billRuns(seriesId.stream().toList(), List.of());
        locks.billRuns(
                List.of(),
                Stream.concat(Stream.of(id), seriesId.stream().flatMap(series -> pendingOf(series).stream()))
                        .toList());
        BillRun run = find(id);
        BillRunContent content = BillRunContent.of(id, work, chunkSize);
        if (!accounts.containsAll(content.accounts())) {
            // An invoice came in between: the next try locks its account too.
            throw new OptimisticLockException("Invoices were added to bill run " + id);
        }
        BillRunSeries series = seriesId.<BillRunSeries>map(each -> BillRunSeries.findById(each))
                .orElse(null);
        return new BillRunCancellationSnapshot(
                run,
                series,
                series == null ? List.of() : laterThan(run, series),
                series == null ? null : freeId(series),
                content,
                BulkJob.lastOf(id).map(BulkProgress::of).orElse(null),
                chunkSize,
                Policy.current());
    }

    /** A run that has not been deleted. */
    public static BillRun find(String id) {
        return BillRun.<BillRun>findByIdOptional(id)
                .filter(run -> run.state() != BillRunState.DELETED)
                .orElseThrow(() -> Refusal.of(BILL_RUN_NOT_FOUND, "There is no bill run %s.", id)
                        .with("billRunId", id));
    }

    private static Optional<String> seriesOf(String id) {
        return BillRun.find("select seriesId from BillRun where id = ?1 and seriesId is not null", id)
                .project(String.class)
                .firstResultOptional();
    }

    private static List<String> pendingOf(String series) {
        return BillRun.find("select id from BillRun where seriesId = ?1 and state in (PENDING, PAUSED)", series)
                .project(String.class)
                .list();
    }

    private static List<BillRun> laterThan(BillRun run, BillRunSeries series) {
        return BillRun.list(
                "seriesId = ?1 and number > ?2 and state in (PENDING, PAUSED) order by number", series.id, run.number);
    }

    /** The series and the number, as long as there is room, unless the billing system has used that for something else. */
    private static String freeId(BillRunSeries series) {
        String number = "-" + (series.lastNumber() + 1);
        for (int tried = 1; ; tried++) {
            String end = tried == 1 ? number : number + "-" + tried;
            String id = series.id.substring(0, Math.min(series.id.length(), LONGEST_ID - end.length())) + end;
            if (BillRun.findById(id) == null) {
                return id;
            }
        }
    }
}
