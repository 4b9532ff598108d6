package io.quittance.intake.writer;

import io.quittance.intake.known.ImportSnapshot;
import io.quittance.intake.known.OpenLines;
import io.quittance.intake.record.AllocatedRecord;
import io.quittance.intake.record.CreditNoteRecord;
import io.quittance.intake.record.CreditUseRecord;
import io.quittance.intake.record.ImportRecordsRequest;
import io.quittance.intake.record.PaymentRecord;
import io.quittance.persistence.AllocationExcess;
import io.quittance.persistence.CreditApplication;
import io.quittance.persistence.CreditEntry;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.CreditUse;
import io.quittance.persistence.Payment;
import io.quittance.persistence.PaymentAllocation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the credit notes of an import, and what pays its lines: payments, and then uses of credit. */
public final class PaymentWriter {

    private final OpenLines open;
    private final Map<String, Long> available;
    private final Instant at;
    private final List<Unallocated> unallocated = new ArrayList<>();

    private PaymentWriter(OpenLines open, Map<String, Long> available, Instant at) {
        this.open = open;
        this.available = new HashMap<>(available);
        this.at = at;
    }

    /**
     * Writes the new ones; the lines are already in the database.
     *
     * @param open what is owed on each line
     * @return what they were to pay beyond what was owed or available
     */
    public static List<Unallocated> write(
            ImportRecordsRequest request, ImportSnapshot known, OpenLines open, Instant at) {
        var payments = new PaymentWriter(open, known.credits().available(), at);
        request.creditNotes().stream()
                .filter(each -> !known.credits().notes().containsKey(each.id()))
                .forEach(PaymentWriter::creditNote);
        request.payments().stream()
                .filter(each -> !known.paymentRecords().payments().containsKey(each.id()))
                .forEach(payments::payment);
        request.creditUses().stream()
                .filter(each -> !known.credits().uses().containsKey(each.id()))
                .forEach(payments::creditUse);
        Payment.flush();
        return payments.unallocated;
    }

    private static void creditNote(CreditNoteRecord record) {
        var note = new CreditNote();
        note.id = record.id();
        note.accountId = record.accountId();
        note.amountMinor = record.amount().getAmountMinorLong();
        note.currency = record.amount().getCurrencyUnit().getCode();
        note.issuedOn = record.issuedOn();
        note.subscriptionId = record.subscriptionId();
        note.billingItemId = record.billingItemId();
        note.lineId = record.lineId();
        note.billRunId = record.billRunId();
        note.persist();
    }

    private void payment(PaymentRecord record) {
        var payment = new Payment();
        payment.id = record.id();
        payment.accountId = record.accountId();
        payment.amountMinor = record.amount().getAmountMinorLong();
        payment.currency = record.amount().getCurrencyUnit().getCode();
        payment.receivedOn = record.receivedOn();
        payment.persist();
        OpenLines.PaidParts paid = open.pay(record, Long.MAX_VALUE);
        paid.lines().forEach((line, part) -> new PaymentAllocation(record.id(), line, part).persist());
        paid.excess()
                .forEach((invoice, minor) -> excess(AllocationExcess.ofPayment(record.id(), invoice, minor), record));
    }

    private void creditUse(CreditUseRecord record) {
        var use = new CreditUse();
        use.id = record.id();
        use.accountId = record.accountId();
        use.amountMinor = record.amount().getAmountMinorLong();
        use.currency = record.amount().getCurrencyUnit().getCode();
        use.usedOn = record.usedOn();
        use.persist();
        OpenLines.PaidParts paid = open.pay(record, available.getOrDefault(record.accountId(), 0L));
        paid.lines().forEach((line, part) -> CreditApplication.ofUse(record.id(), line, part)
                .persist());
        paid.excess().forEach((invoice, minor) -> excess(AllocationExcess.ofUse(record.id(), invoice, minor), record));
        if (paid.total() > 0) {
            available.merge(record.accountId(), -paid.total(), Long::sum);
            CreditEntry.ofUse(use, paid.total(), at).persist();
        }
    }

    private void excess(AllocationExcess excess, AllocatedRecord record) {
        excess.persist();
        unallocated.add(Unallocated.of(excess, record.amount().getCurrencyUnit()));
    }
}
