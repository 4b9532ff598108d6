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
 * Calls a cancellation request off: everything that it has scheduled is undone, all or nothing. Voided twice, it answers the
 * same.
 *
 * <p>Refuses ALREADY_EFFECTIVE once any of its items has ended, by the clock; the others can still be taken out one by one.
 */
public class VoidCancellationRequest {

    private final Desk desk;
    private final CancellationRequestExecution requests;

    VoidCancellationRequest(Desk desk, CancellationRequestExecution requests) {
        this.desk = desk;
        this.requests = requests;
    }

    @Funq("void-cancellation-request")
    @Command
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public CancellationRequestView voidRequest(VoidCancellationRequestRequest request) {
        return desk.carryOut(
                request,
                (asking, locks) -> CancellationRequestSnapshot.load(asking.cancellationRequestId(), locks),
                VoidPlan::all,
                requests::voidRequest);
    }
}
