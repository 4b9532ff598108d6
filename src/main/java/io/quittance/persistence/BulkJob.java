package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The canceling or removing of all that a bill run has made: cut into chunks, then done chunk by chunk. */
@Entity
@IdClass(BulkJob.Key.class)
@Table(name = "bulk_job")
public class BulkJob extends TenantRecord {

    @Id
    @Column(name = "bill_run_id")
    private String billRunId;

    @Id
    @Enumerated(EnumType.STRING)
    private BulkWorkKind work;

    @Enumerated(EnumType.STRING)
    private @Nullable RunRecord chunking;

    @Column(name = "chunked_until")
    private String chunkedUntil;

    private long chunks;

    @Column(name = "begun_at", updatable = false)
    private Instant begunAt;

    @Column(name = "finished_at")
    private @Nullable Instant finishedAt;

    @Version
    int version;

    BulkJob() {}

    /** The key of a job within its tenant: each kind of work is done once to a run. */
    public record Key(String billRunId, BulkWorkKind work) implements Serializable {}

    /** Opens a job; nothing is cut yet. Invoices are cut last. */
    public static BulkJob open(String run, BulkWorkKind work, RunRecord first, Instant now) {
        var job = new BulkJob();
        job.billRunId = run;
        job.work = work;
        job.chunking = first;
        job.chunkedUntil = "";
        job.begunAt = now;
        job.persist();
        return job;
    }

    public Key key() {
        return new Key(billRunId, work);
    }

    public String billRunId() {
        return billRunId;
    }

    public BulkWorkKind work() {
        return work;
    }

    /** The kind of record that is being divided into chunks; null once all are. */
    public @Nullable RunRecord chunking() {
        return chunking;
    }

    /** The last id that lies in a chunk. */
    public String chunkedUntil() {
        return chunkedUntil;
    }

    /** The number of chunks so far. */
    public long chunks() {
        return chunks;
    }

    public Instant begunAt() {
        return begunAt;
    }

    public @Nullable Instant finishedAt() {
        return finishedAt;
    }

    /** More chunks were cut. */
    public void cut(long more, String until) {
        mustBe(chunking != null && until.compareTo(chunkedUntil) != 0, "cut further");
        chunks += more;
        chunkedUntil = until;
    }

    /** All of one kind is cut; the next one begins, if there is one. */
    public void goOnCutting(@Nullable RunRecord next) {
        mustBe(chunking != null, "cut further");
        chunking = next;
        chunkedUntil = "";
    }

    /** Every chunk is done. */
    public void finish(Instant now) {
        mustBe(chunking == null && finishedAt == null, "finished");
        finishedAt = now;
    }

    private void mustBe(boolean allowed, String verb) {
        if (!allowed) {
            throw new IllegalStateException(work + " of bill run " + billRunId + " cannot be " + verb + ": chunking "
                    + chunking + ", finished " + finishedAt);
        }
    }

    /** The jobs that are not finished, the oldest first. */
    public static List<Key> open() {
        return BulkJob.<BulkJob>list("finishedAt is null order by begunAt, billRunId").stream()
                .map(BulkJob::key)
                .toList();
    }

    /** The job, locked until the transaction ends, unless another process holds it or it is finished. */
    public static Optional<BulkJob> lockIfFree(Key key) {
        boolean locked = !getEntityManager()
                .createNativeQuery("select 1 from bulk_job where tenant_id = :tenant and bill_run_id = :run"
                        + " and work = :work and finished_at is null for no key update skip locked")
                .setParameter("tenant", tenant())
                .setParameter("run", key.billRunId())
                .setParameter("work", key.work().name())
                .getResultList()
                .isEmpty();
        return locked ? findByIdOptional(key) : Optional.empty();
    }

    /** The last work on a run. */
    public static Optional<BulkJob> lastOf(String run) {
        return find("billRunId = ?1 order by begunAt desc, work desc", run).firstResultOptional();
    }
}
