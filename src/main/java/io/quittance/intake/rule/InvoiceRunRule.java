package io.quittance.intake.rule;

import io.quittance.intake.known.ImportSnapshot;
import io.quittance.intake.record.BillRunRecord;
import io.quittance.intake.record.CreditNoteRecord;
import io.quittance.intake.record.ImportRecordsRequest;
import io.quittance.intake.record.ImportRecordsRequest.InvoiceRecord;
import io.quittance.persistence.BillRun;
import io.quittance.persistence.BillRunState;
import io.quittance.persistence.Invoice;
import io.quittance.persistence.InvoiceState;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with an imported document and its bill run, and with the state or dispute of an invoice. */
public final class InvoiceRunRule {

    private final ImportSnapshot known;
    private final Findings findings;
    private final Map<String, BillRunRecord> brought;

    public InvoiceRunRule(ImportRecordsRequest request, ImportSnapshot known, Findings findings) {
        this.known = known;
        this.findings = findings;
        this.brought = request.billRuns().stream()
                .collect(Collectors.toMap(BillRunRecord::id, Function.identity(), (one, other) -> one));
    }

    public void invoice(String at, InvoiceRecord record) {
        findings.refuseIf(
                record.state() == InvoiceState.CANCELED,
                at + "/state",
                "must be DRAFT or POSTED; invoices are canceled with their bill run");
        Invoice before = known.documents().invoices().get(record.id());
        if (before == null) {
            newInvoice(at, record);
        } else {
            knownInvoice(at, record, before);
        }
    }

    /** A credit note comes like an invoice. */
    public void creditNote(String at, CreditNoteRecord record) {
        if (record.billRunId() != null && !known.credits().notes().containsKey(record.id())) {
            mustTakeDocuments(at, record.billRunId());
        }
    }

    private void mustTakeDocuments(String at, String id) {
        BillRunState run = stateOf(id);
        findings.refuseIf(run == null, at + "/billRunId", "is not a known bill run");
        findings.refuseIf(
                run != null && (run.isEnding() || !run.hasRun()),
                at + "/billRunId",
                "can have no new document: the bill run is " + run);
    }

    private void newInvoice(String at, InvoiceRecord record) {
        if (record.billRunId() == null) {
            return;
        }
        mustTakeDocuments(at, record.billRunId());
        BillRunState run = stateOf(record.billRunId());
        findings.refuseIf(
                record.state() == InvoiceState.POSTED && run != null && isBeforePosting(run),
                at + "/state",
                "cannot be POSTED: the bill run is " + run);
    }

    private void knownInvoice(String at, InvoiceRecord record, Invoice before) {
        findings.refuseIf(!Objects.equals(before.billRunId, record.billRunId()), at + "/billRunId", "cannot change");
        BillRun run = before.billRunId == null ? null : known.billRuns().runs().get(before.billRunId);
        InvoiceState state = before.state(run);
        if (state == InvoiceState.CANCELED) {
            findings.refuseIf(
                    record.state() == InvoiceState.POSTED,
                    at + "/state",
                    "cannot become POSTED: the invoice is canceled with bill run " + before.billRunId);
            findings.refuseIf(
                    record.disputed() != null && record.disputed() != before.disputed,
                    at + "/disputed",
                    "cannot change: the invoice is canceled with bill run " + before.billRunId);
            return;
        }
        findings.refuseIf(
                state == InvoiceState.POSTED && record.state() == InvoiceState.DRAFT,
                at + "/state",
                "cannot become DRAFT again");
        BillRunState runState = before.billRunId == null ? null : stateOf(before.billRunId);
        findings.refuseIf(
                state == InvoiceState.DRAFT
                        && record.state() == InvoiceState.POSTED
                        && runState != null
                        && isBeforePosting(runState),
                at + "/state",
                "cannot be POSTED: the bill run is " + runState);
    }

    private static boolean isBeforePosting(BillRunState run) {
        return switch (run) {
            case COMPLETED, POST_IN_PROGRESS, POSTED -> false;
            default -> true;
        };
    }

    /** The state after the import. */
    private @Nullable BillRunState stateOf(String run) {
        BillRun before = known.billRuns().runs().get(run);
        BillRunRecord record = brought.get(run);
        if (before != null && (before.isEnding() || record == null)) {
            return before.state();
        }
        return record == null ? null : record.state();
    }
}
