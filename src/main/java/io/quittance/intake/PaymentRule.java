package io.quittance.intake;

import io.quittance.intake.ImportRecordsRequest.AllocationRecord;
import io.quittance.intake.ImportRecordsRequest.PaymentRecord;
import io.quittance.persistence.Payment;
import io.quittance.persistence.PaymentAllocation;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Finds the bad values of an imported payment, one after the other: each takes off what the next can still pay. */
final class PaymentRule {

    private final ImportRecordsRequest request;
    private final KnownRecords known;
    private final Standing standing;
    private final Findings findings;
    private final Map<String, Long> open;

    PaymentRule(ImportRecordsRequest request, KnownRecords known, Standing standing, Findings findings) {
        this.request = request;
        this.known = known;
        this.standing = standing;
        this.findings = findings;
        this.open = ImportedPayments.openLines(request, known);
    }

    void payment(String at, PaymentRecord record) {
        String currency = standing.currencyOf(record.accountId()).orElse(null);
        findings.refuseIf(currency == null, at + "/accountId", "is not a known account");
        findings.money(at + "/amount", record.amount(), currency);
        findings.refuseIf(!record.amount().isPositive(), at + "/amount", "must be more than nothing");
        Payment before = known.payments().get(record.id());
        if (before != null) {
            findings.refuseIf(
                    !isAsKnown(record, before),
                    at,
                    "is known already and cannot change; a correction is a new payment");
            return;
        }
        findings.each(
                at + "/allocations",
                record.allocations(),
                (pointer, allocation) -> allocation(pointer, record, allocation, currency));
        findings.refuseIf(
                record.amount().isPositive()
                        && allocated(record).compareTo(record.amount().getAmountMinor()) > 0,
                at + "/allocations",
                "add up to more than the payment");
    }

    private boolean isAsKnown(PaymentRecord record, Payment before) {
        List<PaymentAllocation> allocations = known.allocationsByPayment().getOrDefault(before.id, List.of());
        boolean byLines = record.allocations().stream().allMatch(each -> each.lineId() != null);
        // An invoice that was paid as a whole is compared as a whole: its lines shared what was open then.
        Map<String, BigDecimal> named = sums(
                record.allocations(),
                each -> byLines
                        ? each.lineId()
                        : each.lineId() == null ? each.invoiceId() : standing.invoiceOf(each.lineId()),
                each -> each.amount().getAmountMinorLong());
        Map<String, BigDecimal> kept = sums(
                allocations, each -> byLines ? each.lineId : standing.invoiceOf(each.lineId), each -> each.amountMinor);
        return before.accountId.equals(record.accountId())
                && before.amountMinor == record.amount().getAmountMinorLong()
                && before.receivedOn.equals(record.receivedOn())
                && named.equals(kept);
    }

    private static <T> Map<String, BigDecimal> sums(
            List<T> allocations, Function<T, @Nullable String> place, ToLongFunction<T> amount) {
        var sums = new HashMap<String, BigDecimal>();
        allocations.forEach(each -> sums.merge(
                String.valueOf(place.apply(each)), BigDecimal.valueOf(amount.applyAsLong(each)), BigDecimal::add));
        return sums;
    }

    /** Exact, where it is more than a payment can hold. */
    private static BigDecimal allocated(PaymentRecord record) {
        return record.allocations().stream()
                .map(each -> each.amount().getAmountMinor())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Checks one allocation, and takes it off what is open. */
    private void allocation(String at, PaymentRecord payment, AllocationRecord record, @Nullable String currency) {
        findings.money(at + "/amount", record.amount(), currency);
        if ((record.invoiceId() == null) == (record.lineId() == null)) {
            findings.refuseIf(true, at, "must name either invoiceId or lineId");
            return;
        }
        List<String> paid = ImportedPayments.linesPaid(record, request, known);
        boolean ownLines = !paid.isEmpty()
                && paid.stream()
                        .allMatch(line -> standing.accountOfLine(line).equals(Optional.of(payment.accountId())));
        if (!ownLines) {
            findings.refuseIf(
                    true,
                    at + (record.lineId() == null ? "/invoiceId" : "/lineId"),
                    "is not known on an invoice of the same account");
            return;
        }
        String canceled = standing.canceledInvoiceOf(paid);
        if (canceled != null) {
            findings.refuseIf(
                    true,
                    at + (record.lineId() == null ? "/invoiceId" : "/lineId"),
                    "stands on invoice " + canceled + ", which is canceled with its bill run: nothing is paid on it");
            return;
        }
        long amount = record.amount().getAmountMinorLong();
        long openNow =
                paid.stream().mapToLong(line -> open.getOrDefault(line, 0L)).sum();
        findings.refuseIf(amount <= 0, at + "/amount", "must be more than nothing");
        findings.refuseIf(amount > openNow, at + "/amount", "is more than what is still to be paid");
        if (amount > 0 && amount <= openNow) {
            ImportedPayments.split(amount, paid, open).forEach((line, part) -> open.merge(line, -part, Long::sum));
        }
    }
}
