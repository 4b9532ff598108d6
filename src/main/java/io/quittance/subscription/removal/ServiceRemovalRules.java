package io.quittance.subscription.removal;

import io.quittance.persistence.RemovalCondition;
import io.quittance.persistence.RemovalCondition.Kind;
import io.quittance.persistence.RemovalCondition.Subject;
import io.quittance.persistence.Service;
import io.quittance.persistence.SubscriptionDefinition;
import io.quittance.subscription.services.RemovalFailure;
import io.quittance.subscription.services.RemovalFailure.Code;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides whether services may be removed while their subscription runs; all obstacles are returned together. */
final class ServiceRemovalRules {

    private final ServiceRemovalSnapshot found;
    private final Set<String> leaving;
    private final List<Service> staying;
    private final List<RemovalFailure> failures = new ArrayList<>();

    private ServiceRemovalRules(ServiceRemovalSnapshot found, Set<String> leaving, Instant endsAt) {
        this.found = found;
        this.leaving = leaving;
        this.staying = found.services().running().stream()
                .filter(service -> !leaving.contains(service.id) && !service.hasEnded(endsAt))
                .toList();
    }

    /**
     * All obstacles except those of the services' terms. Services that must stay are checked for the moment of the end,
     * and again for each later moment at which another service is scheduled to end: the order of the requests makes no
     * difference.
     *
     * @param leaving the ids of the services that are to go
     * @param endsAt the moment; services that end before it do not stay
     */
    static List<RemovalFailure> failures(ServiceRemovalSnapshot found, Set<String> leaving, Instant endsAt) {
        var rule = new ServiceRemovalRules(found, leaving, endsAt);
        rule.receivable();
        rule.restrictions();
        rule.needs();
        rule.states();
        rule.laterEnds(endsAt).forEach(rule::needsLater);
        return rule.failures.stream()
                .sorted(Comparator.comparing(RemovalFailure::code))
                .toList();
    }

    private List<Instant> laterEnds(Instant endsAt) {
        return staying.stream()
                .map(Service::effectiveAt)
                .filter(Objects::nonNull)
                .filter(later -> later.isAfter(endsAt))
                .distinct()
                .sorted()
                .toList();
    }

    private void needsLater(Instant later) {
        var rule = new ServiceRemovalRules(found, leaving, later);
        rule.needs();
        rule.failures.stream()
                .filter(failure -> failures.stream().noneMatch(failure::isTheSameAs))
                .forEachOrdered(failures::add);
    }

    private void receivable() {
        if (!found.services().account().receivableActive) {
            fail(
                    Code.RECEIVABLE_NOT_ACTIVE,
                    null,
                    null,
                    "The receivable of account " + found.services().account().id + " is not active.");
        }
    }

    /** Services that cannot leave alone. */
    private void restrictions() {
        SubscriptionDefinition definition = found.definition();
        if (definition != null && !definition.servicesRemovable) {
            fail(
                    Code.DEFINITION_KEEPS_SERVICES,
                    null,
                    definition.id,
                    "Subscriptions of " + definition.name + " keep their services; terminate the subscription.");
        }
        restricted(Subject.SERVICE, Code.SERVICE_RESTRICTED, services(leavingServices()));
        restricted(
                Subject.INSTALLED_ITEM, Code.INSTALLED_ITEM_RESTRICTED, items(service -> leaving.contains(service.id)));
    }

    /** Services that must stay as long as others stay. */
    private void needs() {
        if (found.definition() != null && !staying.isEmpty()) {
            definition(found.definition());
        }
        needed(Subject.SERVICE, Code.SERVICE_NEEDED, services(leavingServices()), services(staying.stream()));
        needed(
                Subject.INSTALLED_ITEM,
                Code.INSTALLED_ITEM_NEEDED,
                items(service -> leaving.contains(service.id)),
                items(staying::contains));
    }

    private void definition(SubscriptionDefinition definition) {
        if (staying.size() < definition.leastServices) {
            fail(
                    Code.DEFINITION_NEEDS_MORE_SERVICES,
                    null,
                    definition.id,
                    "At least " + definition.leastServices + " services stay, and " + staying.size() + " would.");
        }
        definition.mandatoryClasses.stream()
                .filter(mandatory -> leavingServices().anyMatch(service -> mandatory.equals(service.serviceClass)))
                .filter(mandatory -> staying.stream().noneMatch(service -> mandatory.equals(service.serviceClass)))
                .forEach(mandatory -> fail(
                        Code.DEFINITION_NEEDS_CLASS,
                        null,
                        definition.id,
                        "A service of class " + mandatory + " must remain while other services remain."));
    }

    /**
     * A service or an installed item, as conditions match it.
     *
     * @param words for a failure
     */
    private record Part(
            String id, @Nullable String ofClass, @Nullable String distributorId, Words words) {}

    /**
     * The words for a part in a failure.
     *
     * @param restriction the end of the sentence that says why it cannot leave
     */
    private record Words(String name, String restriction) {}

    private static List<Part> services(Stream<Service> some) {
        return some.map(service -> new Part(
                        service.id,
                        service.serviceClass,
                        service.distributorId,
                        new Words("Service " + service.id, "cannot be removed alone.")))
                .toList();
    }

    private List<Part> items(Predicate<Service> some) {
        return found.services().installedFor(some).stream()
                .map(item -> new Part(
                        item.id,
                        item.itemClass,
                        item.distributorId,
                        new Words(
                                "Installed item " + item.id,
                                "of service " + item.serviceId + " cannot be removed with it.")))
                .toList();
    }

    private void restricted(Subject subject, Code code, List<Part> going) {
        conditions(subject, Kind.RESTRICTION).forEach(condition -> going.stream()
                .filter(part -> condition.holdsFor(part.ofClass(), part.distributorId()))
                .forEach(part -> fail(
                        code,
                        part.id(),
                        condition.id,
                        part.words().name() + " " + part.words().restriction() + alternative(condition))));
    }

    /** Dependencies whose required services all leave. */
    private void needed(Subject subject, Code code, List<Part> going, List<Part> kept) {
        conditions(subject, Kind.DEPENDENCY)
                .filter(condition ->
                        going.stream().anyMatch(part -> Objects.equals(part.ofClass(), condition.needsClass)))
                .filter(condition ->
                        kept.stream().noneMatch(part -> Objects.equals(part.ofClass(), condition.needsClass)))
                .forEach(condition -> kept.stream()
                        .filter(part -> condition.holdsFor(part.ofClass(), part.distributorId()))
                        .forEach(part -> fail(
                                code,
                                part.id(),
                                condition.id,
                                part.words().name() + " remains and requires a service of class " + condition.needsClass
                                        + "." + alternative(condition))));
    }

    private void states() {
        leavingServices()
                .filter(service -> service.billingStatus == Service.BillingStatus.ORDERED)
                .forEach(service -> fail(
                        Code.SERVICE_NOT_PROVIDED,
                        service.id,
                        null,
                        "Service " + service.id + " is not provided yet; cancel its order."));
    }

    private Stream<Service> leavingServices() {
        return found.services().running().stream().filter(service -> leaving.contains(service.id));
    }

    private Stream<RemovalCondition> conditions(Subject subject, Kind kind) {
        return found.conditions().stream().filter(condition -> condition.subject == subject && condition.kind == kind);
    }

    private static String alternative(RemovalCondition condition) {
        return condition.alternative == null ? "" : " Instead: " + condition.alternative;
    }

    private void fail(Code code, @Nullable String id, @Nullable String conditionId, String detail) {
        failures.add(RemovalFailure.of(code, id, conditionId, detail));
    }
}
