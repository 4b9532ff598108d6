package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;

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
}
