package io.quittance.intake.known;

import io.quittance.intake.record.AllocatedRecord;
import io.quittance.intake.record.AllocationRecord;
import io.quittance.intake.record.ImportRecordsRequest;
import io.quittance.intake.record.ImportRecordsRequest.LineRecord;
import io.quittance.settlement.Split;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The open balance of each line: payments, and then uses of credit, reduce it one after the other. Lines of an invoice
 * that is canceled with its bill run have none.
 */
public final class OpenLines {

    /** Minor units by line: of those known, and of those an import brings. */
    private final Map<String, Long> open = new HashMap<>();

    private final Map<String, Set<String>> byInvoice = new HashMap<>();
    private final Map<String, String> invoices = new HashMap<>();

    public OpenLines(ImportRecordsRequest request, ImportSnapshot known) {
        var standing = new RecordsAfterImport(request, known);
        known.documents()
                .lines()
                .values()
                .forEach(line -> add(
                        line.invoiceId, line.id, standing.isCanceled(line.invoiceId) ? 0 : line.outstandingMinor()));
        request.invoices()
                .forEach(invoice -> invoice.lines().forEach(line -> add(invoice.id(), line.id(), totalOf(line))));
    }

    private void add(String invoice, String line, long outstanding) {
        open.putIfAbsent(line, outstanding);
        invoices.putIfAbsent(line, invoice);
        byInvoice.computeIfAbsent(invoice, each -> new TreeSet<>()).add(line);
    }

    private static long totalOf(LineRecord line) {
        return line.net().getAmountMinorLong() + minorUnits(line.tax());
    }

    /** An amount in minor units; nothing where it is left out. */
    public static long minorUnits(@Nullable Money money) {
        return money == null ? 0 : money.getAmountMinorLong();
    }

    /** Takes off what a line does not owe any more, in minor units. */
    public void credit(String line, long minor) {
        open.merge(line, -minor, Long::sum);
    }

    /** The line that is named, or the lines of the invoice that is named, in the order of their ids. */
    private List<String> named(AllocationRecord record) {
        return record.lineId() == null
                ? List.copyOf(byInvoice.getOrDefault(String.valueOf(record.invoiceId()), Set.of()))
                : List.of(record.lineId());
    }

    /** The open balance of some lines together. */
    private long of(List<String> lines) {
        return lines.stream().mapToLong(line -> open.getOrDefault(line, 0L)).sum();
    }

    /**
     * What a payment or a use of credit pays, in minor units.
     *
     * @param lines the part of each line; lines that get nothing are omitted
     * @param excess by invoice, what it was to pay beyond what was open
     */
    public record PaidParts(Map<String, Long> lines, Map<String, Long> excess) {

        /** What it pays in all. */
        public long total() {
            return lines.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Pays lines in proportion to what is open of each. */
    private Map<String, Long> pay(long amount, List<String> lines) {
        List<Long> parts = Split.of(
                amount, lines.stream().map(line -> open.getOrDefault(line, 0L)).toList());
        var split = new LinkedHashMap<String, Long>();
        for (int i = 0; i < lines.size(); i++) {
            if (parts.get(i) > 0) {
                split.put(lines.get(i), parts.get(i));
                open.merge(lines.get(i), -parts.get(i), Long::sum);
            }
        }
        return split;
    }

    /**
     * Pays what a payment or a use of credit is allocated to, as far as it is open.
     *
     * @param most the most that can be paid, in minor units; the rest is excess too
     */
    public PaidParts pay(AllocatedRecord record, long most) {
        var paid = new PaidParts(new LinkedHashMap<>(), new LinkedHashMap<>());
        long left = most;
        for (AllocationRecord allocation : record.allocations()) {
            List<String> lines = named(allocation);
            long amount = allocation.amount().getAmountMinorLong();
            long part = Math.min(Math.min(amount, left), of(lines));
            pay(part, lines).forEach((line, minor) -> paid.lines().merge(line, minor, Long::sum));
            if (part < amount) {
                paid.excess().merge(invoiceOf(allocation), amount - part, Long::sum);
            }
            left -= part;
        }
        return paid;
    }

    private String invoiceOf(AllocationRecord allocation) {
        return allocation.lineId() == null
                ? String.valueOf(allocation.invoiceId())
                : invoices.getOrDefault(allocation.lineId(), "");
    }
}
