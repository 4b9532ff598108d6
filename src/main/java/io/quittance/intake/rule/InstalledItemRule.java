package io.quittance.intake.rule;

import io.quittance.intake.known.ServicesAfterImport;
import io.quittance.intake.record.InstalledItemRecord;
import io.quittance.persistence.InstalledItem;
import java.util.Map;

/** Finds the bad values of imported installed items. */
public final class InstalledItemRule {

    private final Map<String, InstalledItem> known;
    private final ServicesAfterImport services;
    private final BelongingRule belonging;
    private final Findings findings;

    public InstalledItemRule(
            Map<String, InstalledItem> known,
            ServicesAfterImport services,
            BelongingRule belonging,
            Findings findings) {
        this.known = known;
        this.services = services;
        this.belonging = belonging;
        this.findings = findings;
    }

    public void item(String at, InstalledItemRecord record) {
        InstalledItem before = known.get(record.id());
        belonging.ofService(at, record.serviceId(), before == null ? null : before.serviceId);
        findings.refuseIf(
                before == null && record.removedOn() == null && services.hasEnded(record.serviceId()),
                at + "/serviceId",
                "is a service that has ended; nothing can be installed for it");
        findings.refuseIf(
                !services.hasDistributor(record.distributorId()), at + "/distributorId", "is not a known distributor");
        findings.refuseIf(
                SubscriptionRule.isOtherEnd(before, record.removedOn()),
                at + "/removedOn",
                "can only be given for an installed item that is not known yet; it goes with its service");
    }
}
