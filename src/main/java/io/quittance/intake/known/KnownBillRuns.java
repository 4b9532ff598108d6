package io.quittance.intake.known;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.quittance.desk.AccountLocks;
import io.quittance.intake.record.BillRunRecord;
import io.quittance.intake.record.CreditNoteRecord;
import io.quittance.intake.record.ImportRecordsRequest;
import io.quittance.intake.record.ImportRecordsRequest.InvoiceRecord;
import io.quittance.persistence.BillRun;
import io.quittance.persistence.BillRunSeries;
import io.quittance.persistence.Invoice;
import io.quittance.persistence.InvoiceState;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The known bill runs, by ids: those that an import names, and those of its invoices and lines. */
public record KnownBillRuns(Map<String, BillRun> runs, Map<String, BillRunSeries> series) {

    /**
     * Loads them, after the accounts: held against their cancellation, or locked where the import changes one of them. All
     * at once and in one order, so that two imports never wait for each other.
     */
    static KnownBillRuns load(ImportRecordsRequest request, Collection<Invoice> invoices, AccountLocks locks) {
        Set<String> named = request.billRuns().stream().map(BillRunRecord::id).collect(toSet());
        Set<String> touched = Stream.of(
                        named.stream(),
                        request.invoices().stream().map(InvoiceRecord::billRunId),
                        request.creditNotes().stream().map(CreditNoteRecord::billRunId),
                        invoices.stream().map(invoice -> invoice.billRunId))
                .flatMap(Function.identity())
                .filter(Objects::nonNull)
                .collect(toSet());
        Set<String> series = Stream.concat(
                        request.billRunSeries().stream().map(record -> record.id()),
                        request.billRuns().stream().map(BillRunRecord::seriesId))
                .filter(Objects::nonNull)
                .collect(toSet());
        boolean posts = request.invoices().stream().anyMatch(record -> record.state() == InvoiceState.POSTED);
        if (named.isEmpty() && series.isEmpty() && !posts) {
            locks.holdBillRuns(touched);
        } else {
            locks.billRuns(series, touched);
        }
        return new KnownBillRuns(
                BillRun.<BillRun>list("id in ?1 or seriesId in ?2 and number in ?3", touched, series, numbers(request))
                        .stream()
                        .collect(toMap(run -> run.id, Function.identity())),
                BillRunSeries.<BillRunSeries>list("id in ?1", series).stream()
                        .collect(toMap(each -> each.id, Function.identity())));
    }

    private static Set<Long> numbers(ImportRecordsRequest request) {
        return request.billRuns().stream()
                .map(BillRunRecord::number)
                .filter(Objects::nonNull)
                .collect(toSet());
    }
}
