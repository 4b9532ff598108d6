package io.quittance.billingitem.request;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Command;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;

/**
 * Approves a cancellation request: plans each item again, and schedules or ends it; an item that is refused keeps its
 * refusal and does not stop the others.
 *
 * <p>Locks the account. Refuses by CANCELLATION_REQUEST_DECIDED ({@code RefusalReason}) if the request is not pending.
 *
 * <p>Publishes cancellation-request.approved, cancellation-request.completed, billing-item.cancellation-scheduled,
 * billing-item.canceled and receipt.issued.
 *
 * <p>Roles: agent, billing admin, system.
 */
public class ApproveCancellationRequest {

    private final Desk desk;
    private final CancellationRequestExecution requests;

    ApproveCancellationRequest(Desk desk, CancellationRequestExecution requests) {
        this.desk = desk;
        this.requests = requests;
    }

    @Funq("approve-cancellation-request")
    @Command
    @Roles({AGENT, BILLING_ADMIN, SYSTEM})
    public CancellationRequestView approve(CancellationRequestReference request) {
        return desk.carryOut(request, requests::load, CancellationApprovalPlan::of, requests::approve);
    }
}
