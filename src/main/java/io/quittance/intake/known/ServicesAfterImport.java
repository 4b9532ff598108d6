package io.quittance.intake.known;

import io.quittance.intake.record.DistributorRecord;
import io.quittance.intake.record.ImportRecordsRequest;
import io.quittance.intake.record.ServiceRecord;
import io.quittance.intake.record.SubscriptionDefinitionRecord;
import io.quittance.intake.record.SubscriptionRecord;
import io.quittance.persistence.Endable;
import io.quittance.persistence.Service;
import io.quittance.persistence.Subscription;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The services after an import, their terms and their ends: by its own records, else by the known ones. */
public final class ServicesAfterImport {

    private final ImportSnapshot known;
    private final RecordsAfterImport standing;
    private final Instant at;
    private final Map<String, ServiceRecord> services = new HashMap<>();
    private final Map<String, SubscriptionRecord> subscriptions = new HashMap<>();
    private final Map<String, Boolean> postpaid = new HashMap<>();
    private final Set<String> distributors;
    private final Set<String> definitions;
    private final Set<String> terms;

    public ServicesAfterImport(
            ImportRecordsRequest request, ImportSnapshot known, RecordsAfterImport standing, Instant at) {
        this.known = known;
        this.standing = standing;
        this.at = at;
        request.services().forEach(each -> services.put(each.id(), each));
        request.subscriptions().forEach(each -> subscriptions.put(each.id(), each));
        known.accounts().values().forEach(each -> postpaid.put(each.id, each.postpaid));
        request.accounts().forEach(each -> postpaid.put(each.id(), each.postpaid()));
        distributors = union(
                known.terms().distributors().keySet().stream(),
                request.distributors().stream().map(DistributorRecord::id));
        definitions = union(
                known.terms().definitions().keySet().stream(),
                request.subscriptionDefinitions().stream().map(SubscriptionDefinitionRecord::id));
        terms = union(
                known.terms().terms().values().stream().map(each -> key(each.termClass, each.currency)),
                request.billingTerms().stream().map(each -> key(each.termClass(), each.currency())));
    }

    private static Set<String> union(Stream<String> some, Stream<String> more) {
        var all = new HashSet<String>();
        Stream.concat(some, more).forEach(all::add);
        return all;
    }

    private static String key(String termClass, String currency) {
        return currency + " " + termClass;
    }

    public boolean hasDistributor(@Nullable String distributor) {
        return distributor == null || distributors.contains(distributor);
    }

    public boolean hasDefinition(@Nullable String definition) {
        return definition == null || definitions.contains(definition);
    }

    /** Returns true if a class of terms has a definition in a currency, active or not. */
    public boolean hasTerm(String termClass, String currency) {
        return terms.contains(key(termClass, currency));
    }

    public boolean isPostpaid(String account) {
        return postpaid.getOrDefault(account, false);
    }

    /** Returns true if a service has a billing term. */
    public boolean isTermed(String service) {
        ServiceRecord brought = services.get(service);
        Service before = known.contracts().services().get(service);
        return brought == null ? before != null && before.termClass != null : brought.termClass() != null;
    }

    public Optional<String> accountOf(String service) {
        return standing.subscriptionOfService(service).flatMap(standing::accountOfSubscription);
    }

    /** Returns true if a service has ended by the clock, or is imported as ended. */
    public boolean hasEnded(String service) {
        Service before = known.contracts().services().get(service);
        ServiceRecord brought = services.get(service);
        return hasEnded(before) || (before == null && brought != null && brought.canceledOn() != null);
    }

    /** Returns true if a subscription has ended by the clock, or is imported as ended. */
    public boolean subscriptionHasEnded(String subscription) {
        Subscription before = known.contracts().subscriptions().get(subscription);
        SubscriptionRecord brought = subscriptions.get(subscription);
        return hasEnded(before) || (before == null && brought != null && brought.terminatedOn() != null);
    }

    private boolean hasEnded(@Nullable Endable before) {
        return before != null && before.hasEnded(at);
    }
}
