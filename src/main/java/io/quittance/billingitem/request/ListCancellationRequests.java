package io.quittance.billingitem.request;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.CUSTOMER;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Roles;
import io.quittance.desk.AccountLocks;
import io.quittance.desk.CallContext;
import io.quittance.desk.Desk;
import io.quittance.desk.Page;
import io.quittance.persistence.CancellationRequest;
import io.quittance.persistence.CancellationRequestState;
import io.quittance.persistence.RequestedItem;
import io.quittance.persistence.Where;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lists the cancellation requests of a tenant or of one account, in the order of their numbers.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class ListCancellationRequests {

    private static final String RUNNING = "exists (select 1 from RequestedItem r, BillingItem b"
            + " where r.requestId = it.id and r.result = SCHEDULED and b.id = r.billingItemId and b.effectiveAt > :at)";

    private final Desk desk;

    ListCancellationRequests(Desk desk) {
        this.desk = desk;
    }

    @Funq("list-cancellation-requests")
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public Page<Row> list(ListCancellationRequestsRequest request) {
        return desk.read(request, ListCancellationRequests::read);
    }

    private static Page<Row> read(ListCancellationRequestsRequest request, AccountLocks locks, CallContext asked) {
        Page<CancellationRequest> page = Page.of(
                Where.of("number > :after", Page.numberAfter(request.cursor()))
                        .and("accountId = :account", locks.listedAccount(request.accountId()))
                        .and(
                                "id in (select r.requestId from RequestedItem r where r.billingItemId = :item)",
                                request.billingItemId())
                        .and(
                                "it.state = :state and (it.state <> APPROVED or " + RUNNING + ")"
                                        + " or :state = COMPLETE and it.state = APPROVED and not " + RUNNING,
                                request.state(),
                                asked.at())
                        .list(CancellationRequest.class, "number", Page.rowsFor(request.limit())),
                request.limit(),
                CancellationRequest::number);
        List<String> ids = page.items().stream().map(CancellationRequest::id).toList();
        Set<String> running = RequestedItem.runningAt(ids, asked.at());
        Map<String, List<RequestedItem>> items =
                RequestedItem.ofAll(ids).stream().collect(Collectors.groupingBy(RequestedItem::requestId));
        return page.map(each -> Row.of(each, items.getOrDefault(each.id(), List.of()), running.contains(each.id())));
    }

    /**
     * Filters; all may be left out.
     *
     * @param billingItemId only those that ask for the end of this item
     * @param state by the clock
     * @param limit rows a page, 1 to 200, 50 where left out
     */
    public record ListCancellationRequestsRequest(
            @Nullable @Size(max = 64) String accountId,

            @Nullable @Size(max = 64) String billingItemId,

            @Nullable CancellationRequestState state,
            @Nullable String cursor,

            @Nullable @Min(1) @Max(Page.MOST) Integer limit) {}

    /** One cancellation request; {@code get-cancellation-request} has what has become of its items. */
    public record Row(
            String cancellationRequestId,
            String accountId,
            CancellationRequestState state,
            Instant requestedAt,
            String requestedBy,
            List<String> billingItemIds) {

        static Row of(CancellationRequest request, List<RequestedItem> items, boolean running) {
            boolean done = request.state() == CancellationRequestState.APPROVED && !running;
            return new Row(
                    request.id(),
                    request.accountId(),
                    done ? CancellationRequestState.COMPLETE : request.state(),
                    request.requestedAt(),
                    request.requestedBy(),
                    items.stream().map(RequestedItem::billingItemId).toList());
        }
    }
}
