package io.quittance.declaration;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Command;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.desk.Journal;
import io.quittance.event.DeclarationMatched;
import io.quittance.persistence.DeclarationStep;

/**
 * Matches a declaration to an account and to the contract that is meant, after staff has verified the person.
 *
 * <p>Nothing ends by it: terminate-subscription and close-account name the declaration. Refuses by DECLARATION_DECIDED
 * ({@code RefusalReason}).
 *
 * <p>Publishes declaration.matched.
 *
 * <p>Roles: agent, billing admin, system.
 */
public class MatchDeclaration {

    private final Desk desk;

    MatchDeclaration(Desk desk) {
        this.desk = desk;
    }

    @Funq("match-declaration")
    @Command
    @Roles({AGENT, BILLING_ADMIN, SYSTEM})
    public DeclarationView match(MatchDeclarationRequest request) {
        return desk.carryOut(request, DeclarationSnapshot::load, DeclarationStepPlan::match, MatchDeclaration::apply);
    }

    private static DeclarationView apply(
            MatchDeclarationRequest request, DeclarationStepPlan plan, DeclarationSnapshot found, Journal journal) {
        DeclarationStep.match(plan.declarationId(), request.meant(), request.note(), ListDeclarations.by(journal));
        journal.publish(new DeclarationMatched(
                plan.declarationId(),
                request.accountId(),
                new DeclarationMatched.ContractRef(request.subscriptionId(), request.billingItemId())));
        return ListDeclarations.row(found.declaration());
    }
}
