package io.quittance.cancellation;

import io.quittance.desk.Journal;
import io.quittance.desk.Json;
import io.quittance.desk.Plan;
import io.quittance.event.ReceiptIssued;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.Receipt;
import io.quittance.persistence.Receipt.What;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes and reads the receipts of cancellations. */
@ApplicationScoped
public class Receipts {

    private final Json json;

    Receipts(Json json) {
        this.json = json;
    }

    /** Writes the first entry: what was asked and agreed. */
    public void open(
            Cancellation cancellation,
            Reason reason,
            @Nullable String termsVersion,
            Plan plan,
            String contactLine,
            Journal journal) {
        add(
                cancellation,
                What.REQUESTED,
                new CancellationReceipt.Requested(reason, termsVersion, json.tree(plan), contactLine),
                journal);
    }

    /** Writes what has become of it. */
    public void add(Cancellation cancellation, What what, @Nullable String because, Journal journal) {
        add(cancellation, what, new CancellationReceipt.Later(because), journal);
    }

    private void add(Cancellation cancellation, What what, Object document, Journal journal) {
        Receipt.add(
                cancellation.id(),
                what,
                journal.at(),
                journal.by().subject(),
                journal.by().role().group(),
                json.write(document));
        journal.tell(new ReceiptIssued(cancellation.id(), cancellation.account().orElse(null), what.name()));
    }

    /** The receipt as it stands at a moment. */
    public CancellationReceipt of(Cancellation cancellation, Instant at) {
        return of(List.of(cancellation), at).get(0);
    }

    /** The receipts of several cancellations, in their order. */
    public List<CancellationReceipt> of(List<Cancellation> cancellations, Instant at) {
        Map<String, List<Receipt>> entries = Receipt.of(
                        cancellations.stream().map(Cancellation::id).toList())
                .stream()
                .collect(Collectors.groupingBy(receipt -> receipt.cancellationId));
        return cancellations.stream()
                .map(cancellation -> receipt(cancellation, entries.getOrDefault(cancellation.id(), List.of()), at))
                .toList();
    }

    private CancellationReceipt receipt(Cancellation cancellation, List<Receipt> entries, Instant at) {
        CancellationReceipt.Requested asked = json.read(entries.get(0).document, CancellationReceipt.Requested.class);
        return new CancellationReceipt(
                cancellation.id(),
                cancellation.kind(),
                cancellation.subjectId(),
                cancellation.account().orElse(null),
                cancellation.state(at),
                cancellation.timing(),
                cancellation.effectiveOn(),
                cancellation.effectiveAt(),
                asked.reason(),
                asked.termsVersion(),
                asked.plan(),
                entries.stream().map(this::entry).toList(),
                asked.contactLine());
    }

    private CancellationReceipt.Entry entry(Receipt receipt) {
        String because = receipt.what == What.REQUESTED
                ? null
                : json.<CancellationReceipt.Later>read(receipt.document, CancellationReceipt.Later.class)
                        .because();
        return new CancellationReceipt.Entry(receipt.what, receipt.at, receipt.actor, receipt.role, because);
    }
}
