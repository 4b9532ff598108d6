package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of one refund that concerns one payment and one line. Append-only; the database counts it at both and caps
 * it.
 *
 * <p>Without a payment it gives back what credit has paid; without a line, what no line has taken of the payment; with
 * neither, what a credit note says. One below zero takes an earlier one back.
 */
@Entity
@IdClass(RefundPart.Key.class)
@Table(name = "refund_part")
public class RefundPart extends TenantRecord {

    @Id
    @Column(name = "refund_id")
    public String refundId;

    @Id
    public int part;

    @Column(name = "payment_id")
    public @Nullable String paymentId;

    @Column(name = "line_id")
    public @Nullable String lineId;

    /** The credit note that is paid out, where neither a payment nor a line is behind it. */
    @Column(name = "credit_note_id")
    public @Nullable String creditNoteId;

    @Column(name = "amount_minor")
    public long amountMinor;

    RefundPart() {}

    public RefundPart(
            String refundId,
            int part,
            @Nullable String paymentId,
            @Nullable String lineId,
            @Nullable String creditNoteId,
            long amountMinor) {
        this.refundId = refundId;
        this.part = part;
        this.paymentId = paymentId;
        this.lineId = lineId;
        this.creditNoteId = creditNoteId;
        this.amountMinor = amountMinor;
    }

    /** The opposite of this part. */
    public RefundPart reversed(int number) {
        return new RefundPart(refundId, number, paymentId, lineId, creditNoteId, -amountMinor);
    }

    /** What is left of this part, if some of it goes elsewhere. */
    public RefundPart rest(long minor) {
        return new RefundPart(refundId, part, paymentId, lineId, creditNoteId, minor);
    }

    /** The same part once more, after it was reversed. */
    public RefundPart again(int number) {
        return new RefundPart(refundId, number, paymentId, lineId, creditNoteId, amountMinor);
    }

    /** The key of a part within its tenant. */
    public record Key(String refundId, int part) implements Serializable {}

    /** The parts of some refunds, in the order of each. */
    public static List<RefundPart> of(Collection<String> refundIds) {
        return list("refundId in ?1 order by refundId, part", refundIds);
    }
}
