package io.quittance.declaration;

import static io.quittance.call.RefusalReason.BILLING_ITEM_NOT_FOUND;
import static io.quittance.call.RefusalReason.DECLARATION_NOT_FOUND;
import static io.quittance.call.RefusalReason.SUBSCRIPTION_NOT_FOUND;

import io.quittance.call.Refusal;
import io.quittance.desk.AccountLocks;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.Declaration;
import io.quittance.persistence.DeclarationState;
import io.quittance.persistence.DeclarationStep;
import io.quittance.persistence.Subscription;
import java.util.Optional;

/** A loaded declaration, and the contract that it is to be matched to. */
record DeclarationSnapshot(Declaration declaration, DeclarationState state) {

    /** Loads a declaration by itself. */
    static DeclarationSnapshot load(String id) {
        Declaration declaration = Declaration.<Declaration>findByIdOptional(id)
                .orElseThrow(() -> Refusal.of(DECLARATION_NOT_FOUND, "There is no declaration %s.", id));
        return new DeclarationSnapshot(
                declaration,
                DeclarationStep.lastOf(id).map(DeclarationStep::what).orElse(DeclarationState.RECEIVED));
    }

    /** Loads it with the account and the contract that it is said to be about; the account is locked. */
    static DeclarationSnapshot load(MatchDeclarationRequest request, AccountLocks locks) {
        String account = request.accountId();
        locks.account(Optional.of(account), () -> AccountLocks.unknown(account));
        DeclarationSnapshot snapshot = load(request.declarationId());
        String subscription = request.subscriptionId();
        if (subscription != null && !Subscription.accountOf(subscription).equals(Optional.of(account))) {
            throw Refusal.of(SUBSCRIPTION_NOT_FOUND, "Account %s has no subscription %s.", account, subscription);
        }
        String item = request.billingItemId();
        if (item != null && !BillingItem.accountOf(item).equals(Optional.of(account))) {
            throw Refusal.of(BILLING_ITEM_NOT_FOUND, "Account %s has no billing item %s.", account, item);
        }
        return snapshot;
    }
}
