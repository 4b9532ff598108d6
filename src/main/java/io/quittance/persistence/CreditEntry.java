package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One transfer of the ledger of available credits, out of one side into another, in the account's currency. Append-only;
 * the database keeps the {@link CreditBalance}.
 */
@Entity
@Table(name = "credit_entry")
public class CreditEntry extends TenantRecord {

    @Id
    public UUID id = UUID.randomUUID();

    @Column(name = "account_id")
    public String accountId;

    @Enumerated(EnumType.STRING)
    public Side debit;

    @Enumerated(EnumType.STRING)
    public Side credit;

    @Column(name = "amount_minor")
    public long amountMinor;

    public Instant at;

    @Column(name = "refund_id")
    public @Nullable String refundId;

    @Column(name = "credit_use_id")
    public @Nullable String creditUseId;

    CreditEntry() {}

    /** The sides of the ledger: where credits come from, where they wait, where they go. */
    public enum Side {
        REFUNDS,
        AVAILABLE,
        USED
    }

    /** A refund becomes spendable. */
    public static CreditEntry ofRefund(Refund refund, long amountMinor, Instant at) {
        var entry = new CreditEntry();
        entry.accountId = refund.accountId();
        entry.debit = Side.REFUNDS;
        entry.credit = Side.AVAILABLE;
        entry.amountMinor = amountMinor;
        entry.at = at;
        entry.refundId = refund.id();
        return entry;
    }

    /** The spendable amount of a refund is reversed. */
    public static CreditEntry reversed(Refund refund, long amountMinor, Instant at) {
        CreditEntry entry = ofRefund(refund, amountMinor, at);
        entry.debit = Side.AVAILABLE;
        entry.credit = Side.REFUNDS;
        return entry;
    }

    /**
     * Credits are spent.
     *
     * @param amountMinor less than the use says if less was available or owed
     */
    public static CreditEntry ofUse(CreditUse use, long amountMinor, Instant at) {
        var entry = new CreditEntry();
        entry.accountId = use.accountId;
        entry.debit = Side.AVAILABLE;
        entry.credit = Side.USED;
        entry.amountMinor = amountMinor;
        entry.at = at;
        entry.creditUseId = use.id;
        return entry;
    }
}
