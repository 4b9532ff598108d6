package io.quittance.persistence;

import java.util.List;

/** The credit notes of bill runs, of which there may be as many as invoices; see {@link RunInvoices}. */
public final class RunCreditNotes {

    /**
     * The next credit notes to assign to chunks; those that are not canceled when their run is removed stay with their
     * accounts.
     */
    static final String TO_CUT =
            "select id, currency, amount_minor as amount from credit_note where tenant_id = :tenant"
                    + " and bill_run_id = :run and id > :after and (:work = 'CANCEL' or state = 'CANCELED')"
                    + " order by id limit :most";

    private static final String BECAUSE = "case when c.state = 'USED' or (select count(*) from refund r"
            + " where r.tenant_id = c.tenant_id and r.credit_note_id = c.id) > 0 or (select count(*) from refund r"
            + " where r.tenant_id = c.tenant_id and r.of_credit_note_id = c.id) > 0 then 'USED' end as cause";

    /** The credit notes of a chunk. */
    private static final String CHUNK =
            " c.tenant_id = :tenant and c.bill_run_id = :run" + " and c.id >= :first and c.id <= :last";

    private RunCreditNotes() {}

    /**
     * The first credit notes of a run that its cancellation or removal concerns, in the order of their ids: for a
     * cancellation those not canceled yet, for a removal the canceled ones, and for both the used ones.
     */
    @SuppressWarnings("unchecked")
    public static List<RunDocument> of(String run, BulkWorkKind work, int most) {
        List<Object[]> rows = TenantRecord.getEntityManager()
                .createNativeQuery("select c.id, c.account_id, c.currency, c.amount_minor, " + BECAUSE
                        + " from credit_note c where c.tenant_id = :tenant and c.bill_run_id = :run"
                        + " and c.state <> case when :work = 'CANCEL' then 'CANCELED' else 'ISSUED' end"
                        + " order by c.id limit :most")
                .setParameter("tenant", TenantRecord.tenant())
                .setParameter("run", run)
                .setParameter("work", work.name())
                .setParameter("most", most)
                .getResultList();
        return rows.stream()
                .map(row -> RunDocument.of(RunRecord.CREDIT_NOTE, row))
                .toList();
    }

    /** Locks the accounts of a chunk, in the order of their ids, before anything else. */
    public static void lockAccounts(BulkChunk chunk) {
        RunInvoices.goByIndexes();
        RunInvoices.of(
                        chunk,
                        TenantRecord.getEntityManager()
                                .createNativeQuery("select count(*) from (select a.id from account a"
                                        + " where a.tenant_id = :tenant and a.id in (select c.account_id from credit_note c where"
                                        + CHUNK + ") order by a.id for no key update of a) locked"))
                .getSingleResult();
    }

    /** Cancels the credit notes of a chunk, lists those that cannot be canceled as exceptions, and records the amounts. */
    public static void cancel(BulkChunk chunk) {
        RunInvoices.ofWork(
                        chunk,
                        TenantRecord.getEntityManager()
                                .createNativeQuery("with found as materialized (select c.id, c.account_id, c.currency,"
                                        + " c.amount_minor, " + BECAUSE + " from credit_note c where" + CHUNK + "),"
                                        + " kept as (insert into bill_run_exception (tenant_id, bill_run_id, work, record, id,"
                                        + " account_id, cause, amount_minor, currency) select :tenant, :run, :work,"
                                        + " 'CREDIT_NOTE', id, account_id, cause, amount_minor, currency"
                                        + " from found where cause is not null returning currency, amount_minor),"
                                        + " ended as (update credit_note c set state = 'CANCELED', version = c.version + 1"
                                        + " from found f where c.tenant_id = :tenant and c.id = f.id and f.cause is null"
                                        + " returning c.currency, c.amount_minor) " + BulkSums.WRITE))
                .executeUpdate();
    }

    /** Deletes the canceled credit notes of a chunk; those that refunds refer to are listed as exceptions. */
    public static void remove(BulkChunk chunk) {
        RunInvoices.ofWork(
                        chunk,
                        TenantRecord.getEntityManager()
                                .createNativeQuery("with found as materialized (select c.id, c.account_id, c.currency,"
                                        + " c.amount_minor, " + BECAUSE + " from credit_note c where" + CHUNK
                                        + " and c.state = 'CANCELED'),"
                                        + " kept as (insert into bill_run_exception (tenant_id, bill_run_id, work, record, id,"
                                        + " account_id, cause, amount_minor, currency) select :tenant, :run, :work,"
                                        + " 'CREDIT_NOTE', id, account_id, cause, amount_minor, currency"
                                        + " from found where cause is not null returning currency, amount_minor),"
                                        + " ended as (delete from credit_note c using found f where c.tenant_id = :tenant"
                                        + " and c.id = f.id and f.cause is null returning c.currency, c.amount_minor) "
                                        + BulkSums.WRITE))
                .executeUpdate();
    }
}
