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
 * Removes one item from a cancellation request and undoes what was scheduled for it.
 *
 * <p>Locks the account. If the item is already removed, it returns the same answer. Refuses by
 * {@link CancellationRequestRules}: ALREADY_EFFECTIVE once the item has ended, and CANCELLATION_SUPERSEDED if another
 * cancellation ends it.
 *
 * <p>Publishes cancellation-request.item-removed, cancellation-request.completed or cancellation-request.voided,
 * billing-item.cancellation-undone and receipt.issued.
 *
 * <p>Roles: customer, agent, billing admin, system.
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
    public CancellationRequestView remove(Request request) {
        return desk.carryOut(
                request,
                (asking, locks) -> CancellationRequestSnapshot.load(asking.cancellationRequestId(), locks),
                VoidPlan::one,
                requests::remove);
    }

    /**
     * Asks to take one item out of a cancellation request.
     *
     * @param reason may be left out
     */
    public record Request(
            @NotBlank @Size(max = 64) String cancellationRequestId,

            @NotBlank @Size(max = 64) String billingItemId,

            @Nullable @Valid Reason reason)
            implements ReasonedRequest {}
}
