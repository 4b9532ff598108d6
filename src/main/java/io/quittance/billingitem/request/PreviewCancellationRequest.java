package io.quittance.billingitem.request;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.CUSTOMER;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.desk.Preview;

/**
 * Shows what {@link RequestCancellation} would do with the same request: the same plan, without any change.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class PreviewCancellationRequest {

    private final Desk desk;

    PreviewCancellationRequest(Desk desk) {
        this.desk = desk;
    }

    @Funq("preview-cancellation-request")
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public Preview<CancellationRequestPlan> preview(RequestCancellation.Request request) {
        return desk.preview(request, JointCancellationSnapshot::load, CancellationRequestPlan::of);
    }
}
