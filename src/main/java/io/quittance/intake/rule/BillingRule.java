package io.quittance.intake.rule;

import io.quittance.intake.known.RecordsAfterImport;
import io.quittance.intake.record.BillingRecord;
import io.quittance.persistence.Billing;
import io.quittance.persistence.BillingState;
import java.util.Map;

/** Finds the bad values of an imported billing. */
public final class BillingRule {

    private final Map<String, Billing> known;
    private final RecordsAfterImport standing;
    private final Findings findings;

    public BillingRule(Map<String, Billing> known, RecordsAfterImport standing, Findings findings) {
        this.known = known;
        this.standing = standing;
        this.findings = findings;
    }

    public void billing(String at, BillingRecord record) {
        String currency = standing.currencyOf(record.accountId()).orElse(null);
        findings.refuseIf(currency == null, at + "/accountId", "is not a known account");
        findings.money(at + "/amount", record.amount(), currency);
        Billing before = known.get(record.id());
        if (before == null) {
            findings.refuseIf(standing.isClosed(record.accountId()), at + "/accountId", RecordsAfterImport.CLOSED);
            return;
        }
        findings.refuseIf(!before.accountId.equals(record.accountId()), at + "/accountId", "cannot change");
        findings.refuseIf(
                before.state().isFinal() && record.state() != before.state() && !isStale(record, before),
                at + "/state",
                "cannot become " + record.state() + "; the billing is " + before.state());
    }

    /**
     * Returns true if it arrives as it was before it was canceled here; that it was paid since is new information, and
     * an alarm.
     */
    private static boolean isStale(BillingRecord record, Billing before) {
        return before.cancellationId() != null && record.state() != BillingState.PAID;
    }
}
