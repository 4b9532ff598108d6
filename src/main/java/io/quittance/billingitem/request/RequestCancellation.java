package io.quittance.billingitem.request;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.CUSTOMER;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.billingitem.item.BillingItemCancellationRules;
import io.quittance.billingitem.item.CancelBillingItemRequest;
import io.quittance.call.Command;
import io.quittance.call.Roles;
import io.quittance.desk.CallContext;
import io.quittance.desk.Desk;
import io.quittance.desk.Execution;
import io.quittance.desk.QuotedRequest;
import io.quittance.desk.Reason;
import io.quittance.desk.ReasonedRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Requests the end of several billing items of one account, each with its own timing; nothing ends before the approval.
 *
 * <p>Locks the account. Refuses by {@code BillingItemCancellationRules} and {@link CancellationRequestRules}, and lists
 * all items that cannot end.
 *
 * <p>Publishes cancellation-request.requested.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class RequestCancellation {

    private final Desk desk;
    private final CancellationRequestExecution requests;

    RequestCancellation(Desk desk, CancellationRequestExecution requests) {
        this.desk = desk;
        this.requests = requests;
    }

    @Funq("request-cancellation")
    @Command
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public CancellationRequestView request(Request request) {
        return desk.carryOut(request, JointCancellationSnapshot::load, RequestCancellation::plan, requests::open);
    }

    /** A preview shows the terms, and the command needs their acknowledgment. */
    private static CancellationRequestPlan plan(Request request, JointCancellationSnapshot found, CallContext context) {
        CancellationRequestPlan plan = CancellationRequestPlan.of(request, found, context);
        JointCancellationSnapshot.RequestedEnd first = CancellationRequestPlan.first(found);
        BillingItemCancellationRules.mustBeAcknowledged(
                first.request(), first.found().context().policy());
        return plan;
    }

    /**
     * Asks for the end of several billing items of one account. The preview takes the same request and looks only at
     * the items.
     *
     * @param items each once; at most a hundred, so that others need not wait long for the account
     * @param acknowledged whether the user has read the terms of the preview and agreed to them
     * @param termsVersion the version of the terms that were shown
     * @param quote the quote of the preview; the request is then opened with the previewed plan or refused
     */
    public record Request(
            @NotEmpty @Size(max = 100) List<@NotNull @Valid Item> items,

            boolean acknowledged,

            @Nullable @Size(max = 64) String termsVersion,

            @NotNull(groups = Execution.class) @Valid Reason reason,

            @Nullable String quote)
            implements QuotedRequest, ReasonedRequest {

        /**
         * One billing item.
         *
         * @param timing ANNIVERSARY where it is left out
         * @param includeAssociated whether associated items end too; children always do
         */
        public record Item(
                @NotBlank @Size(max = 64) String billingItemId,

                CancelBillingItemRequest.ItemTiming timing,
                boolean includeAssociated) {

            public Item {
                timing = Objects.requireNonNullElse(timing, CancelBillingItemRequest.ItemTiming.ANNIVERSARY);
            }
        }

        /** The same for one of the items alone. */
        CancelBillingItemRequest alone(Item item) {
            return new CancelBillingItemRequest(
                    item.billingItemId(),
                    item.timing(),
                    item.includeAssociated(),
                    acknowledged,
                    termsVersion,
                    reason,
                    null);
        }
    }
}
