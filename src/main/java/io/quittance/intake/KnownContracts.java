package io.quittance.intake;

import static java.util.stream.Collectors.toSet;

import io.quittance.intake.ImportRecordsRequest.LineRecord;
import io.quittance.persistence.Service;
import io.quittance.persistence.Subscription;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The subscriptions and services that are known of those that an import names, by ids. */
record KnownContracts(Map<String, Subscription> subscriptions, Map<String, Service> services) {

    static KnownContracts load(ImportRecordsRequest request) {
        List<LineRecord> lines = request.invoices().stream()
                .flatMap(invoice -> invoice.lines().stream())
                .toList();
        Set<String> services = Stream.concat(
                        request.services().stream().map(ServiceRecord::id),
                        lines.stream().map(LineRecord::serviceId))
                .filter(Objects::nonNull)
                .collect(toSet());
        Map<String, Service> known =
                KnownRecords.byId(Service.<Service>list("id in ?1", services), service -> service.id);
        Set<String> subscriptions = Stream.of(
                        request.subscriptions().stream().map(SubscriptionRecord::id),
                        request.services().stream().map(ServiceRecord::subscriptionId),
                        known.values().stream().map(service -> service.subscriptionId),
                        lines.stream().map(LineRecord::subscriptionId),
                        request.creditNotes().stream().map(CreditNoteRecord::subscriptionId))
                .flatMap(Function.identity())
                .filter(Objects::nonNull)
                .collect(toSet());
        return new KnownContracts(
                KnownRecords.byId(
                        Subscription.<Subscription>list("id in ?1", subscriptions), subscription -> subscription.id),
                known);
    }

    /** The accounts of the services that an import brings for subscriptions that are known: read before they are locked. */
    static Stream<String> accountsOfServices(ImportRecordsRequest request) {
        return Subscription.accountsOf(
                request.services().stream().map(ServiceRecord::subscriptionId).collect(toSet()))
                .stream();
    }
}
