package io.quittance.intake.rule;

import io.quittance.intake.known.ServicesAfterImport;
import io.quittance.intake.record.RemovalConditionRecord;
import io.quittance.persistence.RemovalCondition.Kind;

/** Finds the bad values of imported conditions of removal. */
public final class RemovalConditionRule {

    private final ServicesAfterImport services;
    private final Findings findings;

    public RemovalConditionRule(ServicesAfterImport services, Findings findings) {
        this.services = services;
        this.findings = findings;
    }

    public void condition(String at, RemovalConditionRecord record) {
        boolean dependency = record.kind() == Kind.DEPENDENCY;
        findings.refuseIf(
                dependency != (record.needsClass() != null),
                at + "/needsClass",
                dependency ? "must be given for a DEPENDENCY" : "can be given for a DEPENDENCY only");
        findings.refuseIf(
                !services.hasDistributor(record.distributorId()), at + "/distributorId", "is not a known distributor");
    }
}
