package io.quittance.subscription;

import static io.quittance.edge.Role.AGENT;
import static io.quittance.edge.Role.BILLING_ADMIN;
import static io.quittance.edge.Role.CUSTOMER;
import static io.quittance.edge.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.desk.Desk;
import io.quittance.desk.Preview;
import io.quittance.edge.Roles;

/** Shows what {@link TerminateSubscription} would do with the same request: the same plan, and nothing changes. */
public class PreviewSubscriptionTermination {

    private final Desk desk;

    PreviewSubscriptionTermination(Desk desk) {
        this.desk = desk;
    }

    @Funq("preview-subscription-termination")
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public Preview<TerminationPlan> preview(TerminationRequest request) {
        return desk.preview(request, Termination::load, TerminationPlan::of);
    }
}
