package io.quittance.intake.writer;

import io.quittance.intake.known.KnownContracts;
import io.quittance.intake.known.RecordsAfterImport;
import io.quittance.intake.record.ServiceRecord;
import io.quittance.intake.record.SubscriptionRecord;
import io.quittance.persistence.Service;
import io.quittance.persistence.Subscription;

/** Writes the subscriptions of an import and their services. What has ended keeps its end. */
public final class ContractWriter {

    private final KnownContracts known;
    private final RecordsAfterImport standing;

    public ContractWriter(KnownContracts known, RecordsAfterImport standing) {
        this.known = known;
        this.standing = standing;
    }

    public void subscription(SubscriptionRecord record) {
        Subscription before = known.subscriptions().get(record.id());
        Subscription subscription = before == null ? new Subscription() : before;
        subscription.id = record.id();
        subscription.accountId = record.accountId();
        subscription.name = record.name();
        subscription.billingStatus = record.state();
        subscription.startsOn = record.startsOn();
        subscription.expiresOn = record.expiresOn();
        subscription.anchorOn = record.anchorOn();
        subscription.periodUnit = record.periodUnit();
        subscription.periodCount = record.periodCount();
        subscription.billedAs = record.billedAs();
        subscription.definitionId = record.definitionId();
        if (before == null && record.terminatedOn() != null) {
            subscription.importAsEnded(
                    record.terminatedOn(), standing.startOf(record.terminatedOn(), record.accountId()));
        }
        subscription.persist();
    }

    public void service(ServiceRecord record) {
        Service before = known.services().get(record.id());
        Service service = before == null ? new Service() : before;
        service.id = record.id();
        service.subscriptionId = record.subscriptionId();
        service.name = record.name();
        service.billingStatus = record.state();
        service.serviceClass = record.serviceClass();
        service.distributorId = record.distributorId();
        service.termClass = record.termClass();
        service.activatedOn = record.activatedOn();
        service.boundUntil = record.boundUntil();
        service.cancelableFrom = record.cancelableFrom();
        service.priceMinor = record.price() == null ? null : record.price().getAmountMinorLong();
        if (before == null && record.canceledOn() != null) {
            String account =
                    standing.accountOfSubscription(record.subscriptionId()).orElseThrow();
            service.importAsEnded(record.canceledOn(), standing.startOf(record.canceledOn(), account));
        }
        service.persist();
    }
}
