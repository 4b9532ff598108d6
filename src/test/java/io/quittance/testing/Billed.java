package io.quittance.testing;

import io.quittance.invoice.PaidLine;
import io.quittance.invoice.PaidLine.Source;
import io.quittance.persistence.Counters;
import io.quittance.persistence.Invoice;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.LineKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * An invoice line and what has paid it, without any books: of 30 days in June, on invoice I-1 of the account harbor,
 * for the subscription hosting. Amounts are minor units.
 */
public final class Billed {

    private final InvoiceLine line = new InvoiceLine();
    private final List<Source> sources = new ArrayList<>();
    private long returned;
    private long creditedNet;
    private long creditedTax;

    private Billed(String id, long net) {
        line.id = id;
        line.invoiceId = "I-1";
        line.subscriptionId = "hosting";
        line.description = "Line " + id;
        line.netMinor = net;
        line.periodFrom = LocalDate.parse("2026-06-01");
        line.periodUntil = LocalDate.parse("2026-07-01");
    }

    /** A line without tax. */
    public static Billed line(String id, long net) {
        return new Billed(id, net);
    }

    /** Its tax, where no rate is known. */
    public Billed tax(long tax) {
        line.taxMinor = tax;
        return this;
    }

    /** Its tax by a rate in percent. */
    public Billed tax(long tax, int percent) {
        line.taxRate = percent * 1000;
        return tax(tax);
    }

    /** What the coupon took off before. */
    public Billed coupon(long coupon) {
        line.couponMinor = coupon;
        return this;
    }

    public Billed kind(LineKind kind) {
        line.kind = kind;
        return this;
    }

    public Billed period(String from, String until) {
        line.periodFrom = LocalDate.parse(from);
        line.periodUntil = LocalDate.parse(until);
        return this;
    }

    public Billed invoice(String id) {
        line.invoiceId = id;
        return this;
    }

    /** For a service of the subscription. */
    public Billed service(String id) {
        line.serviceId = id;
        return this;
    }

    /** For a billing item, and for no subscription. */
    public Billed item(String id) {
        line.billingItemId = id;
        line.subscriptionId = null;
        return this;
    }

    /** What a payment has paid of it and has not gone back. */
    public Billed paid(String payment, long minor) {
        sources.add(new Source(payment, minor));
        return this;
    }

    /** All of it, by the payment P-1. */
    public Billed paid() {
        return paid("P-1", line.totalMinor());
    }

    /** What credit has paid of it and has not gone back. */
    public Billed paidByCredit(long minor) {
        sources.add(new Source(null, minor));
        return this;
    }

    /** What was paid besides, and went back and was credited. */
    public Billed returned(long net, long tax) {
        returned += net + tax;
        return credited(net, tax);
    }

    /** What need not be paid. */
    public Billed credited(long net, long tax) {
        creditedNet += net;
        creditedTax += tax;
        return this;
    }

    /** The line as a refund looks at it. */
    public PaidLine seen() {
        var invoice = new Invoice();
        invoice.id = line.invoiceId;
        invoice.accountId = "harbor";
        long byCredit = sources.stream()
                .filter(source -> source.paymentId() == null)
                .mapToLong(Source::refundableMinor)
                .sum();
        long held = sources.stream().mapToLong(Source::refundableMinor).sum();
        Counters.of(line, held - byCredit + returned, byCredit, returned, creditedNet, creditedTax);
        return new PaidLine(
                invoice,
                line,
                sources.stream().filter(source -> source.refundableMinor() > 0).toList());
    }
}
