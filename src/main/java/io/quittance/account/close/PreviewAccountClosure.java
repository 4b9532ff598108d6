package io.quittance.account.close;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.CUSTOMER;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.desk.Preview;

/**
 * Shows what {@link CloseAccount} would do with the same request: the same plan, without any change.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class PreviewAccountClosure {

    private final Desk desk;

    PreviewAccountClosure(Desk desk) {
        this.desk = desk;
    }

    @Funq("preview-account-closure")
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public Preview<AccountClosurePlan> preview(CloseAccountRequest request) {
        return desk.preview(request, AccountClosureSnapshot::load, AccountClosurePlan::of);
    }
}
