package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

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

    /** Kept by the database: the amount that went back by the bank. */
    @Column(name = "reversed_minor", updatable = false)
    private long reversedMinor;

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

    /** Those of some payments that were refunded and went back by the bank, together by more than was paid. */
    public static Set<String> overdrawn(Collection<String> ids) {
        return ids.isEmpty()
                ? Set.of()
                : Set.copyOf(find(
                                "select id from Payment where id in ?1 and refundedMinor + reversedMinor > amountMinor",
                                ids)
                        .project(String.class)
                        .list());
    }

    /** The account of a payment, without loading it: accounts are locked before anything is loaded. */
    public static Optional<String> accountOf(String id) {
        return accountOf("payment", id);
    }
}
