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
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.Endable;
import io.quittance.persistence.Service;
import io.quittance.persistence.Subscription;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The subscriptions and services that are known of those that an import names, by ids.
 *
 * @param ends the cancellations that have ended them, and the billing items that invoice lines name
 */
public record KnownContracts(
        Map<String, Subscription> subscriptions, Map<String, Service> services, Map<String, Cancellation> ends) {

    static KnownContracts load(ImportRecordsRequest request, Collection<BillingItem> items) {
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
        Map<String, Subscription> contracts = ImportSnapshot.byId(
                Subscription.<Subscription>list("id in ?1", subscriptions), subscription -> subscription.id);
        return new KnownContracts(contracts, known, lines.isEmpty() ? Map.of() : ends(contracts, known, items));
    }

    private static Map<String, Cancellation> ends(
            Map<String, Subscription> contracts, Map<String, Service> services, Collection<BillingItem> items) {
        Set<String> ends = Stream.<Collection<? extends Endable>>of(contracts.values(), services.values(), items)
                .flatMap(Collection::stream)
                .filter(Endable::isEnded)
                .flatMap(each -> Stream.ofNullable(each.cancellationId()))
                .collect(toSet());
        return ends.isEmpty()
                ? Map.of()
                : ImportSnapshot.byId(Cancellation.<Cancellation>list("id in ?1", ends), Cancellation::id);
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
