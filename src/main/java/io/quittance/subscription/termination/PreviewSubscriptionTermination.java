package io.quittance.subscription.termination;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.CUSTOMER;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.desk.Preview;

/**
 * Shows what {@link TerminateSubscription} would do with the same request: the same plan, without any change.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class PreviewSubscriptionTermination {

    private final Desk desk;

    PreviewSubscriptionTermination(Desk desk) {
        this.desk = desk;
    }

    @Funq("preview-subscription-termination")
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public Preview<TerminationPlan> preview(TerminationRequest request) {
        return desk.preview(request, TerminationSnapshot::load, TerminationPlan::of);
    }
}
