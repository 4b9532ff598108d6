package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.List;

/** A document that could not be canceled or removed with its bill run, and why. Append-only. */
@Entity
@IdClass(BillRunException.Key.class)
@Table(name = "bill_run_exception")
public class BillRunException extends TenantRecord {

    @Id
    @Column(name = "bill_run_id")
    public String billRunId;

    @Id
    @Enumerated(EnumType.STRING)
    public BulkWorkKind work;

    @Id
    @Enumerated(EnumType.STRING)
    public RunRecord record;

    @Id
    public String id;

    @Column(name = "account_id")
    public String accountId;

    @Enumerated(EnumType.STRING)
    public Cause cause;

    @Column(name = "amount_minor")
    public long amountMinor;

    public String currency;

    /** The obstacle; of several, the first one in their order. */
    public enum Cause {
        /** The invoice was posted. */
        POSTED,
        /** Something is paid on the invoice. */
        PAID,
        /** Credit was given on the invoice. */
        CREDITED,
        /** The customer disputes the invoice. */
        DISPUTED,
        /** The credit note has been used. */
        USED
    }

    /** The key of an exception within its tenant. */
    public record Key(String billRunId, BulkWorkKind work, RunRecord record, String id) implements Serializable {}

    /** Its place in the list of its run. */
    public String place() {
        return record + " " + id;
    }

    /** The exceptions of a run's cancellation, in their order. */
    public static List<BillRunException> of(String run, String after, int most) {
        return BillRunException.<BillRunException>find(
                        "billRunId = ?1 and work = CANCEL and concat(cast(record as string), ' ', id) > ?2 order by record, id",
                        run,
                        after)
                .page(0, most)
                .list();
    }
}
