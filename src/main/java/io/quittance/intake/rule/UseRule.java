package io.quittance.intake.rule;

import io.quittance.intake.known.RecordsAfterImport;
import io.quittance.intake.known.ServicesAfterImport;
import io.quittance.intake.record.UseRecord;
import io.quittance.persistence.UsageRecord;
import java.util.Map;
import java.util.Optional;

/** Finds the bad values of imported usage. */
public final class UseRule {

    private final Map<String, UsageRecord> known;
    private final RecordsAfterImport standing;
    private final ServicesAfterImport services;
    private final BelongingRule belonging;
    private final Findings findings;

    public UseRule(
            Map<String, UsageRecord> known,
            RecordsAfterImport standing,
            ServicesAfterImport services,
            BelongingRule belonging,
            Findings findings) {
        this.known = known;
        this.standing = standing;
        this.services = services;
        this.belonging = belonging;
        this.findings = findings;
    }

    public void use(String at, UseRecord record) {
        Optional<String> account = standing.accountOfSubscription(record.subscriptionId());
        findings.money(
                at + "/amount",
                record.amount(),
                account.flatMap(standing::currencyOf).orElse(null));
        UsageRecord before = known.get(record.id());
        if (before == null) {
            belonging.ofSubscription(at, record);
            findings.refuseIf(
                    account.flatMap(standing::currencyOf).isPresent()
                            && account.filter(services::isPostpaid).isEmpty(),
                    at + "/subscriptionId",
                    "is a subscription of an account that is not postpaid; its usage is not billed afterwards");
        } else {
            belonging.ofSubscription(at, record, before.subscriptionId, before.serviceId);
            knownUse(at, record, before);
        }
    }

    /** Unbilled usage is stale if an end has settled it; that it was billed since is new information. */
    private void knownUse(String at, UseRecord record, UsageRecord before) {
        boolean billed = record.state() == UseRecord.State.BILLED;
        findings.refuseIf(
                before.state() == (billed ? UsageRecord.State.DROPPED : UsageRecord.State.BILLED),
                at + "/state",
                "cannot become " + record.state() + "; the usage is " + before.state());
        findings.refuseIf(
                billed
                        && before.state() != UsageRecord.State.UNBILLED
                        && before.amountMinor != record.amount().getAmountMinorLong(),
                at + "/amount",
                "cannot change; the usage is " + before.state());
    }
}
