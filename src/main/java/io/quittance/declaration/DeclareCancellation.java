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
 * Accepts a declaration about the end of a contract without a token and returns its receipt immediately: the
 * cancellation button of § 312k BGB, and withdrawals.
 *
 * <p>The declaration is stored, and no account or contract is looked up, so the answer reveals nothing about them. The
 * publishable key of the form names the tenant; calls are limited per key and per address. Refuses by
 * PUBLISHABLE_KEY_UNKNOWN and TOO_MANY_REQUESTS ({@code RefusalReason}).
 *
 * <p>Publishes declaration.received.
 *
 * <p>Roles: no token.
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
