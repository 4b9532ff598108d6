package io.quittance.subscription;

import static io.quittance.edge.RefusalReason.SUBSCRIPTION_NOT_FOUND;
import static io.quittance.edge.Role.AGENT;
import static io.quittance.edge.Role.BILLING_ADMIN;
import static io.quittance.edge.Role.CUSTOMER;
import static io.quittance.edge.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.desk.Asked;
import io.quittance.desk.Desk;
import io.quittance.desk.Locks;
import io.quittance.edge.Refusal;
import io.quittance.edge.Roles;
import io.quittance.persistence.Account;
import io.quittance.persistence.Policy;
import io.quittance.persistence.Service;
import io.quittance.persistence.ServiceState;
import io.quittance.persistence.Subscription;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One subscription with its services, and when it ends or would end by itself. */
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

    private static SubscriptionDetail read(GetSubscriptionRequest request, Locks locks, Asked asked) {
        String id = request.subscriptionId();
        Account account = locks.account(Subscription.accountOf(id), () -> unknown(id));
        Subscription subscription = Subscription.findById(id);
        LocalDate expiresOn = subscription.expiresOn;
        return new SubscriptionDetail(
                ListSubscriptions.Row.of(subscription, account, asked.at()),
                expiresOn == null || subscription.hasEnded(asked.at())
                        ? null
                        : TerminationRule.endsByItselfOn(expiresOn, Policy.current()),
                Service.of(List.of(id)).stream()
                        .map(service -> ServiceRow.of(service, asked.at()))
                        .toList());
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
     */
    public record SubscriptionDetail(
            ListSubscriptions.Row subscription, @Nullable LocalDate endsByItselfOn, List<ServiceRow> services) {}

    /**
     * One service.
     *
     * @param cancellationId that ended it or will
     * @param effectiveOn first day not used
     */
    public record ServiceRow(
            String serviceId,
            String name,
            ServiceState state,
            @Nullable String cancellationId,
            @Nullable LocalDate effectiveOn) {

        static ServiceRow of(Service service, Instant at) {
            return new ServiceRow(
                    service.id, service.name, service.state(at), service.cancellationId(), service.effectiveOn());
        }
    }
}
