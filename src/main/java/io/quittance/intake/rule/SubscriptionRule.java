package io.quittance.intake.rule;

import io.quittance.intake.known.KnownContracts;
import io.quittance.intake.known.RecordsAfterImport;
import io.quittance.intake.known.ServicesAfterImport;
import io.quittance.intake.record.SubscriptionRecord;
import io.quittance.persistence.Endable;
import io.quittance.persistence.Subscription;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Finds the bad values of imported subscriptions. */
public final class SubscriptionRule {

    private final KnownContracts known;
    private final RecordsAfterImport standing;
    private final ServicesAfterImport services;
    private final Findings findings;

    public SubscriptionRule(
            KnownContracts known, RecordsAfterImport standing, ServicesAfterImport services, Findings findings) {
        this.known = known;
        this.standing = standing;
        this.services = services;
        this.findings = findings;
    }

    public void subscription(String at, SubscriptionRecord record) {
        findings.refuseIf(
                standing.currencyOf(record.accountId()).isEmpty(), at + "/accountId", "is not a known account");
        Subscription before = known.subscriptions().get(record.id());
        findings.refuseIf(
                before == null && standing.isClosed(record.accountId()), at + "/accountId", RecordsAfterImport.CLOSED);
        findings.refuseIf(
                before != null && !before.accountId.equals(record.accountId()), at + "/accountId", "cannot change");
        findings.refuseIf(
                record.expiresOn() != null && !record.expiresOn().isAfter(record.startsOn()),
                at + "/expiresOn",
                "must be after startsOn");
        findings.refuseIf(
                !services.hasDefinition(record.definitionId()), at + "/definitionId", "is not a known definition");
        findings.refuseIf(
                isOtherEnd(before, record.terminatedOn()),
                at + "/terminatedOn",
                "can only be given for a subscription that is not known yet; end it by terminate-subscription");
    }

    /** Returns true if an import would end a known record, or end it on another day. */
    static boolean isOtherEnd(@Nullable Endable before, @Nullable LocalDate endedOn) {
        return before != null && endedOn != null && !(before.isEnded() && endedOn.equals(before.effectiveOn()));
    }
}
