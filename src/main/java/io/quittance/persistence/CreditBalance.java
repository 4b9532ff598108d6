package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.annotations.Immutable;

/** The available credits of an account, in its currency: the sum of its {@link CreditEntry}s, kept by the database. */
@Entity
@Immutable
@Table(name = "credit_balance")
public class CreditBalance extends TenantRecord {

    @Id
    @Column(name = "account_id")
    public String accountId;

    @Column(name = "balance_minor")
    private long balanceMinor;

    /** The available credit of an account, in minor units. */
    public static long of(String accountId) {
        CreditBalance balance = findById(accountId);
        return balance == null ? 0 : balance.balanceMinor;
    }

    /** The available credit of some accounts, in minor units; accounts that never had credits are omitted. */
    public static Map<String, Long> of(Collection<String> accountIds) {
        return CreditBalance.<CreditBalance>list("accountId in ?1", accountIds).stream()
                .collect(Collectors.toMap(balance -> balance.accountId, balance -> balance.balanceMinor));
    }
}
