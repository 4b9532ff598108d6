package io.quittance.persistence;

import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;

/**
 * The invoices of bill runs, perhaps millions: read, canceled and removed by statements over whole chunks.
 *
 * <p>A statement over a chunk uses indexes and nested loops, row by row of the chunk: recently filled tables have no
 * statistics, and a plan with a sequential scan would repeat it for every chunk. Compilation is not worthwhile either.
 */
public final class RunInvoices {

    /** The next invoices to cut. */
    static final String TO_CUT = "select id, currency, total_minor as amount from invoice where tenant_id = :tenant"
            + " and bill_run_id = :run and id > :after order by id limit :most";

    /** The reason why an invoice cannot be canceled or removed; null if it can. Of several, the first one in their order. */
    private static final String BECAUSE = "case when i.state = 'POSTED' then 'POSTED'"
            + " when (select sum(l.paid_minor + l.applied_minor) from invoice_line l"
            + " where l.tenant_id = i.tenant_id and l.invoice_id = i.id) > 0 then 'PAID'"
            + " when (select sum(l.credited_net_minor + l.credited_tax_minor) from invoice_line l"
            + " where l.tenant_id = i.tenant_id and l.invoice_id = i.id) > 0 then 'CREDITED'"
            + " when i.disputed then 'DISPUTED'";

    /** A credit note may name a line without having been used: then the line is not deleted under it. */
    private static final String NAMED = " when (select count(*) from invoice_line l join credit_note c"
            + " on c.tenant_id = l.tenant_id and c.line_id = l.id"
            + " where l.tenant_id = i.tenant_id and l.invoice_id = i.id) > 0 then 'CREDITED'";

    private static final String END = " end as cause";

    /** The invoices of a chunk. */
    private static final String CHUNK =
            " i.tenant_id = :tenant and i.bill_run_id = :run" + " and i.id >= :first and i.id <= :last";

    private RunInvoices() {}

    /** The first invoices of a run, in the order of their ids. */
    @SuppressWarnings("unchecked")
    public static List<RunDocument> of(String run, int most) {
        List<Object[]> rows = TenantRecord.getEntityManager()
                .createNativeQuery(
                        "select i.id, i.account_id, i.currency, i.total_minor, " + BECAUSE + END
                                + " from invoice i where i.tenant_id = :tenant and i.bill_run_id = :run order by i.id limit :most")
                .setParameter("tenant", TenantRecord.tenant())
                .setParameter("run", run)
                .setParameter("most", most)
                .getResultList();
        return rows.stream().map(row -> RunDocument.of(RunRecord.INVOICE, row)).toList();
    }

    /** Locks the accounts of a chunk, in the order of their ids, before anything else. */
    public static void lockAccounts(BulkChunk chunk) {
        goByIndexes();
        of(
                        chunk,
                        TenantRecord.getEntityManager()
                                .createNativeQuery("select count(*) from (select a.id from account a"
                                        + " where a.tenant_id = :tenant and a.id in (select i.account_id from invoice i where"
                                        + CHUNK + ") order by a.id for no key update of a) locked"))
                .getSingleResult();
    }

    /** Cancels the invoices of a chunk, lists those that cannot be canceled as exceptions, and records the amounts. */
    public static void cancel(BulkChunk chunk) {
        ofWork(
                        chunk,
                        TenantRecord.getEntityManager()
                                .createNativeQuery("with found as materialized (select i.id, i.account_id, i.currency,"
                                        + " i.total_minor, " + BECAUSE + END + " from invoice i where" + CHUNK
                                        + " and i.state <> 'CANCELED'),"
                                        + " kept as (insert into bill_run_exception (tenant_id, bill_run_id, work, record, id,"
                                        + " account_id, cause, amount_minor, currency) select :tenant, :run, :work,"
                                        + " 'INVOICE', id, account_id, cause, total_minor, currency"
                                        + " from found where cause is not null returning currency, amount_minor),"
                                        + " ended as (update invoice i set state = 'CANCELED', version = i.version + 1"
                                        + " from found f where i.tenant_id = :tenant and i.id = f.id and f.cause is null"
                                        + " returning i.currency, i.total_minor as amount_minor) " + BulkSums.WRITE))
                .executeUpdate();
    }

