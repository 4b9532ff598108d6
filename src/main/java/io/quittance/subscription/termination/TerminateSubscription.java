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

/**
 * Terminates a subscription with its services and settles what was paid for the unused days.
 *
 * <p>Locks the account. A subscription that expired long enough ago ends without money. Refuses by
 * {@link TerminationRules}, {@link EndDateRule}, {@code EarlyExitRule} and {@code PayoutRules}, in that order; the
 * amounts follow {@code UnusedCreditRule}.
 *
 * <p>Publishes subscription.terminated or subscription.termination-scheduled, service.removed, distributor.released and
 * penalty.charged for each service, usage.invoice-requested or usage.dropped, refund.pending or refund.succeeded,
 * billing-item.left-invoices and receipt.issued.
 *
 * <p>Roles: customer, agent, billing admin, system.
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
        return desk.carryOut(request, TerminationSnapshot::load, TerminationPlan::of, terminations::apply);
    }
}
