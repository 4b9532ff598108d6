package io.quittance.subscription.removal;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.CUSTOMER;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Command;
import io.quittance.call.Roles;
import io.quittance.cancellation.CancellationReceipt;
import io.quittance.desk.Desk;
import io.quittance.subscription.services.EarlyExitRule;
import io.quittance.subscription.services.PenaltyRule;
import io.quittance.subscription.unused.UnusedCreditRule;

/**
 * Removes all services of a subscription, or some, while the subscription goes on: at once or on a day. Installed items go
 * with them, later actions are dropped, distributors that have nothing left are released, and penalties are charged by the
 * active billing terms.
 *
 * <p>The account is locked. Refuses what {@link ServiceRemovalRules} and {@link EarlyExitRule} say, all of it at once, and what
 * {@code PayoutRules} says; the amounts follow {@link UnusedCreditRule} and {@link PenaltyRule}.
 */
public class RemoveServices {

    private final Desk desk;
    private final ServiceRemovalExecution removals;

    RemoveServices(Desk desk, ServiceRemovalExecution removals) {
        this.desk = desk;
        this.removals = removals;
    }

    @Funq("remove-services")
    @Command
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public CancellationReceipt remove(ServiceRemovalRequest request) {
        return desk.carryOut(request, ServiceRemovalSnapshot::load, ServiceRemovalPlan::reasoned, removals::apply);
    }
}
