package io.quittance.sequences;

import java.time.LocalDate;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An invoice line, as it should stand. Amounts are minor units. */
final class ExpectedLine implements Comparable<ExpectedLine> {

    final String id;
    final ExpectedInvoice invoice;
    final LocalDate from;
    final LocalDate until;

    /** After the coupon, before tax. */
    final long net;

    final long coupon;
    final long tax;

    /** In thousandths of a percent; null where only the tax is known. */
    final @Nullable Integer rate;

    String kind = "RECURRING";

    @Nullable
    ExpectedItem item;

    @Nullable
    ExpectedSubscription contract;

    @Nullable
    ExpectedService service;

    /** What each payment has paid of it, and what of that has gone back; by the payment's id. */
    final TreeMap<String, Paid> payments = new TreeMap<>();

    /** The same of credit. */
    final Paid byCredit = new Paid(null);

    long creditedNet;
    long creditedTax;

    /** Whether its unused days were credited. */
    boolean daysCredited;

    ExpectedLine(
            String id,
            ExpectedInvoice invoice,
            LocalDate from,
            LocalDate until,
            long net,
            long coupon,
            long tax,
            @Nullable Integer rate) {
        this.id = id;
        this.invoice = invoice;
        this.from = from;
        this.until = until;
        this.net = net;
        this.coupon = coupon;
        this.tax = tax;
        this.rate = rate;
    }

    /** A document of one account. */
    record ExpectedInvoice(String id, Customer customer, LocalDate dueOn) {}

    /** What one payment, or credit, has paid of the line. */
    static final class Paid {

        final @Nullable ExpectedPayment payment;
        long amount;
        long returned;

        Paid(@Nullable ExpectedPayment payment) {
            this.payment = payment;
        }

        long held() {
            return amount - returned;
        }
    }

    long total() {
        return net + tax;
    }

    long credited() {
        return creditedNet + creditedTax;
    }

    /** What is left after all credits. */
    long leftNet() {
        return net - creditedNet;
    }

    long leftTax() {
        return tax - creditedTax;
    }

    long left() {
        return leftNet() + leftTax();
    }

    long paid() {
        return payments.values().stream().mapToLong(each -> each.amount).sum();
    }

    long returned() {
        return payments.values().stream().mapToLong(each -> each.returned).sum() + byCredit.returned;
    }

    /** What has been paid and has not gone back. */
    long held() {
        return paid() + byCredit.amount - returned();
    }

    long outstanding() {
        return left() - held();
    }

    /** What the tax of it is rounded together with. */
    String taxedWith() {
        return rate == null ? id : invoice.id() + " at " + rate;
    }

    boolean isOfItemCanceledAtOnce() {
        return item != null && item.isCanceledAtOnce();
    }

    @Override
    public int compareTo(ExpectedLine other) {
        int byInvoice = invoice.id().compareTo(other.invoice.id());
        return byInvoice == 0 ? id.compareTo(other.id) : byInvoice;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return id;
    }
}
