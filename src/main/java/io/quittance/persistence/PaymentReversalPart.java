package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** What of a reversal had paid a line, which is owed again. Append-only; the database counts it at the line. */
@Entity
@IdClass(PaymentReversalPart.Key.class)
@Table(name = "payment_reversal_part")
public class PaymentReversalPart extends TenantRecord {

    @Id
    @Column(name = "reversal_id")
    public String reversalId;

    @Id
    public int part;

    @Column(name = "line_id")
    public String lineId;

    @Column(name = "amount_minor")
    public long amountMinor;

    PaymentReversalPart() {}

    public PaymentReversalPart(String reversalId, int part, String lineId, long amountMinor) {
        this.reversalId = reversalId;
        this.part = part;
        this.lineId = lineId;
        this.amountMinor = amountMinor;
    }

    /** The key of a part within its tenant. */
    public record Key(String reversalId, int part) implements Serializable {}
}
