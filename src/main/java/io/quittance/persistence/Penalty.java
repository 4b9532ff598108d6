package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** The fee for leaving a service during its minimum term, in the account's currency. Append-only. */
@Entity
public class Penalty extends TenantRecord {

    @Id
    private String id;

    private long number;

    @Column(name = "account_id")
    private String accountId;

    @Column(name = "cancellation_id")
    private String cancellationId;

    @Column(name = "service_id")
    private String serviceId;

    @Column(name = "term_id")
    private String termId;

    @Column(name = "amount_minor")
    private long amountMinor;

    @Column(name = "set_off_minor")
    private long setOffMinor;

    private String currency;

    private Instant at;

    Penalty() {}

    /**
     * The amount that is owed for a service, and the definition that it follows from.
     *
     * @param setOff the part deducted from the refund
     */
    public record Charge(String serviceId, String termId, Money amount, Money setOff) {}

    /** Charges one under the next number; numbers grow but may have gaps. */
    public static Penalty charge(Cancellation cancellation, Charge charge, Instant now) {
        var penalty = new Penalty();
        penalty.number = ((Number) getEntityManager()
                        .createNativeQuery("select nextval('penalty_number') /* no row of a tenant_id */")
                        .getSingleResult())
                .longValue();
        penalty.id = "PN-" + penalty.number;
        penalty.accountId = cancellation.accountId();
        penalty.cancellationId = cancellation.id();
        penalty.serviceId = charge.serviceId();
        penalty.termId = charge.termId();
        penalty.amountMinor = charge.amount().getAmountMinorLong();
        penalty.setOffMinor = charge.setOff().getAmountMinorLong();
        penalty.currency = charge.amount().getCurrencyUnit().getCode();
        penalty.at = now;
        penalty.persist();
        return penalty;
    }

    public String id() {
        return id;
    }

    public long number() {
        return number;
    }

    public String accountId() {
        return accountId;
    }

    public String cancellationId() {
        return cancellationId;
    }

    public String serviceId() {
        return serviceId;
    }

    /** The definition that was active. */
    public String termId() {
        return termId;
    }

    public Money amount() {
        return Money.ofMinor(CurrencyUnit.of(currency), amountMinor);
    }

    /** The part deducted from the refund; the billing system invoices the rest. */
    public Money setOff() {
        return Money.ofMinor(CurrencyUnit.of(currency), setOffMinor);
    }

    public Instant at() {
        return at;
    }
}
