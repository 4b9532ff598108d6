package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.util.Optional;

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

    /** The account of an invoice, without loading it: accounts are locked before anything is loaded. */
    public static Optional<String> accountOf(String id) {
        return find("select accountId from Invoice where id = ?1", id)
                .project(String.class)
                .firstResultOptional();
    }
}
