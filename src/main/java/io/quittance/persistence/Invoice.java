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

/** A claim for money on an account; its amounts are on its lines. Once it is canceled with its run, it is not collected. */
@Entity
public class Invoice extends TenantRecord {

    /**
     * In Hibernate's query language: whether the invoice of a line is collected, and not canceled. Invoice and run have no
     * names here, since its grammar reads those four times as long when it meets them first, and that is a start's first call.
     * So no invoice may have an {@code invoiceId}, and no run a {@code billRunId}: they would be meant.
     */
    static final String IS_COLLECTED = "exists (from Invoice where id = invoiceId and state <> CANCELED"
            + " and not exists (from BillRun where id = billRunId and ending))";

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

    /** Its state for every reader: canceled as soon as its run is, however far the work on it is. */
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
        return accountOf("invoice", id);
    }
}
