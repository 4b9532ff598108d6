package io.quittance.billingitem.request;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.CUSTOMER;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;

/**
 * Returns one cancellation request: its state, and the result of each of its items.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class GetCancellationRequest {

    private final Desk desk;
    private final CancellationRequestExecution requests;

    GetCancellationRequest(Desk desk, CancellationRequestExecution requests) {
        this.desk = desk;
        this.requests = requests;
    }

    @Funq("get-cancellation-request")
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public CancellationRequestView get(CancellationRequestReference request) {
        return desk.read(
                request,
                (asking, locks, asked) -> requests.snapshot(
                        CancellationRequestSnapshot.load(asking.cancellationRequestId(), locks), asked.at()));
    }
}
