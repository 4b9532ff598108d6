package io.quittance.intake.rule;

import io.quittance.intake.known.ServicesAfterImport;
import io.quittance.intake.record.PlannedActionRecord;
import io.quittance.persistence.PlannedAction;
import java.util.Map;

/** Finds the bad values of imported planned actions. */
public final class PlannedActionRule {

    private final Map<String, PlannedAction> known;
    private final ServicesAfterImport services;
    private final BelongingRule belonging;
    private final Findings findings;

    public PlannedActionRule(
            Map<String, PlannedAction> known,
            ServicesAfterImport services,
            BelongingRule belonging,
            Findings findings) {
        this.known = known;
        this.services = services;
        this.belonging = belonging;
        this.findings = findings;
    }

    public void action(String at, PlannedActionRecord record) {
        PlannedAction before = known.get(record.id());
        if (before != null) {
            belonging.ofSubscription(at, record, before.subscriptionId, before.serviceId);
            return;
        }
        belonging.ofSubscription(at, record);
        findings.refuseIf(
                services.subscriptionHasEnded(record.subscriptionId()),
                at + "/subscriptionId",
                "is a subscription that has ended; no action can be planned for it");
        findings.refuseIf(
                record.serviceId() != null && services.hasEnded(record.serviceId()),
                at + "/serviceId",
                "is a service that has ended; no action can be planned for it");
    }
}
