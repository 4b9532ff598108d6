package io.quittance.persistence;

import java.math.BigDecimal;
import java.util.List;

/**
 * The planned and processed amounts of one kind and currency of a job.
 *
 * @param planned the records that are assigned to a chunk
 * @param done records that were canceled or removed
 * @param exceptions records that could not be
 * @param plannedMinor minor units, like the others
 */
public record BulkAmount(
        RunRecord record,
        String currency,
        long planned,
        long done,
        long exceptions,
        BigDecimal plannedMinor,
        BigDecimal doneMinor,
        BigDecimal exceptionsMinor) {

    /** The sums of a job over its chunks. */
    @SuppressWarnings("unchecked")
    public static List<BulkAmount> of(BulkJob.Key job) {
        List<Object[]> sums = TenantRecord.getEntityManager()
                .createNativeQuery("select p.record, a.currency, sum(a.planned), coalesce(sum(a.done), 0),"
                        + " coalesce(sum(a.exceptions), 0), sum(a.planned_minor), coalesce(sum(a.done_minor), 0),"
                        + " coalesce(sum(a.exceptions_minor), 0) from bulk_amount a join bulk_chunk p"
                        + " on p.tenant_id = a.tenant_id and p.bill_run_id = a.bill_run_id and p.work = a.work"
                        + " and p.number = a.number where a.tenant_id = :tenant and a.bill_run_id = :run and a.work = :work"
                        + " group by p.record, a.currency order by p.record desc, a.currency")
                .setParameter("tenant", TenantRecord.tenant())
                .setParameter("run", job.billRunId())
                .setParameter("work", job.work().name())
                .getResultList();
        return sums.stream()
                .map(row -> new BulkAmount(
                        RunRecord.valueOf((String) row[0]),
                        (String) row[1],
                        ((Number) row[2]).longValue(),
                        ((Number) row[3]).longValue(),
                        ((Number) row[4]).longValue(),
                        (BigDecimal) row[5],
                        (BigDecimal) row[6],
                        (BigDecimal) row[7]))
                .toList();
    }

    /** The errors of a job's chunks that need a person. */
    @SuppressWarnings("unchecked")
    public static List<String> parked(BulkJob.Key job) {
        return TenantRecord.getEntityManager()
                .createNativeQuery(
                        "select parked_reason from bulk_chunk where tenant_id = :tenant and bill_run_id = :run"
                                + " and work = :work and done_at is null and parked_reason is not null order by number limit 100")
                .setParameter("tenant", TenantRecord.tenant())
                .setParameter("run", job.billRunId())
                .setParameter("work", job.work().name())
                .getResultList();
    }
}