    /** Removes ended billing items that owed only on invoices of a chunk from their invoices. */
    @SuppressWarnings("unchecked")
    public static List<LeftItem> takeItemsOff(BulkChunk chunk, Instant now) {
        List<Object[]> left = of(
                        chunk,
                        TenantRecord.getEntityManager()
                                .createNativeQuery(
                                        "update billing_item b set left_invoices_at = :now, version = b.version + 1"
                                                + " where b.tenant_id = :tenant and b.state = 'CANCELED' and b.left_invoices_at is null"
                                                + " and b.id in (select l.billing_item_id from invoice i join invoice_line l"
                                                + " on l.tenant_id = i.tenant_id and l.invoice_id = i.id where" + CHUNK
                                                + ")"
                                                + " and not exists (select 1 from invoice_line o join invoice i"
                                                + " on i.tenant_id = o.tenant_id and i.id = o.invoice_id"
                                                + " where o.tenant_id = b.tenant_id and o.billing_item_id = b.id"
                                                + " and o.outstanding_minor > 0 and i.state <> 'CANCELED'"
                                                + " and not exists (select 1 from bill_run r where r.tenant_id = i.tenant_id"
                                                + " and r.id = i.bill_run_id and r." + BillRun.ENDING + "))"
                                                + " returning b.id, b.account_id"))
                .setParameter("now", now)
                .getResultList();
        return left.stream()
                .map(row -> new LeftItem((String) row[0], (String) row[1]))
                .toList();
    }

    /** A billing item that has left its invoices. */
    public record LeftItem(String id, String accountId) {}

    /**
     * Deletes the invoices of a chunk with their lines; those that cannot be deleted are canceled and listed as
     * exceptions.
     */
    public static void remove(BulkChunk chunk) {
        goByIndexes();
        ofWork(
                        chunk,
                        TenantRecord.getEntityManager()
                                .createNativeQuery(
                                        "insert into bill_run_exception (tenant_id, bill_run_id, work, record, id,"
                                                + " account_id, cause, amount_minor, currency) select :tenant, :run, :work,"
                                                + " 'INVOICE', id, account_id, cause, total_minor, currency from (select i.id,"
                                                + " i.account_id, i.currency, i.total_minor, " + BECAUSE + NAMED + END
                                                + " from invoice i where" + CHUNK
                                                + ") found where cause is not null"))
                .executeUpdate();
        ofWork(
                        chunk,
                        TenantRecord.getEntityManager()
                                .createNativeQuery(
                                        "update invoice i set state = 'CANCELED', version = i.version + 1 where"
                                                + CHUNK + " and i.state = 'DRAFT' and " + BulkSums.KEPT
                                                + " /* of the same tenant_id */"))
                .executeUpdate();
        ofWork(
                        chunk,
                        TenantRecord.getEntityManager()
                                .createNativeQuery(
                                        "delete from invoice_line l using invoice i where l.tenant_id = :tenant"
                                                + " and l.invoice_id = i.id and" + CHUNK + " and not " + BulkSums.KEPT))
                .executeUpdate();
        ofWork(
                        chunk,
                        TenantRecord.getEntityManager()
                                .createNativeQuery(
                                        "with ended as (delete from invoice i where i.tenant_id = :tenant and" + CHUNK
                                                + " and not " + BulkSums.KEPT
                                                + " returning i.currency, i.total_minor as amount_minor), "
                                                + BulkSums.KEPT_OF_PIECE
                                                + BulkSums.WRITE))
                .setParameter("record", RunRecord.INVOICE.name())
                .executeUpdate();
    }

    static void goByIndexes() {
        TenantRecord.getEntityManager()
                .createNativeQuery("select set_config('enable_seqscan', 'off', true),"
                        + " set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),"
                        + " set_config('jit', 'off', true)"
                        + " /* whatever the tenant_id */")
                .getSingleResult();
    }

    static Query of(BulkChunk chunk, Query query) {
        return query.setParameter("tenant", TenantRecord.tenant())
                .setParameter("run", chunk.job().billRunId())
                .setParameter("first", chunk.first())
                .setParameter("last", chunk.last());
    }

    /** For statements that name the work; statements that record sums name the chunk too. */
    static Query ofWork(BulkChunk chunk, Query query) {
        of(chunk, query).setParameter("work", chunk.job().work().name());
        if (query.getParameters().stream().anyMatch(parameter -> "number".equals(parameter.getName()))) {
            query.setParameter("number", chunk.number());
        }
        return query;
    }
}
