package io.quittance.declaration;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Command;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.desk.Journal;
import io.quittance.event.DeclarationDismissed;
import io.quittance.persistence.DeclarationStep;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Dismisses a declaration, with the reason why nothing follows from it.
 *
 * <p>Refuses by DECLARATION_DECIDED ({@code RefusalReason}).
 *
 * <p>Publishes declaration.dismissed.
 *
 * <p>Roles: agent, billing admin, system.
 */
public class DismissDeclaration {

    private final Desk desk;

    DismissDeclaration(Desk desk) {
        this.desk = desk;
    }

    @Funq("dismiss-declaration")
    @Command
    @Roles({AGENT, BILLING_ADMIN, SYSTEM})
    public DeclarationView dismiss(DismissDeclarationRequest request) {
        return desk.carryOut(
                request,
                (asked, locks) -> DeclarationSnapshot.load(asked.declarationId()),
                DeclarationStepPlan::dismiss,
                DismissDeclaration::apply);
    }

    private static DeclarationView apply(
            DismissDeclarationRequest request, DeclarationStepPlan plan, DeclarationSnapshot found, Journal journal) {
        DeclarationStep.dismiss(plan.declarationId(), request.note(), ListDeclarations.by(journal));
        journal.publish(new DeclarationDismissed(plan.declarationId()));
        return ListDeclarations.row(found.declaration());
    }

    /** Names a declaration, and says why nothing follows from it. */
    public record DismissDeclarationRequest(
            @NotBlank @Size(max = 64) String declarationId,

            @NotBlank @Size(max = 1000) String note) {}
}
