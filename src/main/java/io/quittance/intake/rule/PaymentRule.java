package io.quittance.intake.rule;

import static java.util.stream.Collectors.toMap;

import io.quittance.intake.known.ImportSnapshot;
import io.quittance.intake.record.PaymentRecord;
import io.quittance.persistence.Payment;
import io.quittance.persistence.PaymentAllocation;
import java.util.List;
import java.util.Map;

/** Finds the bad values of an imported payment. */
public final class PaymentRule {

    private final ImportSnapshot known;
    private final Findings findings;
    private final AllocationRule allocating;

    public PaymentRule(ImportSnapshot known, Findings findings, AllocationRule allocating) {
        this.known = known;
        this.findings = findings;
        this.allocating = allocating;
    }

    public void payment(String at, PaymentRecord record) {
        allocating.amount(at, record);
        Payment before = known.paymentRecords().payments().get(record.id());
        if (before != null) {
            findings.refuseIf(
                    !isAsKnown(record, before),
                    at,
                    "is known already and cannot change; a correction is a new payment");
            return;
        }
        allocating.allocations(at, record);
        findings.refuseIf(
                record.amount().isPositive()
                        && AllocationRule.allocated(record)
                                        .compareTo(record.amount().getAmountMinor())
                                > 0,
                at + "/allocations",
                "add up to more than the payment");
    }

    private boolean isAsKnown(PaymentRecord record, Payment before) {
        Map<String, Long> paid =
                known.paymentRecords().allocationsByPayment().getOrDefault(before.id, List.of()).stream()
                        .collect(toMap((PaymentAllocation each) -> each.lineId, each -> each.amountMinor));
        return before.accountId.equals(record.accountId())
                && before.amountMinor == record.amount().getAmountMinorLong()
                && before.receivedOn.equals(record.receivedOn())
                && allocating.isAsKnown(
                        record, paid, known.paymentRecords().excessByPayment().getOrDefault(before.id, Map.of()));
    }
}
