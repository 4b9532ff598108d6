package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;

/** Available credits that the billing system has spent on invoices. Append-only. */
@Entity
@Table(name = "credit_use")
public class CreditUse extends TenantRecord {

    @Id
    public String id;

    @Column(name = "account_id")
    public String accountId;

    @Column(name = "amount_minor")
    public long amountMinor;

    public String currency;

    @Column(name = "used_on")
    public LocalDate usedOn;
}
