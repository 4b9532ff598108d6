package io.quittance.invoice;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.quittance.persistence.Invoice;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.PaymentAllocation;
import io.quittance.settlement.NetAndTax;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An invoice line with its payments, as refunds need it.
 *
 * @param sources the payments that have not been refunded, money before credit
 */
public record PaidLine(Invoice invoice, InvoiceLine line, List<Source> sources) {

    /**
     * A payment of a part of the line.
     *
     * @param paymentId null where credit paid it
     * @param refundableMinor the part that has not been refunded, in minor units
     */
    public record Source(@Nullable String paymentId, long refundableMinor) {}

    /** Looks at some lines, in their order. */
    public static List<PaidLine> of(List<InvoiceLine> lines) {
        Map<String, Invoice> invoices =
                Invoice.<Invoice>list(
                                "id in ?1",
                                lines.stream().map(line -> line.invoiceId).collect(toSet()))
                        .stream()
                        .collect(toMap(invoice -> invoice.id, Function.identity()));
        Map<String, List<PaymentAllocation>> allocations = PaymentAllocation.<PaymentAllocation>list(
                        "lineId in ?1 order by paymentId",
                        lines.stream().map(line -> line.id).toList())
                .stream()
                .collect(groupingBy(allocation -> allocation.lineId));
        return lines.stream()
                .map(line -> new PaidLine(
                        Objects.requireNonNull(invoices.get(line.invoiceId)),
                        line,
                        sources(line, allocations.getOrDefault(line.id, List.of()))))
                .toList();
    }

    private static List<Source> sources(InvoiceLine line, List<PaymentAllocation> allocations) {
        var sources = new ArrayList<Source>();
        allocations.stream()
                .filter(allocation -> allocation.refundableMinor() > 0)
                .forEach(allocation -> sources.add(new Source(allocation.paymentId, allocation.refundableMinor())));
        long byCredit = line.refundableMinor()
                - allocations.stream().mapToLong(PaymentAllocation::leftMinor).sum();
        if (byCredit > 0) {
            sources.add(new Source(null, byCredit));
        }
        return sources;
    }

    /** The upper limit of a refund: what was paid and has not been refunded. */
    public long refundableMinor() {
        return sources.stream().mapToLong(Source::refundableMinor).sum();
    }

    /** The part of the line that has not been credited. */
    public NetAndTax left() {
        return new NetAndTax(line.netMinor - line.creditedNetMinor(), line.taxMinor - line.creditedTaxMinor());
    }
}
