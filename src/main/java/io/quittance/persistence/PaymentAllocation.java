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

    /** Kept by the database: the amount that went back by the bank. */
    @Column(name = "reversed_minor", updatable = false)
    private long reversedMinor;

    PaymentAllocation() {}

    public PaymentAllocation(String paymentId, String lineId, long amountMinor) {
        this.paymentId = paymentId;
        this.lineId = lineId;
        this.amountMinor = amountMinor;
    }

    /** The amount that was neither refunded nor went back by the bank; never below zero. */
    public long refundableMinor() {
        return Math.max(0, leftMinor());
    }

    /** The same, and below zero by what was refunded and went back by the bank too. */
    public long leftMinor() {
        return amountMinor - refundedMinor - reversedMinor;
    }

    /** The amount that has not gone back by the bank. */
    public long unreversedMinor() {
        return amountMinor - reversedMinor;
    }

    /** The key of an allocation within its tenant. */
    public record Key(String paymentId, String lineId) implements Serializable {}
}
