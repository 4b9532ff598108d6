package io.quittance.billingitem.request;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.CUSTOMER;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Command;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.desk.Reason;
import io.quittance.desk.ReasonedRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Voids a cancellation request and undoes everything that it has scheduled, or nothing.
 *
 * <p>Locks the account. If it is already voided, it returns the same answer. Refuses by
 * {@link CancellationRequestRules}: ALREADY_EFFECTIVE once an item has ended, by the clock; the other items can still be
 * removed individually.
 *
 * <p>Publishes cancellation-request.voided, billing-item.cancellation-undone and receipt.issued.
 *
 * <p>Roles: customer, agent, billing admin, system.
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
    public CancellationRequestView voidRequest(Request request) {
        return desk.carryOut(
                request,
                (asking, locks) -> CancellationRequestSnapshot.load(asking.cancellationRequestId(), locks),
                VoidPlan::all,
                requests::voidRequest);
    }

    /**
     * Asks to call a cancellation request off.
     *
     * @param reason may be left out
     */
    public record Request(
            @NotBlank @Size(max = 64) String cancellationRequestId,

            @Nullable @Valid Reason reason) implements ReasonedRequest {}
}
