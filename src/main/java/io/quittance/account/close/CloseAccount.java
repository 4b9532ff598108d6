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
 * Closes an account: gives its licences up, cancels its billings, ends every subscription and item of it, settles what
 * was paid for the days not used, and keeps the closure form. At once, and for good.
 *
 * <p>The account is locked. Refuses what {@link AccountClosureRules} and {@code PayoutRules} say.
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
        return desk.carryOut(request, AccountClosureSnapshot::load, AccountClosurePlan::reasoned, closures::apply);
    }
}
