package io.quittance.subscription.agreement;

import static io.quittance.call.RefusalReason.DECLARATION_NOT_FOUND;
import static io.quittance.call.RefusalReason.DECLARATION_NOT_MATCHED;

import io.quittance.call.Refusal;
import io.quittance.desk.AccountLocks;
import io.quittance.desk.Journal;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.Declaration;
import io.quittance.persistence.DeclarationStep;
import io.quittance.persistence.DeclarationStep.Match;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The customer's declaration that an end answers. Who sent it is not known by itself; so it counts only where the staff
 * has matched it to what ends.
 *
 * @param receivedOn the day of receipt in the tenant's time zone
 */
public record MatchedDeclaration(String declarationId, LocalDate receivedOn, Match meant) {

    /** Loads the declaration that a request names; customers see none. */
    public static @Nullable MatchedDeclaration load(
            @Nullable String id, String accountId, @Nullable String subscriptionId, AccountLocks locks) {
        if (id == null) {
            return null;
        }
        Supplier<Refusal> unknown = () -> Refusal.of(DECLARATION_NOT_FOUND, "There is no declaration %s.", id);
        locks.mustSeeAll(unknown);
        Declaration declaration = Declaration.<Declaration>findByIdOptional(id).orElseThrow(unknown);
        Match meant = DeclarationStep.lastOf(id)
                .flatMap(DeclarationStep::meant)
                .filter(each -> isAbout(each, accountId, subscriptionId))
                .orElseThrow(() -> Refusal.of(
                                DECLARATION_NOT_MATCHED, "Declaration %s is not matched to what is to end.", id)
                        .with("declarationId", id));
        return new MatchedDeclaration(id, declaration.received().on(), meant);
    }

    private static boolean isAbout(Match meant, String accountId, @Nullable String subscriptionId) {
        return meant.accountId().equals(accountId)
                && (subscriptionId == null
                        || meant.subscriptionId() == null
                        || meant.subscriptionId().equals(subscriptionId));
    }

    /** Records an end that answers the declaration. */
    public void answer(Cancellation cancellation, Journal journal) {
        var by = new DeclarationStep.Actor(
                journal.by().subject(), journal.by().role().group(), journal.at());
        DeclarationStep.answer(declarationId, meant, cancellation.id(), by);
    }
}
