package io.quittance.persistence;

/**
 * The progress of all unfinished jobs of a tenant together.
 *
 * @param parked chunks that wait for somebody
 */
public record OpenBulkWork(long jobs, Documents documents, long parked) {

    /**
     * The documents of bulk work.
     *
     * @param planned assigned to a chunk
     * @param done canceled, removed or listed as exceptions
     */
    public record Documents(long planned, long done) {

        public Documents plus(Documents other) {
            return new Documents(planned + other.planned, done + other.done);
        }
    }

    /** Reads the progress from the database. */
    public static OpenBulkWork now() {
        Object[] sums = (Object[]) TenantRecord.getEntityManager()
                .createNativeQuery("with open as (select tenant_id, bill_run_id, work from bulk_job"
                        + " where tenant_id = :tenant and finished_at is null)"
                        + " select (select count(*) from open), coalesce(sum(a.planned), 0),"
                        + " coalesce(sum(a.done + a.exceptions), 0),"
                        + " (select count(*) from bulk_chunk p join open using (tenant_id, bill_run_id, work)"
                        + " where p.done_at is null and p.parked_reason is not null)"
                        + " from bulk_amount a join open using (tenant_id, bill_run_id, work)")
                .setParameter("tenant", TenantRecord.tenant())
                .getSingleResult();
        return new OpenBulkWork(number(sums[0]), new Documents(number(sums[1]), number(sums[2])), number(sums[3]));
    }

    private static long number(Object sum) {
        return ((Number) sum).longValue();
    }
}
