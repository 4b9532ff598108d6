package io.quittance.subscription.removal;

import static io.quittance.call.RefusalReason.CANCELLATION_ALREADY_SCHEDULED;
import static io.quittance.call.RefusalReason.SERVICE_ALREADY_REMOVED;
import static io.quittance.call.RefusalReason.SERVICE_NOT_FOUND;
import static io.quittance.call.RefusalReason.SUBSCRIPTION_EXPIRED;

import io.quittance.call.InputError;
import io.quittance.call.Refusal;
import io.quittance.persistence.Service;
import io.quittance.persistence.SubscriptionState;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Decides which services a removal means; what is wrong with that is refused at once. */
final class ServiceSelectionRule {

    private ServiceSelectionRule() {}

    /** Refuses a selection that says nothing, or twice, or both. */
    static void mustSelect(ServiceRemovalRequest request) {
        if (request.all() != request.serviceIds().isEmpty()) {
            throw Refusal.invalid(List.of(new InputError("/serviceIds", "must be given, or else all: true")));
        }
        var seen = new HashSet<String>();
        List<InputError> twice = IntStream.range(0, request.serviceIds().size())
                .filter(i -> !seen.add(request.serviceIds().get(i)))
                .mapToObj(i -> new InputError("/serviceIds/" + i, "is a duplicate"))
                .toList();
        if (!twice.isEmpty()) {
            throw Refusal.invalid(twice);
        }
        if (request.effectiveOn() != null && request.afterDays() != null) {
            throw Refusal.invalid(List.of(new InputError("/afterDays", "cannot be combined with effectiveOn")));
        }
    }

    /** Refuses services that the subscription never had. */
    static void mustKnow(ServiceRemovalRequest request, ServiceRemovalSnapshot found) {
        String subscription = found.services().subscription().id;
        Set<String> known = found.all().stream().map(service -> service.id).collect(Collectors.toSet());
        List<String> unknown =
                request.serviceIds().stream().filter(id -> !known.contains(id)).toList();
        if (!unknown.isEmpty()) {
            throw Refusal.of(
                            SERVICE_NOT_FOUND,
                            "Subscription %s has no service %s.",
                            subscription,
                            String.join(", ", unknown))
                    .with("serviceIds", unknown);
        }
    }

    /** The ids of the services that are meant; refuses those that have ended, or end already. */
    static Set<String> selected(ServiceRemovalRequest request, ServiceRemovalSnapshot found, Instant at) {
        String subscription = found.services().subscription().id;
        Predicate<Service> meant =
                service -> request.all() || request.serviceIds().contains(service.id);
        List<String> ended = found.all().stream()
                .filter(service -> !request.all() && meant.test(service) && service.hasEnded(at))
                .map(service -> service.id)
                .toList();
        List<Service> left = found.services().running().stream()
                .filter(service -> meant.test(service) && !service.hasEnded(at))
                .toList();
        if (!ended.isEmpty() || left.isEmpty()) {
            throw Refusal.of(
                            SERVICE_ALREADY_REMOVED,
                            "%s",
                            ended.isEmpty()
                                    ? "Subscription " + subscription + " has no service left."
                                    : String.join(", ", ended) + " have ended.")
                    .with("serviceIds", ended);
        }
        left.stream().filter(service -> service.isScheduled(at)).findFirst().ifPresent(service -> {
            throw Refusal.of(
                            CANCELLATION_ALREADY_SCHEDULED,
                            "Cancellation %s ends service %s on %s.",
                            service.cancellationId(),
                            service.id,
                            service.effectiveOn())
                    .with("serviceId", service.id)
                    .with("cancellationId", service.cancellationId())
                    .with("effectiveOn", service.effectiveOn());
        });
        return left.stream().map(service -> service.id).collect(Collectors.toSet());
    }

    /** Refuses to take single services out of what has expired and ends as a whole. */
    static void mustNotHaveExpired(ServiceRemovalSnapshot found, SubscriptionState state) {
        if (state == SubscriptionState.EXPIRED) {
            var subscription = found.services().subscription();
            throw Refusal.of(
                            SUBSCRIPTION_EXPIRED,
                            "Subscription %s expired on %s; its services end with it.",
                            subscription.id,
                            subscription.expiresOn)
                    .with("subscriptionId", subscription.id)
                    .with("expiresOn", subscription.expiresOn);
        }
    }
}
