package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;

/** The form that was filled in when an account was closed, and how long the account's data are kept. Append-only. */
@Entity
@Table(name = "closure_form")
public class ClosureForm extends TenantRecord {

    @Id
    @Column(name = "account_id")
    public String accountId;

    @Column(name = "cancellation_id")
    public String cancellationId;

    /** First day not used. */
    @Column(name = "canceled_on")
    public LocalDate canceledOn;

    /** JSON. */
    public String reason;

    @Column(name = "opt_out_of_emails")
    public boolean optOutOfEmails;

    /** First day on which it need not be kept any more. */
    @Column(name = "retain_until")
    public LocalDate retainUntil;

    public Instant at;

    ClosureForm() {}

    /** The form of a closure that is carried out now. */
    public ClosureForm(
            Cancellation closure, String reason, boolean optOutOfEmails, LocalDate retainUntil, Instant now) {
        this.accountId = closure.accountId();
        this.cancellationId = closure.id();
        this.canceledOn = closure.effectiveOn();
        this.reason = reason;
        this.optOutOfEmails = optOutOfEmails;
        this.retainUntil = retainUntil;
        this.at = now;
    }
}
