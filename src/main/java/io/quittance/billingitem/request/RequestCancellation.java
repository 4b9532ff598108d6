package io.quittance.billingitem.request;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.CUSTOMER;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Command;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;

/**
 * Requests the end of several billing items of one account, each with its own timing; nothing ends before the approval.
 *
 * <p>Locks the account. Refuses by {@code BillingItemCancellationRules} and {@link CancellationRequestRules}, and lists
 * all items that cannot end.
 *
 * <p>Publishes cancellation-request.requested.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class RequestCancellation {

    private final Desk desk;
    private final CancellationRequestExecution requests;

    RequestCancellation(Desk desk, CancellationRequestExecution requests) {
        this.desk = desk;
        this.requests = requests;
    }

    @Funq("request-cancellation")
    @Command
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public CancellationRequestView request(RequestCancellationRequest request) {
        return desk.carryOut(
                request, JointCancellationSnapshot::load, CancellationRequestPlan::acknowledged, requests::open);
    }
}
