package io.quittance.cancellation;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.CUSTOMER;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.persistence.CancellationReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists the cancellation reasons that the caller may give: the standard ones and the tenant's own.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class ListCancellationReasons {

    private final Desk desk;

    ListCancellationReasons(Desk desk) {
        this.desk = desk;
    }

    @Funq("list-cancellation-reasons")
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public Reasons list(@Nullable ListCancellationReasonsRequest request) {
        return desk.read(
                request == null ? new ListCancellationReasonsRequest() : request,
                (asking, locks, asked) -> new Reasons(ReasonCatalogue.of(
                                CancellationReason.listAll(), asked.by().role())
                        .entries()));
    }

    /** All of them; the catalogue is short. */
    public record Reasons(List<ReasonCatalogue.Entry> items) {}

    /** There is nothing to choose: an empty object, or no body at all. */
    public record ListCancellationReasonsRequest() {}
}
