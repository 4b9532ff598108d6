package io.quittance.billingitem.item;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.CUSTOMER;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.desk.Preview;

/**
 * Shows what {@link CancelBillingItem} would do with the same request: the same plan, without any change.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class PreviewBillingItemCancellation {

    private final Desk desk;

    PreviewBillingItemCancellation(Desk desk) {
        this.desk = desk;
    }

    @Funq("preview-billing-item-cancellation")
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public Preview<BillingItemCancellationPlan> preview(CancelBillingItemRequest request) {
        return desk.preview(request, BillingItemCancellationSnapshot::load, BillingItemCancellationPlan::of);
    }
}
