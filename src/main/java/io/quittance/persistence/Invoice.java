package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.LocalDate;

/** A document that asks an account for money; its amounts stand on its lines. */
@Entity
public class Invoice extends TenantRecord {

    @Id
    public String id;

    @Column(name = "account_id", updatable = false)
    public String accountId;

    @Column(name = "issued_on")
    public LocalDate issuedOn;

    @Column(name = "due_on")
    public LocalDate dueOn;

    @Column(updatable = false)
    public String currency;

    @Version
    int version;
}
