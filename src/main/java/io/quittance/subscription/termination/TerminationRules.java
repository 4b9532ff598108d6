package io.quittance.subscription.termination;

import static io.quittance.call.RefusalReason.CANCELLATION_ALREADY_SCHEDULED;
import static io.quittance.call.RefusalReason.SELF_SERVICE_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.SUBSCRIPTION_ALREADY_ENDED;
import static io.quittance.call.RefusalReason.SUBSCRIPTION_EXPIRED;

import io.quittance.call.Refusal;
import io.quittance.call.Role;
import io.quittance.desk.CallContext;
import io.quittance.persistence.Policy;
import io.quittance.persistence.Subscription;
import io.quittance.persistence.SubscriptionState;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Decides whether a subscription may end, and when. There are two cases and no others: an end of a running subscription
 * is requested, or one ends that expired the policy's number of days ago.
 *
 * <p>The checks run in the order of {@code RefusalReason}.
 */
public final class TerminationRules {

    private TerminationRules() {}

    /** The first day on which an expired subscription ends: day 29, where the policy says 28. The day it expired is day 1. */
    public static LocalDate endsByItselfOn(LocalDate expiresOn, Policy policy) {
        return expiresOn.plusDays(policy.expiryDays);
    }

    /** The first day not used, where the period that runs is used to its end; the term may be over before. */
    public static LocalDate endOfPeriod(Subscription subscription, LocalDate today) {
        LocalDate next = subscription.periods().after(today);
        LocalDate expiresOn = subscription.expiresOn;
        return expiresOn != null && expiresOn.isBefore(next) ? expiresOn : next;
    }

    public static void mayAsk(Policy policy, SubscriptionState state, CallContext asked) {
        boolean customer = asked.by().role() == Role.CUSTOMER;
        if (customer && !policy.selfServiceCancellation) {
            throw Refusal.of(SELF_SERVICE_NOT_ALLOWED, "Customers cannot terminate a subscription.");
        }
        if (customer && state == SubscriptionState.EXPIRED) {
            throw Refusal.of(SELF_SERVICE_NOT_ALLOWED, "An expired subscription is ended by staff or automatically.");
        }
    }

    /** Refuses a subscription that has ended or is about to. */
    public static void mustRun(Subscription subscription, Instant at) {
        if (subscription.hasEnded(at)) {
            throw Refusal.of(
                            SUBSCRIPTION_ALREADY_ENDED,
                            "Subscription %s ended on %s.",
                            subscription.id,
                            subscription.effectiveOn())
                    .with("subscriptionId", subscription.id)
                    .with("cancellationId", subscription.cancellationId())
                    .with("effectiveOn", subscription.effectiveOn());
        }
        if (subscription.isScheduled(at)) {
            throw Refusal.of(
                            CANCELLATION_ALREADY_SCHEDULED,
                            "Cancellation %s ends subscription %s on %s.",
                            subscription.cancellationId(),
                            subscription.id,
                            subscription.effectiveOn())
                    .with("subscriptionId", subscription.id)
                    .with("cancellationId", subscription.cancellationId())
                    .with("effectiveOn", subscription.effectiveOn());
        }
    }

    /** Refuses an expired subscription until it is long enough ago; until then it can be reactivated. */
    static void mustNotHaveJustExpired(Subscription subscription, LocalDate today, Policy policy) {
        LocalDate expiresOn = subscription.expiresOn;
        if (expiresOn == null || today.isBefore(expiresOn)) {
            return;
        }
        LocalDate first = endsByItselfOn(expiresOn, policy);
        if (today.isBefore(first)) {
            throw Refusal.of(
                            SUBSCRIPTION_EXPIRED,
                            "Subscription %s expired on %s; the first legal day is %s.",
                            subscription.id,
                            expiresOn,
                            first)
                    .with("subscriptionId", subscription.id)
                    .with("expiresOn", expiresOn)
                    .with("firstLegalDay", first);
        }
    }
}
