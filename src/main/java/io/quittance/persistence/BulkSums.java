package io.quittance.persistence;

/** The way in which the statements on a chunk record what they did. */
final class BulkSums {

    /** The end of a statement whose parts {@code ended} and {@code kept} give what was done and what was not. */
    static final String WRITE =
            "update bulk_amount a set done = coalesce(s.done, 0), done_minor = coalesce(s.done_minor, 0),"
                    + " exceptions = coalesce(s.exceptions, 0), exceptions_minor = coalesce(s.exceptions_minor, 0)"
                    + " from bulk_amount p left join (select currency, sum(done) as done, sum(done_minor) as done_minor,"
                    + " sum(exceptions) as exceptions, sum(exceptions_minor) as exceptions_minor from ("
                    + " select currency, 1 as done, amount_minor as done_minor, 0 as exceptions, 0 as exceptions_minor from ended"
                    + " union all select currency, 0, 0, 1, amount_minor from kept) each group by currency) s"
                    + " on s.currency = p.currency"
                    + " where p.tenant_id = :tenant and p.bill_run_id = :run and p.work = :work and p.number = :number"
                    + " and a.tenant_id = p.tenant_id and a.bill_run_id = p.bill_run_id and a.work = p.work"
                    + " and a.number = p.number and a.currency = p.currency";

    /** Selects the invoices {@code i} on the list of exceptions. */
    static final String KEPT = "exists (select 1 from bill_run_exception e where e.tenant_id = :tenant"
            + " and e.bill_run_id = :run and e.work = :work and e.record = 'INVOICE' and e.id = i.id)";

    /** The part {@code kept} if the exceptions of a chunk were listed before. */
    static final String KEPT_OF_PIECE = "kept as (select currency, amount_minor from bill_run_exception"
            + " where tenant_id = :tenant and bill_run_id = :run and work = :work and record = :record"
            + " and id >= :first and id <= :last) ";

    private BulkSums() {}
}
