package io.quittance.billingitem.item;

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
 * Cancels a billing item, at once or on its next anniversary, with its children and, if asked, with what is associated.
 *
 * <p>The item's account is locked. Nothing is refunded. Refuses what {@link BillingItemCancellationRules} says.
 */
public class CancelBillingItem {

    private final Desk desk;
    private final BillingItemCancellationExecution ending;

    CancelBillingItem(Desk desk, BillingItemCancellationExecution ending) {
        this.desk = desk;
        this.ending = ending;
    }

    @Funq("cancel-billing-item")
    @Command
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public CancellationReceipt cancel(CancelBillingItemRequest request) {
        return desk.carryOut(
                request,
                BillingItemCancellationSnapshot::load,
                BillingItemCancellationPlan::acknowledged,
                ending::apply);
    }
}
