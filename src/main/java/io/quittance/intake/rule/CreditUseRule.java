package io.quittance.intake.rule;

import static java.util.stream.Collectors.toMap;

import io.quittance.intake.known.KnownCredits;
import io.quittance.intake.record.CreditUseRecord;
import io.quittance.persistence.CreditApplication;
import io.quittance.persistence.CreditUse;
import java.util.List;
import java.util.Map;

/**
 * Finds the bad values of an imported use of credit. What exceeds the available credit or the outstanding amount is no bad
 * value: it is not spent.
 */
public final class CreditUseRule {

    private final KnownCredits known;
    private final Findings findings;
    private final AllocationRule allocating;

    public CreditUseRule(KnownCredits known, Findings findings, AllocationRule allocating) {
        this.known = known;
        this.findings = findings;
        this.allocating = allocating;
    }

    public void creditUse(String at, CreditUseRecord record) {
        allocating.amount(at, record);
        CreditUse before = known.uses().get(record.id());
        if (before != null) {
            findings.refuseIf(!isAsKnown(record, before), at, "is known already and cannot change");
            return;
        }
        allocating.allocations(at, record);
        findings.refuseIf(
                record.amount().isPositive()
                        && AllocationRule.allocated(record)
                                        .compareTo(record.amount().getAmountMinor())
                                != 0,
                at + "/allocations",
                "must add up to the amount");
    }

    private boolean isAsKnown(CreditUseRecord record, CreditUse before) {
        Map<String, Long> paid = known.applicationsByUse().getOrDefault(before.id, List.of()).stream()
                .collect(toMap((CreditApplication each) -> each.lineId, each -> each.amountMinor));
        return before.accountId.equals(record.accountId())
                && before.amountMinor == record.amount().getAmountMinorLong()
                && before.usedOn.equals(record.usedOn())
                && allocating.isAsKnown(record, paid, known.excessByUse().getOrDefault(before.id, Map.of()));
    }
}
