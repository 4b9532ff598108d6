package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a payment or a use of credit was to pay of an invoice beyond what was owed, in minor units. Of a payment it is
 * unallocated money of the account; of a use it stays available credit. Append-only.
 */
@Entity
@Table(name = "allocation_excess")
public class AllocationExcess extends TenantRecord {

    @Id
    public UUID id = UUID.randomUUID();

    @Column(name = "payment_id")
    public @Nullable String paymentId;

    @Column(name = "credit_use_id")
    public @Nullable String creditUseId;

    @Column(name = "invoice_id")
    public String invoiceId;

    @Column(name = "amount_minor")
    public long amountMinor;

    AllocationExcess() {}

    public static AllocationExcess ofPayment(String paymentId, String invoiceId, long amountMinor) {
        AllocationExcess excess = of(invoiceId, amountMinor);
        excess.paymentId = paymentId;
        return excess;
    }

    public static AllocationExcess ofUse(String creditUseId, String invoiceId, long amountMinor) {
        AllocationExcess excess = of(invoiceId, amountMinor);
        excess.creditUseId = creditUseId;
        return excess;
    }

    private static AllocationExcess of(String invoiceId, long amountMinor) {
        var excess = new AllocationExcess();
        excess.invoiceId = invoiceId;
        excess.amountMinor = amountMinor;
        return excess;
    }

    public static List<AllocationExcess> ofPayments(Collection<String> payments) {
        return list("paymentId in ?1", payments);
    }

    public static List<AllocationExcess> ofUses(Collection<String> uses) {
        return list("creditUseId in ?1", uses);
    }
}
