package io.quittance.subscription;

import io.quittance.persistence.Account;
import io.quittance.persistence.Subscription;
import io.quittance.persistence.SubscriptionState;
import io.quittance.subscription.termination.TerminationRules;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One subscription; {@code get-subscription} has its services.
 *
 * @param definitionId says what of its services may go while it goes on
 * @param expiresOn first day after its term; absent if it runs until it is ended
 * @param periodEndsOn the first day after the period that runs, in the account's time zone; absent where it has ended
 * @param cancellationId the termination that ended it or will end it
 * @param effectiveOn first day not used
 */
public record SubscriptionView(
        String subscriptionId,
        String accountId,
        String name,
        SubscriptionState state,
        @Nullable String definitionId,
        LocalDate startsOn,
        @Nullable LocalDate expiresOn,
        @Nullable LocalDate periodEndsOn,
        @Nullable String cancellationId,
        @Nullable LocalDate effectiveOn) {

    static SubscriptionView of(Subscription subscription, Account account, Instant at) {
        LocalDate today = account.dayOf(at);
        return new SubscriptionView(
                subscription.id,
                subscription.accountId,
                subscription.name,
                subscription.state(at, today),
                subscription.definitionId,
                subscription.startsOn,
                subscription.expiresOn,
                subscription.hasEnded(at) ? null : TerminationRules.endOfPeriod(subscription, today),
                subscription.cancellationId(),
                subscription.effectiveOn());
    }
}
