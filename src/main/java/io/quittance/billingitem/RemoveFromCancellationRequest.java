package io.quittance.billingitem;

import static io.quittance.edge.Role.AGENT;
import static io.quittance.edge.Role.BILLING_ADMIN;
import static io.quittance.edge.Role.CUSTOMER;
import static io.quittance.edge.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.desk.Desk;
import io.quittance.edge.Command;
import io.quittance.edge.Roles;

/**
 * Takes one item out of a cancellation request; what was scheduled for it is undone. Removed twice, it answers the same.
 *
 * <p>Refuses ALREADY_EFFECTIVE once the item has ended, and CANCELLATION_SUPERSEDED where it ends by another cancellation
 * anyway.
 */
public class RemoveFromCancellationRequest {

    private final Desk desk;
    private final CancellationRequests requests;

    RemoveFromCancellationRequest(Desk desk, CancellationRequests requests) {
        this.desk = desk;
        this.requests = requests;
    }

    @Funq("remove-from-cancellation-request")
    @Command
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public CancellationRequestStanding remove(RemoveFromCancellationRequestRequest request) {
        return desk.carryOut(
                request,
                (asking, locks) -> StandingRequest.load(asking.cancellationRequestId(), locks),
                CallOffPlan::one,
                requests::remove);
    }
}
