package io.quittance.intake.known;

import static java.util.stream.Collectors.toSet;

import io.quittance.intake.record.BindingExtensionRecord;
import io.quittance.intake.record.CreditNoteRecord;
import io.quittance.intake.record.ImportRecordsRequest;
import io.quittance.intake.record.ImportRecordsRequest.LineRecord;
import io.quittance.intake.record.InstalledItemRecord;
import io.quittance.intake.record.ServiceRecord;
import io.quittance.intake.record.ServiceRelatedRecord;
import io.quittance.intake.record.SubscriptionRecord;
import io.quittance.persistence.Service;
import io.quittance.persistence.Subscription;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The subscriptions and services that are known of those that an import names, by ids. */
public record KnownContracts(Map<String, Subscription> subscriptions, Map<String, Service> services) {

    static KnownContracts load(ImportRecordsRequest request) {
        List<LineRecord> lines = request.invoices().stream()
                .flatMap(invoice -> invoice.lines().stream())
                .toList();
        Set<String> services = Stream.of(
                        request.services().stream().map(ServiceRecord::id),
                        servicesOfBelongings(request),
                        concerning(request).map(ServiceRelatedRecord::serviceId),
                        lines.stream().map(LineRecord::serviceId))
                .flatMap(Function.identity())
                .filter(Objects::nonNull)
                .collect(toSet());
        Map<String, Service> known =
                ImportSnapshot.byId(Service.<Service>list("id in ?1", services), service -> service.id);
        Set<String> subscriptions = Stream.of(
                        request.subscriptions().stream().map(SubscriptionRecord::id),
                        request.services().stream().map(ServiceRecord::subscriptionId),
                        known.values().stream().map(service -> service.subscriptionId),
                        concerning(request).map(ServiceRelatedRecord::subscriptionId),
                        lines.stream().map(LineRecord::subscriptionId),
                        request.creditNotes().stream().map(CreditNoteRecord::subscriptionId))
                .flatMap(Function.identity())
                .filter(Objects::nonNull)
                .collect(toSet());
        return new KnownContracts(
                ImportSnapshot.byId(
                        Subscription.<Subscription>list("id in ?1", subscriptions), subscription -> subscription.id),
                known);
    }

    /** The accounts of the known contracts that an import brings: read before they are locked. */
    static Stream<String> accountsOf(ImportRecordsRequest request) {
        Set<String> subscriptions = Stream.of(
                        request.services().stream().map(ServiceRecord::subscriptionId),
                        concerning(request).map(ServiceRelatedRecord::subscriptionId),
                        Service.subscriptionsOf(servicesOfBelongings(request).collect(toSet())).stream())
                .flatMap(Function.identity())
                .collect(toSet());
        return Subscription.accountsOf(subscriptions).stream();
    }

    private static Stream<ServiceRelatedRecord> concerning(ImportRecordsRequest request) {
        return Stream.concat(request.plannedActions().stream(), request.usages().stream());
    }

    private static Stream<String> servicesOfBelongings(ImportRecordsRequest request) {
        return Stream.concat(
                request.bindingExtensions().stream().map(BindingExtensionRecord::serviceId),
                request.installedItems().stream().map(InstalledItemRecord::serviceId));
    }
}
