package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;

/** Money of a payment that went back by the bank, in minor units of its currency. Append-only; the database counts it. */
@Entity
@Table(name = "payment_reversal")
public class PaymentReversal extends TenantRecord {

    @Id
    public String id;

    @Column(name = "payment_id")
    public String paymentId;

    @Column(name = "amount_minor")
    public long amountMinor;

    @Column(name = "reversed_on")
    public LocalDate reversedOn;

    @Enumerated(EnumType.STRING)
    public ReversalKind kind;
}
