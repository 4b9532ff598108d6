package io.quittance.intake.rule;

import io.quittance.intake.known.KnownContracts;
import io.quittance.intake.known.RecordsAfterImport;
import io.quittance.intake.known.ServicesAfterImport;
import io.quittance.intake.record.ServiceRecord;
import io.quittance.persistence.Service;
import org.jspecify.annotations.Nullable;

/** Finds the bad values of imported services. */
public final class ServiceRule {

    private final KnownContracts known;
    private final RecordsAfterImport standing;
    private final ServicesAfterImport services;
    private final Findings findings;

    public ServiceRule(
            KnownContracts known, RecordsAfterImport standing, ServicesAfterImport services, Findings findings) {
        this.known = known;
        this.standing = standing;
        this.services = services;
        this.findings = findings;
    }

    public void service(String at, ServiceRecord record) {
        String account = standing.accountOfSubscription(record.subscriptionId()).orElse(null);
        String currency = account == null ? null : standing.currencyOf(account).orElse(null);
        findings.refuseIf(currency == null, at + "/subscriptionId", "is not a known subscription");
        Service before = known.services().get(record.id());
        boolean closed = account != null && standing.isClosed(account);
        findings.refuseIf(
                before == null && closed,
                at + "/subscriptionId",
                "is a subscription of an account that is closed; no new records can be created for it");
        findings.refuseIf(
                before == null
                        && !closed
                        && record.canceledOn() == null
                        && services.subscriptionHasEnded(record.subscriptionId()),
                at + "/subscriptionId",
                "is a subscription that has ended; the service would never end");
        findings.refuseIf(
                before != null && !before.subscriptionId.equals(record.subscriptionId()),
                at + "/subscriptionId",
                "cannot change");
        findings.refuseIf(
                !services.hasDistributor(record.distributorId()), at + "/distributorId", "is not a known distributor");
        findings.money(at + "/price", record.price(), currency);
        term(at, record, currency);
        findings.refuseIf(
                SubscriptionRule.isOtherEnd(before, record.canceledOn()),
                at + "/canceledOn",
                "can only be given for a service that is not known yet; end it by remove-services");
    }

    /** Without a definition a binding would bind nobody, and nobody would see it. */
    private void term(String at, ServiceRecord record, @Nullable String currency) {
        findings.refuseIf(
                record.termClass() != null && currency != null && !services.hasTerm(record.termClass(), currency),
                at + "/termClass",
                "is a class without a known billing term in the account's currency, " + currency);
        boolean termed = record.termClass() != null;
        findings.refuseIf(termed && record.price() == null, at + "/price", "must be given with a termClass");
        findings.refuseIf(
                !termed && record.boundUntil() != null, at + "/boundUntil", "is allowed only with a termClass");
        findings.refuseIf(
                !termed && record.cancelableFrom() != null, at + "/cancelableFrom", "is allowed only with a termClass");
        findings.refuseIf(
                record.boundUntil() != null
                        && record.activatedOn() != null
                        && !record.boundUntil().isAfter(record.activatedOn()),
                at + "/boundUntil",
                "must be after activatedOn");
    }
}
