package io.quittance.intake.rule;

import io.quittance.intake.known.ServicesAfterImport;
import io.quittance.intake.record.BindingExtensionRecord;
import io.quittance.persistence.BindingExtension;
import java.util.Map;

/** Finds the bad values of imported extensions of bindings. */
public final class BindingExtensionRule {

    private final Map<String, BindingExtension> known;
    private final ServicesAfterImport services;
    private final BelongingRule belonging;
    private final Findings findings;

    public BindingExtensionRule(
            Map<String, BindingExtension> known,
            ServicesAfterImport services,
            BelongingRule belonging,
            Findings findings) {
        this.known = known;
        this.services = services;
        this.belonging = belonging;
        this.findings = findings;
    }

    public void extension(String at, BindingExtensionRecord record) {
        BindingExtension before = known.get(record.id());
        if (before != null) {
            findings.refuseIf(
                    !isAsKnown(record, before),
                    at,
                    "is known already and cannot change; a longer binding is a new extension");
            return;
        }
        belonging.ofService(at, record.serviceId(), null);
        findings.refuseIf(
                services.accountOf(record.serviceId()).isPresent() && !services.isTermed(record.serviceId()),
                at + "/serviceId",
                "is a service without a termClass; it has no minimum term");
        findings.refuseIf(
                !record.boundUntil().isAfter(record.extendedOn()), at + "/boundUntil", "must be after extendedOn");
    }

    private static boolean isAsKnown(BindingExtensionRecord record, BindingExtension before) {
        return before.serviceId.equals(record.serviceId())
                && before.cause.equals(record.cause())
                && before.extendedOn.equals(record.extendedOn())
                && before.boundUntil.equals(record.boundUntil());
    }
}
