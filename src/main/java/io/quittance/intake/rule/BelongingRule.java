package io.quittance.intake.rule;

import io.quittance.intake.known.RecordsAfterImport;
import io.quittance.intake.known.ServicesAfterImport;
import io.quittance.intake.record.ServiceRelatedRecord;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the bad values of what imported records have in common that belong to a service or a subscription. */
public final class BelongingRule {

    private final RecordsAfterImport standing;
    private final ServicesAfterImport services;
    private final Findings findings;

    public BelongingRule(RecordsAfterImport standing, ServicesAfterImport services, Findings findings) {
        this.standing = standing;
        this.services = services;
        this.findings = findings;
    }

    /**
     * Of what belongs to a service.
     *
     * @param before the service that it is known of; null where it is not known yet
     */
    void ofService(String at, String service, @Nullable String before) {
        Optional<String> account = services.accountOf(service);
        findings.refuseIf(account.flatMap(standing::currencyOf).isEmpty(), at + "/serviceId", "is not a known service");
        findings.refuseIf(
                before == null && account.filter(standing::isClosed).isPresent(),
                at + "/serviceId",
                "is a service of an account that is closed; no new records can be created for it");
        findings.refuseIf(before != null && !before.equals(service), at + "/serviceId", "cannot change");
    }

    /** Of what concerns a subscription or one of its services, and is not known yet. */
    void ofSubscription(String at, ServiceRelatedRecord record) {
        Optional<String> account = standing.accountOfSubscription(record.subscriptionId());
        findings.refuseIf(
                account.flatMap(standing::currencyOf).isEmpty(), at + "/subscriptionId", "is not a known subscription");
        findings.refuseIf(
                account.filter(standing::isClosed).isPresent(),
                at + "/subscriptionId",
                "is a subscription of an account that is closed; no new records can be created for it");
        findings.refuseIf(
                record.serviceId() != null
                        && !standing.subscriptionOfService(record.serviceId())
                                .equals(Optional.of(record.subscriptionId())),
                at + "/serviceId",
                "is not a known service of the same subscription");
    }

    /** The same of what is known of a subscription, and perhaps of one of its services. */
    void ofSubscription(String at, ServiceRelatedRecord record, String subscription, @Nullable String service) {
        findings.refuseIf(!subscription.equals(record.subscriptionId()), at + "/subscriptionId", "cannot change");
        findings.refuseIf(!Objects.equals(service, record.serviceId()), at + "/serviceId", "cannot change");
    }
}
