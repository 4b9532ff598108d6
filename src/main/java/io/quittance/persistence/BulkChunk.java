package io.quittance.persistence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A range of ids of what a bill run has made, both ends in it, that is worked on in one transaction. */
public record BulkChunk(BulkJob.Key job, long number, RunRecord record, String first, String last) {

    /** The number of chunks and of their records so far, and the last id that is assigned to one. */
    public record ChunkProgress(long chunks, long records, String until) {}

    /** Assigns the next records of a job to chunks, and records the content of each chunk. */
    public static ChunkProgress cut(BulkJob job, int size, int most) {
        RunRecord record = job.chunking();
        String table = record == RunRecord.INVOICE ? RunInvoices.TO_CUT : RunCreditNotes.TO_CUT;
        Object[] cut = (Object[]) TenantRecord.getEntityManager()
                .createNativeQuery(
                        "with made as (select id, currency, amount, (row_number() over (order by id) - 1) / :size + 1"
                                + " as chunk from (" + table + ") listed),"
                                + " chunks as (insert into bulk_chunk (tenant_id, bill_run_id, work, number, record, first_id, last_id)"
                                + " select :tenant, :run, :work, :before + chunk, :record, min(id), max(id) from made group by chunk),"
                                + " amounts as (insert into bulk_amount"
                                + " (tenant_id, bill_run_id, work, number, currency, planned, planned_minor)"
                                + " select :tenant, :run, :work, :before + chunk, currency, count(*), sum(amount)"
                                + " from made group by chunk, currency)"
                                + " select count(distinct chunk), count(*), coalesce(max(id), '') from made")
                .setParameter("tenant", TenantRecord.tenant())
                .setParameter("run", job.billRunId())
                .setParameter("work", job.work().name())
                .setParameter("record", String.valueOf(record))
                .setParameter("before", job.chunks())
                .setParameter("after", job.chunkedUntil())
                .setParameter("size", (long) size)
                .setParameter("most", (long) most)
                .getSingleResult();
        return new ChunkProgress(((Number) cut[0]).longValue(), ((Number) cut[1]).longValue(), (String) cut[2]);
    }

    /** Takes a chunk that nobody has processed or holds, for this transaction. */
    @SuppressWarnings("unchecked")
    public static Optional<BulkChunk> claim(BulkJob.Key job) {
        List<Object[]> free = TenantRecord.getEntityManager()
                .createNativeQuery("select number, record, first_id, last_id from bulk_chunk where tenant_id = :tenant"
                        + " and bill_run_id = :run and work = :work and done_at is null and parked_reason is null"
                        // Credit notes may name lines of the invoices, so they are all removed first.
                        + " and (record = 'CREDIT_NOTE' or not exists (select 1 from bulk_chunk n"
                        + " where n.tenant_id = :tenant and n.bill_run_id = :run and n.work = :work"
                        + " and n.record = 'CREDIT_NOTE' and n.done_at is null))"
                        + " order by number limit 1 for update skip locked")
                .setParameter("tenant", TenantRecord.tenant())
                .setParameter("run", job.billRunId())
                .setParameter("work", job.work().name())
                .getResultList();
        return free.stream()
                .map(row -> new BulkChunk(
                        job,
                        ((Number) row[0]).longValue(),
                        RunRecord.valueOf((String) row[1]),
                        (String) row[2],
                        (String) row[3]))
                .findFirst();
    }

    /** Records that it is done; its amounts must have been recorded before. */
    public void finish(Instant now) {
        TenantRecord.getEntityManager()
                .createNativeQuery("update bulk_chunk set done_at = :now where tenant_id = :tenant"
                        + " and bill_run_id = :run and work = :work and number = :number")
                .setParameter("tenant", TenantRecord.tenant())
                .setParameter("run", job.billRunId())
                .setParameter("work", job.work().name())
                .setParameter("number", number)
                .setParameter("now", now)
                .executeUpdate();
    }

    /** Sets it aside with its error, so that it does not stop the others. */
    public void park(String reason) {
        TenantRecord.getEntityManager()
                .createNativeQuery("update bulk_chunk set parked_reason = :reason where tenant_id = :tenant"
                        + " and bill_run_id = :run and work = :work and number = :number and done_at is null")
                .setParameter("tenant", TenantRecord.tenant())
                .setParameter("run", job.billRunId())
                .setParameter("work", job.work().name())
                .setParameter("number", number)
                .setParameter("reason", reason)
                .executeUpdate();
    }

    /** Releases the parked chunks of all open jobs for a new try. */
    public static int retryParked() {
        return TenantRecord.getEntityManager()
                .createNativeQuery("update bulk_chunk p set parked_reason = null from bulk_job j"
                        + " where j.tenant_id = :tenant and j.finished_at is null and p.tenant_id = j.tenant_id"
                        + " and p.bill_run_id = j.bill_run_id and p.work = j.work"
                        + " and p.done_at is null and p.parked_reason is not null")
                .setParameter("tenant", TenantRecord.tenant())
                .executeUpdate();
    }

    /** Returns true if every chunk of a job is done and its result agrees with its plan. */
    public static boolean areAllDone(BulkJob.Key job) {
        return ((Number) TenantRecord.getEntityManager()
                                .createNativeQuery("select (select count(*) from bulk_chunk where tenant_id = :tenant"
                                        + " and bill_run_id = :run and work = :work and done_at is null)"
                                        + " + (select count(*) from bulk_amount where tenant_id = :tenant"
                                        + " and bill_run_id = :run and work = :work and done is null)")
                                .setParameter("tenant", TenantRecord.tenant())
                                .setParameter("run", job.billRunId())
                                .setParameter("work", job.work().name())
                                .getSingleResult())
                        .longValue()
                == 0;
    }
}
