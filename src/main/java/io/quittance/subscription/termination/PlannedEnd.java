package io.quittance.subscription.termination;

import io.quittance.desk.CallContext;
import io.quittance.persistence.Account;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.Service;
import io.quittance.persistence.Subscription;
import io.quittance.persistence.SubscriptionState;
import io.quittance.persistence.Timing;
import io.quittance.subscription.agreement.Agreement;
import io.quittance.subscription.services.ServiceCascade;
import io.quittance.subscription.termination.EndDateRule.EndDay;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The moment and the kind of an end of a subscription, or of some of its services.
 *
 * @param state the state of the subscription at the request; for one that will have begun by the day, its first state
 * @param on first day on which they are not provided
 * @param billingEndsOn first day not billed
 * @param begins the moment of the day; null where they end as soon as the command commits
 * @param asked the moment of asking
 * @param now whether it is executed now, and not later
 * @param owed whether the law requires a refund, even for a subscription that has not begun
 * @param ownId the cancellation that is due; null before there is one
 */
public record PlannedEnd(
        Timing timing,
        SubscriptionState state,
        LocalDate on,
        LocalDate billingEndsOn,
        @Nullable Instant begins,
        Instant asked,
        boolean now,
        boolean owed,
        @Nullable String ownId) {

    /** A requested end. */
    public static PlannedEnd of(
            EndDay day, SubscriptionState state, Subscription subscription, Agreement agreed, CallContext asked) {
        return new PlannedEnd(
                day.timing(),
                begun(state, subscription, day.on()),
                day.on(),
                EndDateRule.billingEnd(agreed.billingEndsOn(), day, subscription),
                day.at(),
                asked.at(),
                day.isNow(),
                agreed.cause().isRefundOwed(),
                null);
    }

    /** The end of a subscription that has expired long ago. */
    static PlannedEnd ofExpired(Account account, CallContext asked) {
        LocalDate today = account.dayOf(asked.at());
        return new PlannedEnd(
                Timing.EXPIRY, SubscriptionState.EXPIRED, today, today, asked.at(), asked.at(), false, false, null);
    }

    /** With the whole account: whatever was scheduled, however lately it expired. */
    static PlannedEnd withAccount(TerminationSnapshot found, LocalDate on, CallContext asked) {
        LocalDate today = found.money().account().dayOf(asked.at());
        SubscriptionState state = found.subscription().state(asked.at(), today);
        return new PlannedEnd(Timing.IMMEDIATE, state, on, on, null, asked.at(), true, false, null);
    }

    /** One that was scheduled, as of the day that was promised. */
    public static PlannedEnd due(Cancellation due, Agreement agreed, TerminationSnapshot found) {
        LocalDate then = found.money().account().dayOf(due.requestedAt());
        Subscription subscription = found.subscription();
        return new PlannedEnd(
                due.timing(),
                begun(subscription.stateWhileRunning(then), subscription, due.effectiveOn()),
                due.effectiveOn(),
                Objects.requireNonNullElse(agreed.billingEndsOn(), due.effectiveOn()),
                due.effectiveAt(),
                due.effectiveAt(),
                true,
                agreed.cause().isRefundOwed(),
                due.id());
    }

    private static SubscriptionState begun(SubscriptionState state, Subscription subscription, LocalDate on) {
        return state == SubscriptionState.FUTURE && on.isAfter(subscription.startsOn)
                ? subscription.stateWhileRunning(subscription.startsOn)
                : state;
    }

    public Instant at() {
        return Objects.requireNonNullElse(begins, asked);
    }

    /** Returns true if billed lines are settled: whatever was billed, but not after the expiry. */
    public boolean isWithMoney() {
        return state != SubscriptionState.EXPIRED;
    }

    /** Returns true if billing terms apply to an end in this state: not before the subscription begins, nor after its expiry. */
    static boolean isWithTerms(SubscriptionState state, boolean owed) {
        return state == SubscriptionState.FUTURE ? owed : state != SubscriptionState.EXPIRED;
    }

    /** Returns true if a service has not ended by itself or by another cancellation until then. */
    boolean takes(Service service) {
        return (ownId != null && ownId.equals(service.cancellationId())) || !service.hasEnded(at());
    }

    /** The days of it, as plans show them. */
    public EndDates dates() {
        return new EndDates(timing, on, on.minusDays(1), begins, billingEndsOn);
    }

    /** The end in the form that a cascade needs. */
    public ServiceCascade.End end(Account account) {
        return new ServiceCascade.End(
                on,
                at(),
                billingEndsOn,
                billingEndsOn.equals(on) ? at() : account.startOf(billingEndsOn),
                isWithTerms(state, owed));
    }
}
