package io.quittance.intake.writer;

import io.quittance.intake.known.KnownBillRuns;
import io.quittance.intake.record.BillRunRecord;
import io.quittance.intake.record.ImportRecordsRequest;
import io.quittance.intake.record.ImportRecordsRequest.InvoiceRecord;
import io.quittance.persistence.BillRun;
import io.quittance.persistence.BillRunSeries;
import io.quittance.persistence.Invoice;
import io.quittance.persistence.InvoiceState;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Writes the bill runs of an import, and where the postings and disputes of known invoices have come. */
public final class BillRunWriter {

    private BillRunWriter() {}

    /** Writes series and runs; their invoices are written afterwards. */
    public static void write(ImportRecordsRequest request, KnownBillRuns known) {
        Map<String, BillRunSeries> series = new HashMap<>(known.series());
        request.billRunSeries().forEach(record -> {
            BillRunSeries each = series.computeIfAbsent(record.id(), id -> new BillRunSeries());
            each.id = record.id();
            each.anchorOn = record.anchorOn();
            each.periodUnit = record.periodUnit();
            each.periodCount = record.periodCount();
            each.persist();
        });
        request.billRuns().forEach(record -> run(record, known, series));
        // The database counts postings on the runs, so the runs must be written before the invoices.
        BillRun.flush();
    }

    private static void run(BillRunRecord record, KnownBillRuns known, Map<String, BillRunSeries> series) {
        BillRun before = known.runs().get(record.id());
        BillRun run = before == null ? new BillRun() : before;
        if (before == null) {
            run.id = record.id();
            run.kind = record.kind();
            run.seriesId = record.seriesId();
            run.number = record.number();
            run.scheduledOn = record.scheduledOn();
            run.importAs(record.state());
        } else if (!before.isEnding()) {
            run.scheduledOn = record.scheduledOn();
            run.goOn(record.state());
        }
        if (record.seriesId() != null) {
            Objects.requireNonNull(series.get(record.seriesId()))
                    .count(Objects.requireNonNull(record.number()), Objects.requireNonNull(record.scheduledOn()));
        }
        run.persist();
    }

    /** The state in which a new invoice comes. */
    public static InvoiceState stateOf(InvoiceRecord record) {
        return record.state() != null
                ? record.state()
                : record.billRunId() == null ? InvoiceState.POSTED : InvoiceState.DRAFT;
    }

    /** Returns true if a known invoice has been posted or disputed since, or no longer is. */
    public static boolean isChanged(InvoiceRecord record, Invoice before) {
        return (before.state() == InvoiceState.DRAFT && record.state() == InvoiceState.POSTED)
                || (record.disputed() != null && record.disputed() != before.disputed);
    }

    public static void change(InvoiceRecord record, Invoice before) {
        if (before.state() == InvoiceState.DRAFT && record.state() == InvoiceState.POSTED) {
            before.post();
        }
        before.disputed = Objects.requireNonNullElse(record.disputed(), before.disputed);
    }
}
