package io.quittance.subscription.services;

import io.quittance.persistence.Account;
import io.quittance.persistence.BillingTerm;
import io.quittance.persistence.BindingExtension;
import io.quittance.persistence.InstalledItem;
import io.quittance.persistence.PlannedAction;
import io.quittance.persistence.Service;
import io.quittance.persistence.Subscription;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The services of a subscription of which some or all end, and what belongs to them.
 *
 * @param running all of the subscription that have not ended
 * @param removed the ids of those that earlier removals have ended
 * @param installed items of those that have not been removed
 * @param extensions the extensions of their minimum terms
 * @param terms the active definitions in the account's currency
 * @param planned the actions planned for the subscription or one of its services
 */
public record SubscriptionServices(
        Account account,
        Subscription subscription,
        List<Service> running,
        Set<String> removed,
        List<InstalledItem> installed,
        List<BindingExtension> extensions,
        List<BillingTerm> terms,
        List<PlannedAction> planned) {

    public static SubscriptionServices of(Account account, Subscription subscription) {
        List<Service> all = Service.of(List.of(subscription.id));
        List<Service> running =
                all.stream().filter(service -> !service.isEnded()).toList();
        List<String> ids = running.stream().map(service -> service.id).toList();
        return new SubscriptionServices(
                account,
                subscription,
                running,
                all.stream()
                        .filter(service -> service.isEnded() && service.cancellationId() != null)
                        .map(service -> service.id)
                        .collect(Collectors.toSet()),
                InstalledItem.of(ids).stream().filter(item -> !item.isEnded()).toList(),
                BindingExtension.of(ids),
                BillingTerm.activeIn(account.currency),
                PlannedAction.plannedFor(subscription.id));
    }

    /** The definition that holds for a service; none where it leaves freely. */
    Optional<BillingTerm> termOf(Service service) {
        return terms.stream()
                .filter(term -> term.termClass.equals(service.termClass))
                .findFirst();
    }

    List<BindingExtension> extensionsOf(Service service) {
        return extensions.stream()
                .filter(extension -> extension.serviceId.equals(service.id))
                .toList();
    }

    /** First day on which a service is not bound any more: its own, or that of an extension that says later. */
    @Nullable
    LocalDate boundUntil(Service service) {
        return Stream.concat(
                        Stream.ofNullable(service.boundUntil),
                        extensionsOf(service).stream().map(extension -> extension.boundUntil))
                .max(LocalDate::compareTo)
                .orElse(null);
    }

    /** Returns true if a service that ends on a day ends in its cooling-off period, as if it had never existed. */
    boolean isRegretted(Service service, LocalDate endsOn) {
        LocalDate activatedOn = service.activatedOn;
        return activatedOn != null
                && termOf(service)
                        .filter(term -> endsOn.isBefore(activatedOn.plusDays(term.regretDays)))
                        .isPresent();
    }

    /** The first day from which on a service could still be regretted on a day; the day itself where none can. */
    public LocalDate firstRegrettable(LocalDate endsOn) {
        return running.stream()
                .filter(service -> isRegretted(service, endsOn))
                .map(service -> Objects.requireNonNull(service.activatedOn))
                .min(LocalDate::compareTo)
                .filter(day -> day.isBefore(endsOn))
                .orElse(endsOn);
    }

    /** The installed items of some services. */
    public List<InstalledItem> installedFor(Predicate<Service> some) {
        return running.stream().filter(some).flatMap(this::installedFor).toList();
    }

    private Stream<InstalledItem> installedFor(Service service) {
        return installed.stream().filter(item -> item.serviceId.equals(service.id));
    }

    /** The distributors of some services or their installed items. */
    Stream<String> distributorsOf(Predicate<Service> some) {
        return Stream.concat(
                        running.stream().filter(some).map(service -> service.distributorId),
                        installedFor(some).stream().map(item -> item.distributorId))
                .filter(Objects::nonNull);
    }
}
