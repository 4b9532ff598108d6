package io.quittance.subscription.removal;

import io.quittance.desk.AccountLocks;
import io.quittance.persistence.Account;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.RemovalCondition;
import io.quittance.persistence.Service;
import io.quittance.persistence.Subscription;
import io.quittance.persistence.SubscriptionDefinition;
import io.quittance.subscription.services.SubscriptionServices;
import io.quittance.subscription.termination.TerminationSnapshot;
import io.quittance.subscription.unused.ChargedLines;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All records that the plan of a removal reads: those of the end of the whole subscription, and the conditions for
 * taking services out of it.
 *
 * @param all services that the subscription ever had
 * @param definition the definition of the subscription; null if it has none
 * @param conditions those in force
 */
record ServiceRemovalSnapshot(
        TerminationSnapshot whole,
        List<Service> all,
        @Nullable SubscriptionDefinition definition,
        List<RemovalCondition> conditions) {

    /** Loads what a request asks to remove; the account is locked where something will change. */
    static ServiceRemovalSnapshot load(ServiceRemovalRequest request, AccountLocks locks) {
        String id = request.subscriptionId();
        Account account = locks.account(Subscription.accountOf(id), () -> TerminationSnapshot.unknown(id));
        return of(TerminationSnapshot.load(request, request.choice(), request.declarationId(), account, id, locks));
    }

    /** Loads services whose scheduled removal is due. */
    static ServiceRemovalSnapshot load(Cancellation due, @Nullable String creditNote) {
        return of(TerminationSnapshot.load(due, creditNote));
    }

    private static ServiceRemovalSnapshot of(TerminationSnapshot whole) {
        Subscription subscription = whole.subscription();
        return new ServiceRemovalSnapshot(
                whole,
                Service.of(List.of(subscription.id)),
                subscription.definitionId == null ? null : SubscriptionDefinition.findById(subscription.definitionId),
                RemovalCondition.inForce());
    }

    SubscriptionServices services() {
        return whole.services();
    }

    /** The lines of some services. */
    ChargedLines only(Set<String> serviceIds) {
        return whole.only(line -> serviceIds.contains(String.valueOf(line.line().serviceId)));
    }
}
