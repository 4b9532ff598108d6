package io.quittance.subscription.services;

import io.quittance.desk.Effect;
import io.quittance.persistence.ReasonCategory;
import io.quittance.persistence.Service;
import io.quittance.settlement.Split;
import io.quittance.subscription.agreement.Agreement;
import io.quittance.subscription.services.ServiceEnd.Outcome;
import io.quittance.subscription.unused.UnusedCreditRule.UnusedPeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.joda.money.Money;

/**
 * The cascade of services that end: the same for the removal of services and the termination of their subscription.
 * Pure.
 *
 * @param services the end of each, in the order of their ids
 * @param installedItems the items that are removed with them, by their ids
 * @param droppedActions meant to be done on the day or later, by their ids; they are dropped as soon as the end is
 *     scheduled
 * @param releasedDistributors the distributors that serve nothing of the subscription any more
 */
public record ServiceCascade(
        List<ServiceEnd> services,
        List<String> installedItems,
        List<String> droppedActions,
        List<String> releasedDistributors) {

    /**
     * The moment at which services end.
     *
     * @param on first day not provided
     * @param at the moment {@code on} begins
     * @param billingEndsOn first day not billed
     * @param billingEndsAt the moment {@code billingEndsOn} begins
     * @param isWithTerms whether billing terms and the cooling-off period apply
     */
    public record End(LocalDate on, Instant at, LocalDate billingEndsOn, Instant billingEndsAt, boolean isWithTerms) {}

    /**
     * The cascade of some services.
     *
     * @param leave selects the running services that end
     * @param wholeSubscription whether the subscription ends with them
     */
    public static ServiceCascade of(
            SubscriptionServices found,
            Predicate<Service> leave,
            End end,
            Agreement agreed,
            boolean wholeSubscription) {
        var penalties = new PenaltyRule(found, agreed);
        List<Service> leaving = found.running().stream().filter(leave).toList();
        Set<String> ids = leaving.stream().map(service -> service.id).collect(Collectors.toSet());
        Set<String> kept = found.distributorsOf(service -> !ids.contains(service.id) && !service.hasEnded(end.at()))
                .collect(Collectors.toSet());
        return new ServiceCascade(
                leaving.stream()
                        .map(service -> serviceEnd(service, found, end, penalties))
                        .toList(),
                found.installedFor(leave).stream().map(item -> item.id).toList(),
                found.planned().stream()
                        .filter(action -> !action.plannedOn.isBefore(end.on()))
                        .filter(action -> wholeSubscription || ids.contains(String.valueOf(action.serviceId)))
                        .map(action -> action.id)
                        .toList(),
                found.distributorsOf(leave)
                        .filter(distributor -> !kept.contains(distributor))
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static ServiceEnd serviceEnd(Service service, SubscriptionServices found, End end, PenaltyRule penalties) {
        boolean regretted = end.isWithTerms() && found.isRegretted(service, end.on());
        boolean termed = found.termOf(service).map(term -> term.termClass).isPresent();
        return new ServiceEnd(
                service.id,
                regretted ? Outcome.REGRETTED : Outcome.CANCELED,
                end.on(),
                regretted ? end.on() : end.billingEndsOn(),
                new ServiceEnd.Binding(
                        termed ? found.boundUntil(service) : null,
                        termed ? service.cancelableFrom : null,
                        found.extensionsOf(service).stream()
                                .map(extension -> extension.cause)
                                .toList()),
                end.isWithTerms() ? penalties.of(service, end.on(), end.billingEndsOn()) : null);
    }

    /** The ids of the services. */
    public List<String> serviceIds() {
        return services.stream().map(ServiceEnd::serviceId).toList();
    }

    /** The ids of the services that are regretted. */
    public Set<String> regretted() {
        return services.stream()
                .filter(ServiceEnd::isRegretted)
                .map(ServiceEnd::serviceId)
                .collect(Collectors.toSet());
    }

    /** The fees of the services that owe one, in minor units, by their ids. */
    public Map<String, Long> chargedMinor() {
        return services.stream()
                .filter(each -> each.chargedMinor() > 0)
                .collect(Collectors.toMap(ServiceEnd::serviceId, ServiceEnd::chargedMinor));
    }

    /** The unused part of their periods. */
    public UnusedPeriod unused(End end, ReasonCategory cause) {
        return new UnusedPeriod(end.billingEndsOn(), end.billingEndsAt(), cause, regretted());
    }

    /** The sum of the fees that is not deducted from a refund. */
    public long owedMinor() {
        return services.stream()
                .map(ServiceEnd::penalty)
                .filter(Objects::nonNull)
                .mapToLong(penalty -> penalty.charge().owed().getAmountMinorLong())
                .sum();
    }

    public long penaltyMinor() {
        return services.stream().mapToLong(ServiceEnd::chargedMinor).sum();
    }

    /** The cascade with an amount deducted from the refund, shared by the fees in proportion. */
    public ServiceCascade setOff(Money kept) {
        return setOff(List.of(this), kept).get(0);
    }

    /** The same of several that are settled together. */
    public static List<ServiceCascade> setOff(List<ServiceCascade> cascades, Money kept) {
        List<Long> parts = Split.of(
                kept.getAmountMinorLong(),
                cascades.stream()
                        .flatMap(each -> each.services.stream())
                        .map(ServiceEnd::chargedMinor)
                        .toList());
        var settled = new ArrayList<ServiceCascade>();
        int next = 0;
        for (ServiceCascade cascade : cascades) {
            var ends = new ArrayList<ServiceEnd>();
            for (ServiceEnd end : cascade.services) {
                ends.add(end.setOff(Money.ofMinor(kept.getCurrencyUnit(), parts.get(next++))));
            }
            settled.add(new ServiceCascade(
                    List.copyOf(ends), cascade.installedItems, cascade.droppedActions, cascade.releasedDistributors));
        }
        return settled;
    }

    /**
     * Every record of it that changes.
     *
     * @param now whether it is executed now, and not later
     */
    public Stream<Effect> effects(SubscriptionServices found, boolean now) {
        Map<String, Service> running =
                found.running().stream().collect(Collectors.toMap(service -> service.id, service -> service));
        return Stream.of(
                        services.stream().map(end -> Effect.of("service", end.serviceId())
                                .change(
                                        before(Objects.requireNonNull(running.get(end.serviceId()))),
                                        now ? end.outcome().name() : "SCHEDULED")),
                        installedItems.stream().map(item -> Effect.of("installed-item", item)
                                .change("INSTALLED", now ? "REMOVED" : "SCHEDULED")),
                        droppedActions.stream().map(action -> Effect.of("planned-action", action)
                                .change("PLANNED", "DROPPED")),
                        releasedDistributors.stream().filter(distributor -> now).map(distributor -> Effect.of(
                                        "distributor", distributor)
                                .change("DISTRIBUTES", "RELEASED")))
                .flatMap(each -> each);
    }

    private static String before(Service service) {
        return service.cancellationId() == null ? service.billingStatus.name() : "SCHEDULED";
    }
}
