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

/** The open balance of each line: payments, and then uses of credit, reduce it one after the other. */
public final class OpenLines {

    /** Minor units by line: of those known, and of those an import brings. */
    private final Map<String, Long> open = new HashMap<>();

    private final Map<String, Set<String>> byInvoice = new HashMap<>();

    public OpenLines(ImportRecordsRequest request, ImportSnapshot known) {
        known.documents().lines().values().forEach(line -> add(line.invoiceId, line.id, line.outstandingMinor()));
        request.invoices()
                .forEach(invoice -> invoice.lines().forEach(line -> add(invoice.id(), line.id(), totalOf(line))));
    }

    private void add(String invoice, String line, long outstanding) {
        open.putIfAbsent(line, outstanding);
        byInvoice.computeIfAbsent(invoice, each -> new TreeSet<>()).add(line);
    }

    private static long totalOf(LineRecord line) {
        return line.net().getAmountMinorLong() + minorUnits(line.tax());
    }

    /** An amount in minor units; nothing where it is left out. */
    public static long minorUnits(@Nullable Money money) {
        return money == null ? 0 : money.getAmountMinorLong();
    }

    /** The line that is named, or the lines of the invoice that is named, in the order of their ids. */
    public List<String> named(AllocationRecord record) {
        return record.lineId() == null
                ? List.copyOf(byInvoice.getOrDefault(String.valueOf(record.invoiceId()), Set.of()))
                : List.of(record.lineId());
    }

    /** The open balance of some lines together. */
    public long of(List<String> lines) {
        return lines.stream().mapToLong(line -> open.getOrDefault(line, 0L)).sum();
    }

    /**
     * Pays lines in proportion to what is open of each.
     *
     * @return the part of each line; lines that get nothing are left out
     */
    public Map<String, Long> pay(long amount, List<String> lines) {
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

    /** Pays everything that a payment or a use of credit is allocated to: the part of each line. */
    public Map<String, Long> pay(AllocatedRecord record) {
        var parts = new LinkedHashMap<String, Long>();
        for (AllocationRecord allocation : record.allocations()) {
            pay(allocation.amount().getAmountMinorLong(), named(allocation))
                    .forEach((line, part) -> parts.merge(line, part, Long::sum));
        }
        return parts;
    }
}
