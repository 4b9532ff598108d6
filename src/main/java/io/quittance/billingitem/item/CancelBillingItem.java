package io.quittance.billingitem.item;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.CUSTOMER;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Command;
import io.quittance.call.Roles;
import io.quittance.cancellation.CancellationReceipt;
import io.quittance.desk.CallContext;
import io.quittance.desk.Desk;

/**
 * Cancels a billing item, immediately or on its next anniversary, with its children and, on request, with its associated
 * items.
 *
 * <p>Locks the item's account. Nothing is refunded. Refuses by {@link BillingItemCancellationRules}.
 *
 * <p>Publishes billing-item.canceled or billing-item.cancellation-scheduled for each item,
 * cancellation-request.completed, and receipt.issued.
 *
 * <p>Roles: customer, agent, billing admin, system.
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
        return desk.carryOut(request, BillingItemCancellationSnapshot::load, CancelBillingItem::plan, ending::apply);
    }

    /** A preview shows the terms, and the command needs their acknowledgment. */
    static BillingItemCancellationPlan plan(
            CancelBillingItemRequest request, BillingItemCancellationSnapshot found, CallContext context) {
        BillingItemCancellationPlan plan = BillingItemCancellationPlan.of(request, found, context);
        BillingItemCancellationRules.mustBeAcknowledged(request, found.context().policy());
        return plan;
    }
}
