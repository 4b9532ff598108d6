package io.quittance.subscription.termination;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.CUSTOMER;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Command;
import io.quittance.call.Roles;
import io.quittance.cancellation.CancellationReceipt;
import io.quittance.desk.Desk;
import io.quittance.subscription.unused.UnusedCreditRule;

/**
 * Ends a subscription with its services, at once or when its period is over, and settles what was paid for the days not
 * used. One that has expired long enough ago ends without money.
 *
 * <p>The account is locked. Refuses what {@link TerminationRules} and {@code PayoutRules} say; the amounts follow
 * {@link UnusedCreditRule}.
 */
public class TerminateSubscription {

    private final Desk desk;
    private final TerminationExecution terminations;

    TerminateSubscription(Desk desk, TerminationExecution terminations) {
        this.desk = desk;
        this.terminations = terminations;
    }

    @Funq("terminate-subscription")
    @Command
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public CancellationReceipt terminate(TerminationRequest request) {
        return desk.carryOut(request, TerminationSnapshot::load, TerminationPlan::reasoned, terminations::apply);
    }
}
