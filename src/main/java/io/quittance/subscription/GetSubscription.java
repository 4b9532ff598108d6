package io.quittance.subscription;

import static io.quittance.call.RefusalReason.SUBSCRIPTION_NOT_FOUND;
import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.CUSTOMER;
import static io.quittance.call.Role.SYSTEM;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.quarkus.funqy.Funq;
import io.quittance.call.Refusal;
import io.quittance.call.Roles;
import io.quittance.desk.AccountLocks;
import io.quittance.desk.CallContext;
import io.quittance.desk.Desk;
import io.quittance.persistence.Account;
import io.quittance.persistence.BindingExtension;
import io.quittance.persistence.Distributor;
import io.quittance.persistence.InstalledItem;
import io.quittance.persistence.PlannedAction;
import io.quittance.persistence.Policy;
import io.quittance.persistence.Service;
import io.quittance.persistence.Subscription;
import io.quittance.persistence.UsageRecord;
import io.quittance.subscription.termination.TerminationRules;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Returns one subscription with its services, planned actions and unbilled usage, and the day on which it ends or would
 * end automatically.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class GetSubscription {

    private final Desk desk;

    GetSubscription(Desk desk) {
        this.desk = desk;
    }

    @Funq("get-subscription")
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public SubscriptionDetail get(GetSubscriptionRequest request) {
        return desk.read(request, GetSubscription::read);
    }

    private static SubscriptionDetail read(GetSubscriptionRequest request, AccountLocks locks, CallContext asked) {
        String id = request.subscriptionId();
        Account account = locks.account(Subscription.accountOf(id), () -> unknown(id));
        Subscription subscription = Subscription.findById(id);
        CurrencyUnit currency = CurrencyUnit.of(account.currency);
        List<ServiceDetail> services = services(id, currency, asked.at());
        LocalDate expiresOn = subscription.expiresOn;
        return new SubscriptionDetail(
                SubscriptionView.of(subscription, account, asked.at()),
                expiresOn == null || subscription.hasEnded(asked.at())
                        ? null
                        : TerminationRules.endsByItselfOn(expiresOn, Policy.current()),
                services,
                distributors(services),
                PlannedAction.of(id).stream().map(Action::of).toList(),
                UnbilledUsage.of(UsageRecord.sumOf(id), currency));
    }

    private static List<ServiceDetail> services(String subscription, CurrencyUnit currency, Instant at) {
        List<Service> services = Service.of(List.of(subscription));
        List<String> ids = services.stream().map(service -> service.id).toList();
        Map<String, List<BindingExtension>> extensions =
                BindingExtension.of(ids).stream().collect(groupingBy(extension -> extension.serviceId));
        Map<String, List<InstalledItem>> items =
                InstalledItem.of(ids).stream().collect(groupingBy(item -> item.serviceId));
        return services.stream()
                .map(service -> ServiceDetail.of(
                        service,
                        currency,
                        extensions.getOrDefault(service.id, List.of()),
                        items.getOrDefault(service.id, List.of()),
                        at))
                .toList();
    }

    /** The distributors of the services and installed items that have not ended. */
    private static List<DistributorNamed> distributors(List<ServiceDetail> services) {
        Set<String> named = services.stream()
                .flatMap(service -> Stream.concat(
                        service.hasEnded() ? Stream.of() : Stream.ofNullable(service.distributorId()),
                        service.installedItems().stream()
                                .filter(item -> item.state() == InstalledItem.State.INSTALLED)
                                .map(ServiceDetail.InstalledItemView::distributorId)))
                .filter(Objects::nonNull)
                .collect(toSet());
        return Distributor.<Distributor>list("id in ?1 order by id", named).stream()
                .map(distributor -> new DistributorNamed(distributor.id, distributor.name))
                .toList();
    }

    private static Refusal unknown(String id) {
        return Refusal.of(SUBSCRIPTION_NOT_FOUND, "There is no subscription %s.", id);
    }

    /** Names one subscription. */
    public record GetSubscriptionRequest(
            @NotBlank @Size(max = 64) String subscriptionId) {}

    /**
     * A subscription with its services.
     *
     * @param endsByItselfOn the day on which it ends without anybody asking, and without money; absent without a term
     * @param distributors of the services and installed items that have not ended
     * @param plannedActions in the order of their days, with those that an end has dropped
     */
    public record SubscriptionDetail(
            SubscriptionView subscription,
            @Nullable LocalDate endsByItselfOn,
            List<ServiceDetail> services,
            List<DistributorNamed> distributors,
            List<Action> plannedActions,
            UnbilledUsage unbilledUsage) {}

    /** A party that provisions something. */
    public record DistributorNamed(String distributorId, String name) {}

    /**
     * Something that the billing system means to do.
     *
     * @param serviceId absent where it is about the whole subscription
     */
    public record Action(
            String actionId,
            String name,
            LocalDate plannedOn,
            @Nullable String serviceId,
            PlannedAction.State state) {

        static Action of(PlannedAction action) {
            return new Action(action.id, action.name, action.plannedOn, action.serviceId, action.state());
        }
    }

    /**
     * The usage that is not billed yet.
     *
     * @param count the number of records
     * @param sum the sum of their amounts
     */
    public record UnbilledUsage(long count, Money sum) {

        static UnbilledUsage of(UsageRecord.UnbilledUsage usage, CurrencyUnit currency) {
            return new UnbilledUsage(usage.count(), Money.ofMinor(currency, usage.minorUnits()));
        }
    }
}
