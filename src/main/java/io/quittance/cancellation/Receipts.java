package io.quittance.cancellation;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.desk.Journal;
import io.quittance.desk.Json;
import io.quittance.desk.Plan;
import io.quittance.desk.Reason;
import io.quittance.event.ReceiptIssued;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.Receipt;
import io.quittance.persistence.Receipt.Kind;
import io.quittance.persistence.Refund;
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
        open(
                cancellation,
                new CancellationReceipt.RequestEntry(reason, termsVersion, json.tree(plan), contactLine, null),
                journal);
    }

    /** Writes the first entry of one that may have been caused by something else. */
    public void open(Cancellation cancellation, CancellationReceipt.RequestEntry requested, Journal journal) {
        add(cancellation, Kind.REQUESTED, requested, journal);
    }

    /** A plan as a receipt keeps it. */
    public JsonNode tree(Plan plan) {
        return json.tree(plan);
    }

    /** Records the next entry. */
    public void add(Cancellation cancellation, Kind what, @Nullable String cause, Journal journal) {
        add(cancellation, what, new CancellationReceipt.Later(cause, null), journal);
    }

    /** Writes that it was carried out, and by which plan where that is not the one that was agreed to. */
    public void carriedOut(Cancellation cancellation, @Nullable Plan plan, Journal journal) {
        add(
                cancellation,
                Kind.CARRIED_OUT,
                new CancellationReceipt.Later(null, plan == null ? null : json.tree(plan)),
                journal);
    }

    private void add(Cancellation cancellation, Kind what, Object document, Journal journal) {
        Receipt.add(
                cancellation.id(),
                what,
                journal.at(),
                journal.by().subject(),
                journal.by().role().group(),
                json.toJson(document));
        journal.publish(
                new ReceiptIssued(cancellation.id(), cancellation.account().orElse(null), what.name()));
    }

    /** The receipt at a moment. */
    public CancellationReceipt of(Cancellation cancellation, Instant at) {
        return of(List.of(cancellation), at).get(0);
    }

    /** The receipts of several cancellations, in their order. */
    public List<CancellationReceipt> of(List<Cancellation> cancellations, Instant at) {
        List<String> ids = cancellations.stream().map(Cancellation::id).toList();
        Map<String, List<Receipt>> entries =
                Receipt.of(ids).stream().collect(Collectors.groupingBy(receipt -> receipt.cancellationId));
        Map<String, List<Refund>> refunds = Refund.ofCancellations(ids).stream()
                .collect(Collectors.groupingBy(refund -> String.valueOf(refund.cancellationId())));
        return cancellations.stream()
                .map(cancellation -> receipt(
                        cancellation,
                        entries.getOrDefault(cancellation.id(), List.of()),
                        refunds.get(cancellation.id()),
                        at))
                .toList();
    }

    private CancellationReceipt receipt(
            Cancellation cancellation, List<Receipt> entries, @Nullable List<Refund> refunds, Instant at) {
        CancellationReceipt.RequestEntry asked =
                json.read(entries.get(0).document, CancellationReceipt.RequestEntry.class);
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
                refunds == null
                        ? null
                        : refunds.stream()
                                .map(CancellationReceipt.RefundSummary::of)
                                .toList(),
                entries.stream().map(this::entry).toList(),
                asked.contactLine());
    }

    private CancellationReceipt.Entry entry(Receipt receipt) {
        CancellationReceipt.Later later = receipt.what == Kind.REQUESTED
                ? new CancellationReceipt.Later(
                        json.read(receipt.document, CancellationReceipt.RequestEntry.class)
                                .cause(),
                        null)
                : json.read(receipt.document, CancellationReceipt.Later.class);
        return new CancellationReceipt.Entry(
                receipt.what, receipt.at, receipt.actor, receipt.role, later.cause(), later.plan());
    }
}
