package io.quittance.intake.known;

import static java.util.stream.Collectors.toSet;

import io.quittance.intake.record.BillingTermRecord;
import io.quittance.intake.record.DistributorRecord;
import io.quittance.intake.record.ImportRecordsRequest;
import io.quittance.intake.record.InstalledItemRecord;
import io.quittance.intake.record.RemovalConditionRecord;
import io.quittance.intake.record.ServiceRecord;
import io.quittance.intake.record.SubscriptionDefinitionRecord;
import io.quittance.intake.record.SubscriptionRecord;
import io.quittance.persistence.BillingTerm;
import io.quittance.persistence.Distributor;
import io.quittance.persistence.RemovalCondition;
import io.quittance.persistence.SubscriptionDefinition;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The known terms and conditions by which services leave, by ids, as far as an import names them.
 *
 * @param terms those that it brings, and all definitions of every class that it names
 */
public record KnownTerms(
        Map<String, Distributor> distributors,
        Map<String, SubscriptionDefinition> definitions,
        Map<String, BillingTerm> terms,
        Map<String, RemovalCondition> conditions) {

    static KnownTerms load(ImportRecordsRequest request) {
        Set<String> distributors = named(Stream.of(
                request.distributors().stream().map(DistributorRecord::id),
                request.services().stream().map(ServiceRecord::distributorId),
                request.installedItems().stream().map(InstalledItemRecord::distributorId),
                request.removalConditions().stream().map(RemovalConditionRecord::distributorId)));
        Set<String> definitions = named(Stream.of(
                request.subscriptionDefinitions().stream().map(SubscriptionDefinitionRecord::id),
                request.subscriptions().stream().map(SubscriptionRecord::definitionId)));
        Set<String> terms =
                request.billingTerms().stream().map(BillingTermRecord::id).collect(toSet());
        Set<String> classes = named(Stream.of(
                request.billingTerms().stream().map(BillingTermRecord::termClass),
                request.services().stream().map(ServiceRecord::termClass)));
        Set<String> conditions = request.removalConditions().stream()
                .map(RemovalConditionRecord::id)
                .collect(toSet());
        return new KnownTerms(
                ImportSnapshot.byId(Distributor.<Distributor>list("id in ?1", distributors), each -> each.id),
                ImportSnapshot.byId(
                        SubscriptionDefinition.<SubscriptionDefinition>list("id in ?1", definitions), each -> each.id),
                ImportSnapshot.byId(
                        BillingTerm.<BillingTerm>list("id in ?1 or termClass in ?2 order by id", terms, classes),
                        each -> each.id),
                ImportSnapshot.byId(RemovalCondition.<RemovalCondition>list("id in ?1", conditions), each -> each.id));
    }

    private static Set<String> named(Stream<Stream<String>> ids) {
        return ids.flatMap(Function.identity()).filter(Objects::nonNull).collect(toSet());
    }
}
