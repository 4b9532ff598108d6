package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A document that asks an account for money; its amounts stand on its lines. Canceled with its run, nobody collects it. */
@Entity
public class Invoice extends TenantRecord {

    /** In Hibernate's query language: whether the invoice of a line {@code it} is collected, and not canceled. */
    static final String IS_COLLECTED =
            "exists (select 1 from Invoice i where i.id = it.invoiceId and i.state <> CANCELED"
                    + " and not exists (select 1 from BillRun r where r.id = i.billRunId and r.state in"
                    + " (CANCEL_IN_PROGRESS, CANCELED, REMOVE_IN_PROGRESS, DELETED)))";

    @Id
    public String id;

    @Column(name = "account_id", updatable = false)
    public String accountId;

    @Column(name = "issued_on")
    public LocalDate issuedOn;

    @Column(name = "due_on")
    public LocalDate dueOn;

    @Column(updatable = false)
    public String currency;

    /** The bill run that made it. */
    @Column(name = "bill_run_id", updatable = false)
    public @Nullable String billRunId;

    /** The sum of its lines, in minor units. */
    @Column(name = "total_minor", updatable = false)
    public long totalMinor;

    /** Whether the customer disputes it. */
    public boolean disputed;

    @Enumerated(EnumType.STRING)
    private InvoiceState state = InvoiceState.DRAFT;

    @Version
    int version;

    /** Its state as far as it is written down; see {@link #state(BillRun)}. */
    public InvoiceState state() {
        return state;
    }

    /** Its state for every reader: canceled as soon as its run is, however far the work has come. */
    public InvoiceState state(@Nullable BillRun run) {
        return run != null && run.isEnding() ? InvoiceState.CANCELED : state;
    }

    /** It is sent to the customer; the run counts it. */
    public void post() {
        if (state != InvoiceState.DRAFT) {
            throw new IllegalStateException("Invoice " + id + " cannot be posted: it is " + state);
        }
        state = InvoiceState.POSTED;
    }

    /** The account of an invoice, without loading it: accounts are locked before anything is loaded. */
    public static Optional<String> accountOf(String id) {
        return find("select accountId from Invoice where id = ?1", id)
                .project(String.class)
                .firstResultOptional();
    }
}
