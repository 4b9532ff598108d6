package io.quittance.refund.apply;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.desk.Preview;

/**
 * Shows what {@link ApplyRefund} would do with the same request: the same plan, without any change.
 *
 * <p>Roles: agent, billing admin, system.
 */
public class PreviewRefund {

    private final Desk desk;

    PreviewRefund(Desk desk) {
        this.desk = desk;
    }

    @Funq("preview-refund")
    @Roles({AGENT, BILLING_ADMIN, SYSTEM})
    public Preview<RefundPlan> preview(RefundRequest request) {
        return desk.preview(request, RefundSnapshot::load, RefundPlan::of);
    }
}
