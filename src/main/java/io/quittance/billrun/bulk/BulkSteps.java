package io.quittance.billrun.bulk;

import io.quittance.cancellation.Receipts;
import io.quittance.desk.Effect;
import io.quittance.desk.Journal;
import io.quittance.desk.Plan;
import io.quittance.event.BillRunCanceled;
import io.quittance.event.BillRunDeleted;
import io.quittance.invoice.ItemsOnInvoices;
import io.quittance.persistence.BillRun;
import io.quittance.persistence.BulkChunk;
import io.quittance.persistence.BulkJob;
import io.quittance.persistence.BulkWorkKind;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.Receipt;
import io.quittance.persistence.RunCreditNotes;
import io.quittance.persistence.RunInvoices;
import io.quittance.persistence.RunRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a job, each for a transaction of its own: divide the run's documents into chunks, process a chunk,
 * finish.
 *
 * <p>A chunk and the record that it is done commit together, so a process that continues after a crash repeats nothing
 * and loses nothing. Chunks that another process works on are skipped.
 */
@ApplicationScoped
public class BulkSteps {

    /** The number of chunks that one step makes. */
    private static final int PIECES_A_STEP = 100;

    private final Receipts receipts;
    private final int chunkSize;

    BulkSteps(Receipts receipts, @ConfigProperty(name = "quittance.bulk.chunk") int chunkSize) {
        this.receipts = receipts;
        this.chunkSize = chunkSize;
    }

    /** The result of a step. */
    record Step(List<Effect> effects) implements Plan {}

    /** The number of documents in a chunk. */
    public int chunkSize() {
        return chunkSize;
    }

    /** Opens the job of a run whose state has been changed to it. */
    public BulkJob open(BillRun run, BulkWorkKind work, Journal journal) {
        boolean creditNotes = work == BulkWorkKind.REMOVE || run.takesCreditNotes();
        return BulkJob.open(run.id, work, creditNotes ? RunRecord.CREDIT_NOTE : RunRecord.INVOICE, journal.at());
    }

    /** Does a whole job that fits into one chunk, in the transaction of its command, which has locked the accounts. */
    public void wholly(BulkJob job, Journal journal) {
        while (job.chunking() != null) {
            cut(job);
        }
        // The database shows what is planned and what is done.
        BulkJob.flush();
        for (Optional<BulkChunk> chunk = BulkChunk.claim(job.key());
                chunk.isPresent();
                chunk = BulkChunk.claim(job.key())) {
            carryOut(chunk.get(), journal);
        }
        finish(job, journal);
    }

    /** Takes one step of a job; returns null if other processes do what is left, or if it is parked. */
    @Nullable
    Plan next(BulkJob.Key key, Consumer<BulkChunk> claimed, Journal journal) {
        Optional<BulkJob> free = BulkJob.lockIfFree(key);
        if (free.isPresent() && free.get().chunking() != null) {
            return cut(free.get());
        }
        Optional<BulkChunk> chunk = BulkChunk.claim(key);
        if (chunk.isPresent()) {
            claimed.accept(chunk.get());
            return carryOut(chunk.get(), journal);
        }
        return free.isPresent() && BulkChunk.areAllDone(key) ? finish(free.get(), journal) : null;
    }

    private Plan cut(BulkJob job) {
        int most = chunkSize * PIECES_A_STEP;
        long before = job.chunks();
        BulkChunk.ChunkProgress cut = BulkChunk.cut(job, chunkSize, most);
        if (cut.chunks() > 0) {
            job.cut(cut.chunks(), cut.until());
        }
        if (cut.records() < most) {
            job.goOnCutting(job.chunking() == RunRecord.CREDIT_NOTE ? RunRecord.INVOICE : null);
        }
        return new Step(List.of(
                Effect.of("bulk-job", job.billRunId()).change(before + " pieces", before + cut.chunks() + " pieces")));
    }

    private static Plan carryOut(BulkChunk chunk, Journal journal) {
        if (chunk.record() == RunRecord.CREDIT_NOTE) {
            RunCreditNotes.lockAccounts(chunk);
            if (chunk.job().work() == BulkWorkKind.CANCEL) {
                RunCreditNotes.cancel(chunk);
            } else {
                RunCreditNotes.remove(chunk);
            }
        } else if (chunk.job().work() == BulkWorkKind.CANCEL) {
            RunInvoices.lockAccounts(chunk);
            RunInvoices.cancel(chunk);
            ItemsOnInvoices.settle(chunk, journal);
        } else {
            RunInvoices.lockAccounts(chunk);
            // Before its lines are gone, and with them who stood on it.
            ItemsOnInvoices.settle(chunk, journal);
            RunInvoices.remove(chunk);
        }
        chunk.finish(journal.at());
        return new Step(List.of(Effect.of("bulk-chunk", chunk.job().billRunId() + " " + chunk.number())
                .change("WAITING", "DONE")));
    }

    private Plan finish(BulkJob job, Journal journal) {
        if (!BulkChunk.areAllDone(job.key())) {
            throw new IllegalStateException("Pieces of bill run " + job.billRunId() + " are not done");
        }
        BillRun.lockAll(List.of(job.billRunId()));
        BillRun run = BillRun.findById(job.billRunId());
        String before = run.state().name();
        job.finish(journal.at());
        BulkProgress progress = BulkProgress.of(job);
        if (job.work() == BulkWorkKind.CANCEL) {
            run.finishCancellation();
            Cancellation cancellation = Cancellation.findById(run.cancellationId());
            receipts.add(cancellation, Receipt.Kind.CARRIED_OUT, null, journal);
            journal.publish(new BillRunCanceled(run.id, cancellation.id(), progress.done(), progress.exceptions()));
        } else {
            run.finishRemoval();
            journal.publish(new BillRunDeleted(run.id, progress.done(), progress.exceptions()));
        }
        return new Step(
                List.of(Effect.of("bill-run", run.id).change(before, run.state().name())));
    }
}
