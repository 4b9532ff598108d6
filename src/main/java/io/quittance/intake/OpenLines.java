package io.quittance.intake;

import io.quittance.intake.ImportRecordsRequest.AllocationRecord;
import io.quittance.intake.ImportRecordsRequest.LineRecord;
import io.quittance.settlement.Split;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which lines a payment's allocation pays, and how much of each. */
final class ImportedPayments {

    private ImportedPayments() {}

    /** The line that is named, or the lines of the invoice that is named, in the order of their ids. */
    static List<String> linesPaid(AllocationRecord record, ImportRecordsRequest request, KnownRecords known) {
        if (record.lineId() != null) {
            return List.of(record.lineId());
        }
        Stream<String> before = known.linesByInvoice().getOrDefault(record.invoiceId(), List.of()).stream()
                .map(line -> line.id);
        Stream<String> brought = request.invoices().stream()
                .filter(invoice -> invoice.id().equals(record.invoiceId()))
                .flatMap(invoice -> invoice.lines().stream())
                .map(LineRecord::id);
        return Stream.concat(before, brought).distinct().sorted().toList();
    }

    /** What is still to be paid of each line, in minor units: of those known, and of those an import brings. */
    static Map<String, Long> openLines(ImportRecordsRequest request, KnownRecords known) {
        var open = new HashMap<String, Long>();
        known.lines().values().forEach(line -> open.put(line.id, line.outstandingMinor()));
        request.invoices().stream()
                .flatMap(invoice -> invoice.lines().stream())
                .forEach(line -> open.putIfAbsent(
                        line.id(),
                        line.net().getAmountMinorLong()
                                + (line.tax() == null ? 0 : line.tax().getAmountMinorLong())));
        return open;
    }

    /** The part of each line, in proportion to what is open of it; lines that get nothing are left out. */
    static Map<String, Long> split(long amount, List<String> lines, Map<String, Long> open) {
        List<Long> parts = Split.of(
                amount, lines.stream().map(line -> open.getOrDefault(line, 0L)).toList());
        var split = new LinkedHashMap<String, Long>();
        for (int i = 0; i < lines.size(); i++) {
            if (parts.get(i) > 0) {
                split.put(lines.get(i), parts.get(i));
            }
        }
        return split;
    }
}
