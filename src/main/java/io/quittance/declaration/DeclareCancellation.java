package io.quittance.declaration;

import static io.quittance.call.Role.ANONYMOUS;

import io.quarkus.funqy.Funq;
import io.quittance.call.Command;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.desk.Journal;
import io.quittance.event.DeclarationReceived;
import io.quittance.persistence.Declaration;
import io.quittance.persistence.Policy;

/**
 * Takes in what somebody declares about the end of a contract, without a token, and answers with its receipt at once: the
 * cancellation button of § 312k BGB, and withdrawals.
 *
 * <p>It is kept and nothing else: no account or contract is looked up, so that the answer tells nothing of them. The form's
 * publishable key names the tenant; calls are counted by key and by address.
 */
public class DeclareCancellation {

    private final Desk desk;

    DeclareCancellation(Desk desk) {
        this.desk = desk;
    }

    @Funq("declare-cancellation")
    @Command
    @Roles({ANONYMOUS})
    public DeclarationReceipt declare(DeclareCancellationRequest request) {
        return desk.carryOut(
                request, (asked, locks) -> Policy.current(), DeclarationPlan::of, DeclareCancellation::receive);
    }

    private static DeclarationReceipt receive(
            DeclareCancellationRequest request, DeclarationPlan plan, Policy policy, Journal journal) {
        long number = Declaration.nextNumber();
        DeclarationReceipt receipt =
                DeclarationReceipt.of(Declaration.idOf(number), request.content(), plan.received(), policy.contactLine);
        Declaration.receive(number, request.content(), plan.received(), receipt.text());
        journal.publish(new DeclarationReceived(
                receipt.declarationId(), plan.kind().name(), plan.received().at()));
        return receipt;
    }
}
