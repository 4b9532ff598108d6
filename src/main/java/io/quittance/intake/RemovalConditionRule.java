package io.quittance.intake;

import io.quittance.persistence.RemovalCondition.Kind;

/** Finds the bad values of imported conditions of removal. */
final class RemovalConditionRule {

    private final StandingServices services;
    private final Findings findings;

    RemovalConditionRule(StandingServices services, Findings findings) {
        this.services = services;
        this.findings = findings;
    }

    void condition(String at, RemovalConditionRecord record) {
        boolean dependency = record.kind() == Kind.DEPENDENCY;
        findings.refuseIf(
                dependency != (record.needsClass() != null),
                at + "/needsClass",
                dependency ? "must be given for a DEPENDENCY" : "can be given for a DEPENDENCY only");
        findings.refuseIf(
                !services.hasDistributor(record.distributorId()), at + "/distributorId", "is not a known distributor");
    }
}
