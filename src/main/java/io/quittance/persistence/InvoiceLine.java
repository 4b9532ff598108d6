package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one billing item costs on one invoice, for the days {@code [periodFrom, periodUntil)}.
 *
 * <p>Amounts are minor units of the invoice's currency and are never edited: a correction is a new row.
 */
@Entity
@Table(name = "invoice_line")
public class InvoiceLine extends TenantRecord {

    @Id
    public String id;

    @Column(name = "invoice_id", updatable = false)
    public String invoiceId;

    @Column(name = "billing_item_id", updatable = false)
    public @Nullable String billingItemId;

    public String description;

    @Column(name = "period_from", updatable = false)
    public LocalDate periodFrom;

    /** First day not billed. */
    @Column(name = "period_until", updatable = false)
    public LocalDate periodUntil;

    @Column(name = "net_minor", updatable = false)
    public long netMinor;

    @Column(name = "tax_minor", updatable = false)
    public long taxMinor;

    /** Kept by the database: the sum of the allocations. */
    @Column(name = "paid_minor", updatable = false)
    private long paidMinor;

    @Version
    int version;

    public long totalMinor() {
        return Math.addExact(netMinor, taxMinor);
    }

    public long paidMinor() {
        return paidMinor;
    }

    /** What is still to be paid of it. */
    public long outstandingMinor() {
        return totalMinor() - paidMinor;
    }

    /** The lines of some items that are not paid in full, on invoices that are collected. */
    public static List<InvoiceLine> openOf(Collection<String> billingItemIds) {
        return list(
                "from InvoiceLine it where it.billingItemId in ?1 and it.paidMinor < it.netMinor + it.taxMinor and "
                        + Invoice.IS_COLLECTED + " order by it.invoiceId, it.id",
                billingItemIds);
    }
}
