package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** The part of a payment that pays one invoice line. Append-only; the database adds it to the line and caps it. */
@Entity
@IdClass(PaymentAllocation.Key.class)
@Table(name = "payment_allocation")
public class PaymentAllocation extends TenantRecord {

    @Id
    @Column(name = "payment_id")
    public String paymentId;

    @Id
    @Column(name = "line_id")
    public String lineId;

    @Column(name = "amount_minor")
    public long amountMinor;

    /** Kept by the database: the refunded amount. */
    @Column(name = "refunded_minor", updatable = false)
    private long refundedMinor;

    PaymentAllocation() {}

    public PaymentAllocation(String paymentId, String lineId, long amountMinor) {
        this.paymentId = paymentId;
        this.lineId = lineId;
        this.amountMinor = amountMinor;
    }

    /** The amount that has not been refunded. */
    public long refundableMinor() {
        return amountMinor - refundedMinor;
    }

    /** The key of an allocation within its tenant. */
    public record Key(String paymentId, String lineId) implements Serializable {}
}
