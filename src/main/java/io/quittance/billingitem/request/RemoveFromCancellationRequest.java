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
 * Takes one item out of a cancellation request; what was scheduled for it is undone. Removed twice, it answers the same.
 *
 * <p>Refuses ALREADY_EFFECTIVE once the item has ended, and CANCELLATION_SUPERSEDED where it ends by another cancellation
 * anyway.
 */
public class RemoveFromCancellationRequest {

    private final Desk desk;
    private final CancellationRequestExecution requests;

    RemoveFromCancellationRequest(Desk desk, CancellationRequestExecution requests) {
        this.desk = desk;
        this.requests = requests;
    }

    @Funq("remove-from-cancellation-request")
    @Command
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public CancellationRequestView remove(RemoveFromCancellationRequestRequest request) {
        return desk.carryOut(
                request,
                (asking, locks) -> CancellationRequestSnapshot.load(asking.cancellationRequestId(), locks),
                VoidPlan::one,
                requests::remove);
    }
}
