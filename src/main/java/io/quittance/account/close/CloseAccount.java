package io.quittance.account.close;

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
 * Closes an account immediately and finally: returns its licences, cancels its billings, ends every subscription and
 * item, settles the unused days, and stores the closure form.
 *
 * <p>Locks the account. Refuses by {@link AccountClosureRules} and {@code PayoutRules}, in that order.
 *
 * <p>Publishes account.closed, billing.canceled, subscription.terminated, billing-item.canceled,
 * invoice.collection-requested, cancellation-request.voided or cancellation-request.completed, service.removed,
 * distributor.released and penalty.charged for each service, usage.invoice-requested, refund.pending or
 * refund.succeeded, billing-item.left-invoices and receipt.issued.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class CloseAccount {

    private final Desk desk;
    private final AccountClosureExecution closures;

    CloseAccount(Desk desk, AccountClosureExecution closures) {
        this.desk = desk;
        this.closures = closures;
    }

    @Funq("close-account")
    @Command
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public CancellationReceipt close(CloseAccountRequest request) {
        return desk.carryOut(request, AccountClosureSnapshot::load, AccountClosurePlan::of, closures::apply);
    }
}
