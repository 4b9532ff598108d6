package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** The largest refund without a second person, by its currency. */
@Entity
@Table(name = "refund_limit")
public class RefundLimit extends TenantRecord {

    @Id
    public String currency;

    @Column(name = "amount_minor")
    public long amountMinor;

    /** The limit in a currency, in minor units; null where the policy has none. */
    public static @Nullable Long in(String currency) {
        RefundLimit limit = findById(currency);
        return limit == null ? null : limit.amountMinor;
    }
}
