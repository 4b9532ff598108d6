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

/**
 * Removes all or some services of a subscription that goes on, immediately or on a day, with their installed items.
 *
 * <p>Locks the account. Later actions are dropped, distributors without a remaining service are released, and penalties
 * are charged by the active billing terms. Refuses by {@link ServiceRemovalRules} and {@code EarlyExitRule}, with all
 * obstacles at once, and by {@code PayoutRules}; the amounts follow {@code UnusedCreditRule} and {@code PenaltyRule}.
 *
 * <p>Publishes service.removal-scheduled, service.removed, distributor.released and penalty.charged,
 * subscription.emptied, refund.pending or refund.succeeded, billing-item.left-invoices and receipt.issued.
 *
 * <p>Roles: customer, agent, billing admin, system.
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
        return desk.carryOut(request, ServiceRemovalSnapshot::load, ServiceRemovalPlan::of, removals::apply);
    }
}
