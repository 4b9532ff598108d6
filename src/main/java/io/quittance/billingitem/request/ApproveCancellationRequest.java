package io.quittance.billingitem.request;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Command;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;

/**
 * Approves a cancellation request: each item is planned anew, and scheduled or ended at once; one that something stands in
 * the way of by now keeps its refusal, and does not stop the others.
 *
 * <p>The account is locked. Refuses CANCELLATION_REQUEST_DECIDED where the request is not pending.
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
    public CancellationRequestView approve(NamedCancellationRequest request) {
        return desk.carryOut(request, requests::load, CancellationApprovalPlan::of, requests::approve);
    }
}
