package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.util.Optional;

/** Money that an account has paid. Append-only. */
@Entity
public class Payment extends TenantRecord {

    @Id
    public String id;

    @Column(name = "account_id")
    public String accountId;

    @Column(name = "amount_minor")
    public long amountMinor;

    public String currency;

    @Column(name = "received_on")
    public LocalDate receivedOn;

    /** Kept by the database: the refunded amount. */
    @Column(name = "refunded_minor", updatable = false)
    private long refundedMinor;

    /** The amount that has not been refunded. */
    public long refundableMinor() {
        return amountMinor - refundedMinor;
    }

    /** The account of a payment, without loading it: accounts are locked before anything is loaded. */
    public static Optional<String> accountOf(String id) {
        return accountOf("payment", id);
    }
}
