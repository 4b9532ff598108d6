package io.quittance.refund;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.CUSTOMER;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Roles;
import io.quittance.desk.AccountLocks;
import io.quittance.desk.CallContext;
import io.quittance.desk.Desk;
import io.quittance.desk.Json;
import io.quittance.desk.Page;
import io.quittance.persistence.Policy;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundState;
import io.quittance.persistence.Where;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Lists the refunds of a tenant or of one account, in the order of their numbers.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class ListRefunds {

    private final Desk desk;
    private final Json json;

    ListRefunds(Desk desk, Json json) {
        this.desk = desk;
        this.json = json;
    }

    @Funq("list-refunds")
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public Page<RefundView> list(ListRefundsRequest request) {
        return desk.read(request, this::read);
    }

    private Page<RefundView> read(ListRefundsRequest request, AccountLocks locks, CallContext asked) {
        Page<Refund> page = Page.of(
                Where.of("number > :after", Page.numberAfter(request.cursor()))
                        .and("accountId = :account", locks.listedAccount(request.accountId()))
                        .and("cancellationId = :cancellation", request.cancellationId())
                        .and("state = :state", request.state())
                        .and(
                                "overpaidMinor > :nothing and state = SUCCEEDED",
                                Boolean.TRUE.equals(request.overpaid()) ? 0L : null)
                        .and(
                                "state in (PENDING_APPROVAL, PENDING, FAILED, SUCCEEDED, CANCELED) and id in (select p.refundId"
                                        + " from RefundPart p, Payment y where y.id = p.paymentId and y.reversedMinor > :whole"
                                        + " and y.refundedMinor + y.reversedMinor > y.amountMinor)",
                                Boolean.TRUE.equals(request.atRisk()) ? 0L : null)
                        .and(
                                "dueBy <= :day and state in (PENDING_APPROVAL, PENDING, FAILED)",
                                lastDayDue(request.dueWithinDays(), asked))
                        .and(
                                "id in (select p.refundId from RefundPart p where p.paymentId = :payment)",
                                request.paymentId())
                        .list(Refund.class, "number", Page.rowsFor(request.limit())),
                request.limit(),
                Refund::number);
        return new Page<>(RefundView.of(page.items(), json), page.nextCursor());
    }

    private static @Nullable LocalDate lastDayDue(@Nullable Integer days, CallContext asked) {
        return days == null
                ? null
                : asked.at().atZone(Policy.current().zone()).toLocalDate().plusDays(days);
    }

    /**
     * Filters; all may be left out.
     *
     * @param cancellationId only those that belong to it
     * @param paymentId only those that give something of it back
     * @param dueWithinDays only those that are not paid back and are legally due within this number of days, counted in
     *     the tenant's time zone: 0 for those due today and overdue, -1 for overdue ones only
     * @param overpaid only those by which the customer received too much and still has it
     * @param atRisk only those of payments that went back by the bank after they were refunded
     * @param limit rows a page, 1 to 200, 50 where left out
     */
    public record ListRefundsRequest(
            @Nullable @Size(max = 64) String accountId,

            @Nullable @Size(max = 64) String cancellationId,

            @Nullable @Size(max = 64) String paymentId,

            @Nullable RefundState state,

            @Nullable @Min(-3660) @Max(3660) Integer dueWithinDays,

            @Nullable Boolean overpaid,
            @Nullable Boolean atRisk,

            @Nullable String cursor,

            @Nullable @Min(1) @Max(Page.MOST) Integer limit) {}
}
