package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The charge for one thing on one invoice, for the days {@code [periodFrom, periodUntil)}.
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

    @Column(name = "subscription_id", updatable = false)
    public @Nullable String subscriptionId;

    @Column(name = "service_id", updatable = false)
    public @Nullable String serviceId;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    public LineKind kind = LineKind.RECURRING;

    public String description;

    @Column(name = "period_from", updatable = false)
    public LocalDate periodFrom;

    /** First day not billed. */
    @Column(name = "period_until", updatable = false)
    public LocalDate periodUntil;

    /** After the coupon, before tax. */
    @Column(name = "net_minor", updatable = false)
    public long netMinor;

    /** The discount. */
    @Column(name = "coupon_minor", updatable = false)
    public long couponMinor;

    @Column(name = "tax_minor", updatable = false)
    public long taxMinor;

    /** In thousandths of a percent; none where only the amount of the tax is known. */
    @Column(name = "tax_rate", updatable = false)
    public @Nullable Integer taxRate;

    /** Kept by the database: the sum of the allocations of payments. */
    @Column(name = "paid_minor", updatable = false)
    private long paidMinor;

    /** Kept by the database: what credit has paid. */
    @Column(name = "applied_minor", updatable = false)
    private long appliedMinor;

    /** Kept by the database: what went back. */
    @Column(name = "refunded_minor", updatable = false)
    private long refundedMinor;

    /** Kept by the database: what was paid and went back by the bank. */
    @Column(name = "reversed_minor", updatable = false)
    private long reversedMinor;

    /** Kept by the database: what need not be paid any more, before tax. */
    @Column(name = "credited_net_minor", updatable = false)
    private long creditedNetMinor;

    @Column(name = "credited_tax_minor", updatable = false)
    private long creditedTaxMinor;

    /** Kept by the database, for queries: {@link #outstandingMinor()}. */
    @Column(name = "outstanding_minor", insertable = false, updatable = false)
    private long outstanding;

    @Version
    int version;

    public long totalMinor() {
        return Math.addExact(netMinor, taxMinor);
    }

    public long paidMinor() {
        return paidMinor;
    }

    public long appliedMinor() {
        return appliedMinor;
    }

    public long refundedMinor() {
        return refundedMinor;
    }

    public long reversedMinor() {
        return reversedMinor;
    }

    public long creditedNetMinor() {
        return creditedNetMinor;
    }

    public long creditedTaxMinor() {
        return creditedTaxMinor;
    }

    public long creditedMinor() {
        return creditedNetMinor + creditedTaxMinor;
    }

    /**
     * The part that was paid, by money or credit, and was neither refunded nor went back by the bank; below zero by what was
     * refunded and went back by the bank too.
     */
    public long refundableMinor() {
        return paidMinor + appliedMinor - refundedMinor - reversedMinor;
    }

    /** The open balance. */
    public long outstandingMinor() {
        return totalMinor() - creditedMinor() - refundableMinor();
    }

    /** The accounts of some lines, without loading them: accounts are locked before anything is loaded. */
    public static List<String> accountsOf(Collection<String> ids) {
        return find(
                        "select distinct i.accountId from Invoice i where i.id in"
                                + " (select l.invoiceId from InvoiceLine l where l.id in ?1)",
                        ids)
                .project(String.class)
                .list();
    }

    /**
     * The lines of a subscription whose period reaches beyond a day, and whose days were not credited: paid, or on invoices
     * that are collected.
     */
    public static List<InvoiceLine> uncreditedOf(String subscriptionId, LocalDate day) {
        return list(
                "from InvoiceLine it where it.subscriptionId = ?1 and it.periodUntil > ?2 and not exists"
                        + " (select 1 from LineCredit c where c.lineId = it.id and c.unusedFrom is not null)"
                        + " and (it.paidMinor + it.appliedMinor > 0 or " + Invoice.IS_COLLECTED + ")"
                        + " order by it.invoiceId, it.id",
                subscriptionId,
                day);
    }

    /** The lines of an account that are not paid in full, on invoices that are posted and collected, those due first in front. */
    public static List<InvoiceLine> owedBy(String accountId) {
        return owed(accountId, "");
    }

    /** The same without the lines of disputed invoices, which no refund pays. */
    public static List<InvoiceLine> undisputedOwedBy(String accountId) {
        return owed(accountId, " and d.disputed = false");
    }

    private static List<InvoiceLine> owed(String accountId, String more) {
        return list(
                "select it from InvoiceLine it join Invoice d on d.id = it.invoiceId"
                        + " where d.accountId = ?1 and d.state = POSTED and it.outstanding > 0 and "
                        + Invoice.IS_COLLECTED
                        + more
                        + " order by d.dueOn, d.id, it.id",
                accountId);
    }

    /** The ids of the billing items that some lines charge for. */
    public static List<String> itemsOf(Collection<String> ids) {
        return find("select distinct billingItemId from InvoiceLine where id in ?1 and billingItemId is not null", ids)
                .project(String.class)
                .list();
    }

    /** The lines of some items that are not paid in full, on invoices that are collected. */
    public static List<InvoiceLine> openOf(Collection<String> billingItemIds) {
        return list(
                "billingItemId in ?1 and outstanding > 0 and " + Invoice.IS_COLLECTED + " order by invoiceId, id",
                billingItemIds);
    }
}
