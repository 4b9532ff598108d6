package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.util.Optional;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/**
 * A credit note of the billing system: an amount owed to the customer. One refund uses it up, or its bill run is
 * canceled.
 */
@Entity
@Table(name = "credit_note")
public class CreditNote extends TenantRecord {

    @Id
    public String id;

    @Column(name = "account_id", updatable = false)
    public String accountId;

    @Column(name = "amount_minor", updatable = false)
    public long amountMinor;

    @Column(updatable = false)
    public String currency;

    @Column(name = "issued_on", updatable = false)
    public LocalDate issuedOn;

    /** The subject it was issued for, if it names one. */
    @Column(name = "subscription_id", updatable = false)
    public @Nullable String subscriptionId;

    @Column(name = "billing_item_id", updatable = false)
    public @Nullable String billingItemId;

    @Column(name = "line_id", updatable = false)
    public @Nullable String lineId;

    /** The bill run that made it, if one did. */
    @Column(name = "bill_run_id", updatable = false)
    public @Nullable String billRunId;

    @Enumerated(EnumType.STRING)
    private State state = State.ISSUED;

    @Formula("(select r.takes_credit_notes and r." + BillRun.ENDING
            + " from bill_run r where r.tenant_id = tenant_id and r.id = bill_run_id)")
    private @Nullable Boolean goesWithItsRun;

    @Column(name = "refund_id")
    private @Nullable String refundId;

    @Version
    int version;

    /** The states of a credit note: ISSUED → USED | CANCELED; USED → ISSUED if its refund is reversed. */
    public enum State {
        ISSUED,
        USED,
        CANCELED
    }

    /** Its state for every reader: canceled as soon as its run is, where that takes it along. */
    public State state() {
        return state == State.ISSUED && Boolean.TRUE.equals(goesWithItsRun) ? State.CANCELED : state;
    }

    /** The refund that has used it. */
    public @Nullable String refundId() {
        return refundId;
    }

    public boolean isUsable() {
        return state() == State.ISSUED;
    }

    /** The account of a credit note, without loading it: accounts are locked before anything is loaded. */
    public static Optional<String> accountOf(String id) {
        return accountOf("credit_note", id);
    }

    /** It is the refund from now on. */
    public void use(String refund) {
        if (!isUsable()) {
            throw new IllegalStateException("Credit note " + id + " is " + state());
        }
        state = State.USED;
        refundId = refund;
    }

    /** Frees the note after the refund that used it was reversed. */
    public void free(String refund) {
        if (state != State.USED || !refund.equals(refundId)) {
            throw new IllegalStateException("Credit note " + id + " is not used by " + refund);
        }
        state = State.ISSUED;
        refundId = null;
    }
}
