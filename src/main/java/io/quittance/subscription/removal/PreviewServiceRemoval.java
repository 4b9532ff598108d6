package io.quittance.subscription.removal;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.CUSTOMER;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.desk.Preview;

/**
 * Shows what {@link RemoveServices} would do with the same request: the same plan, without any change.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class PreviewServiceRemoval {

    private final Desk desk;

    PreviewServiceRemoval(Desk desk) {
        this.desk = desk;
    }

    @Funq("preview-service-removal")
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public Preview<ServiceRemovalPlan> preview(ServiceRemovalRequest request) {
        return desk.preview(request, ServiceRemovalSnapshot::load, ServiceRemovalPlan::of);
    }
}
