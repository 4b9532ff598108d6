package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The fee that the tenant deducts from a refund, by its currency. */
@Entity
@Table(name = "admin_fee")
public class AdminFee extends TenantRecord {

    @Id
    public String currency;

    @Column(name = "amount_minor")
    public long amountMinor;

    /** The fee in a currency, in minor units; nothing where the policy has none. */
    public static long in(String currency) {
        AdminFee fee = findById(currency);
        return fee == null ? 0 : fee.amountMinor;
    }
}
