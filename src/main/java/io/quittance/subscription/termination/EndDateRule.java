package io.quittance.subscription.termination;

import static io.quittance.call.RefusalReason.EFFECTIVE_DATE_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.SUBSCRIPTION_HAS_NO_TERM;

import io.quittance.call.InputError;
import io.quittance.call.Refusal;
import io.quittance.call.Role;
import io.quittance.desk.CallContext;
import io.quittance.persistence.Account;
import io.quittance.persistence.Policy;
import io.quittance.persistence.Subscription;
import io.quittance.persistence.Timing;
import io.quittance.subscription.agreement.Agreement;
import io.quittance.subscription.agreement.EndDateRequest;
import io.quittance.subscription.agreement.EndTiming;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides on which day a requested end takes effect, in the time zone of the account. */
public final class EndDateRule {

    private final Subscription subscription;
    private final Policy policy;
    private final Account account;
    private final CallContext asked;
    private final LocalDate today;

    private EndDateRule(TerminationSnapshot found, CallContext asked) {
        this.subscription = found.subscription();
        this.policy = found.money().policy();
        this.account = found.money().account();
        this.asked = asked;
        this.today = account.dayOf(asked.at());
    }

    /**
     * The day of an end.
     *
     * @param on first day not used
     * @param at the moment at which that day begins; null where it ends as soon as the command commits
     * @param isNow whether the end takes effect with the command
     */
    public record EndDay(
            Timing timing, LocalDate on, @Nullable Instant at, boolean isNow) {}

    public static EndDay of(EndDateRequest request, Agreement agreed, TerminationSnapshot found, CallContext asked) {
        var rule = new EndDateRule(found, asked);
        Timing timing = request.timing().timing();
        return switch (request.timing()) {
            case IMMEDIATE -> rule.atOnce(agreed);
            case END_OF_PERIOD -> rule.on(TerminationRules.endOfPeriod(rule.subscription, rule.today), timing);
            case END_OF_TERM -> rule.on(rule.endOfTerm(), timing);
            case ON_DATE -> rule.allowed(named(request.effectiveOn()), timing);
            case AFTER_DAYS -> rule.allowed(rule.today.plusDays(named(request.afterDays())), timing);
        };
    }

    /** A subscription that expired long enough ago ends at once, whatever day is requested. */
    static EndDay ofExpired(TerminationSnapshot found, CallContext asked) {
        return new EndDateRule(found, asked).atOnce();
    }

    /**
     * First day not billed: the day of the end, or a later one that was named, such as the end of a notice.
     *
     * @param named null where none was
     */
    static LocalDate billingEnd(@Nullable LocalDate named, EndDay day, Subscription subscription) {
        if (named == null) {
            return day.on();
        }
        LocalDate latest = subscription.expiresOn;
        if (named.isBefore(day.on()) || (latest != null && named.isAfter(latest))) {
            throw Refusal.invalid(List.of(new InputError(
                    "/billingEndsOn",
                    "must be from " + day.on() + " on" + (latest == null ? "" : " and at most " + latest))));
        }
        return named;
    }

    /** Refuses a timing without the day that it needs, and a day that it does not. */
    static void mustNameItsDay(TerminationRequest request) {
        boolean onDate = request.timing() == EndTiming.ON_DATE;
        boolean afterDays = request.timing() == EndTiming.AFTER_DAYS;
        if (onDate != (request.effectiveOn() != null)) {
            throw Refusal.invalid(
                    List.of(new InputError("/effectiveOn", "is required with ON_DATE, and not allowed otherwise")));
        }
        if (afterDays != (request.afterDays() != null)) {
            throw Refusal.invalid(
                    List.of(new InputError("/afterDays", "is required with AFTER_DAYS, and not allowed otherwise")));
        }
    }

    private static <T> T named(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("A request that names no day has passed");
        }
        return value;
    }

    private EndDay atOnce() {
        return new EndDay(Timing.IMMEDIATE, policy.firstDayNotUsed(today), null, true);
    }

    /**
     * At once; a withdrawal on the day of its receipt, whenever it is processed: what was provided until then is paid
     * for, and no more (Directive 2011/83/EU, article 14 (3)).
     */
    private EndDay atOnce(Agreement agreed) {
        LocalDate received = agreed.heard() == null ? null : agreed.heard().undoneFrom(agreed.cause(), today);
        if (received == null) {
            return atOnce();
        }
        LocalDate begun = subscription.startsOn.isBefore(today) ? subscription.startsOn : today;
        return on(policy.firstDayNotUsed(received.isBefore(begun) ? begun : received), Timing.IMMEDIATE);
    }

    private EndDay on(LocalDate day, Timing timing) {
        return day.equals(today)
                ? new EndDay(timing, day, null, true)
                : new EndDay(timing, day, account.startOf(day), day.isBefore(today));
    }

    private LocalDate endOfTerm() {
        if (subscription.expiresOn == null) {
            throw Refusal.of(
                            SUBSCRIPTION_HAS_NO_TERM,
                            "Subscription %s goes on until somebody ends it.",
                            subscription.id)
                    .with("subscriptionId", subscription.id);
        }
        return subscription.expiresOn;
    }

    /** Not before the policy lets the staff look back, nor before it has begun, nor after its term. */
    private EndDay allowed(LocalDate day, Timing timing) {
        LocalDate earliest = earliest();
        LocalDate latest = subscription.expiresOn;
        if (day.isBefore(earliest) || (latest != null && day.isAfter(latest))) {
            throw Refusal.of(
                            EFFECTIVE_DATE_NOT_ALLOWED,
                            "%s is not from %s on%s.",
                            day,
                            earliest,
                            latest == null ? "" : " and at most " + latest)
                    .with("earliest", earliest)
                    .with("latest", latest);
        }
        return on(day, timing);
    }

    private LocalDate earliest() {
        if (asked.by().role() == Role.CUSTOMER) {
            return today;
        }
        LocalDate back = today.minusDays(policy.backDatingDays);
        LocalDate begun = subscription.startsOn.isBefore(today) ? subscription.startsOn : today;
        return back.isBefore(begun) ? begun : back;
    }
}
