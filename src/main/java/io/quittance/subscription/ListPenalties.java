package io.quittance.subscription;

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
import io.quittance.persistence.Penalty;
import io.quittance.persistence.Where;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Lists the penalties of a tenant or of one account, in the order of their numbers.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class ListPenalties {

    private final Desk desk;

    ListPenalties(Desk desk) {
        this.desk = desk;
    }

    @Funq("list-penalties")
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public Page<Row> list(ListPenaltiesRequest request) {
        return desk.read(request, ListPenalties::read);
    }

    private static Page<Row> read(ListPenaltiesRequest request, AccountLocks locks, CallContext asked) {
        return Page.of(
                        Where.of("number > :after", Page.numberAfter(request.cursor()))
                                .and("accountId = :account", locks.listedAccount(request.accountId()))
                                .and("cancellationId = :cancellation", request.cancellationId())
                                .and("serviceId = :service", request.serviceId())
                                .list(Penalty.class, "number", Page.rowsFor(request.limit())),
                        request.limit(),
                        Penalty::number)
                .map(Row::of);
    }

    /**
     * Filters; all may be left out.
     *
     * @param cancellationId only those that were charged by it
     * @param serviceId only that of leaving it
     * @param limit rows a page, 1 to 200, 50 where left out
     */
    public record ListPenaltiesRequest(
            @Nullable @Size(max = 64) String accountId,

            @Nullable @Size(max = 64) String cancellationId,

            @Nullable @Size(max = 64) String serviceId,

            @Nullable String cursor,

            @Nullable @Min(1) @Max(Page.MOST) Integer limit) {}

    /**
     * The fee for leaving one service during its minimum term.
     *
     * @param termId the definition that was active
     * @param amount the whole fee
     * @param setOff the part deducted from the refund
     * @param remaining the rest, which the billing system asks for
     */
    public record Row(
            String penaltyId,
            String accountId,
            String cancellationId,
            Instant at,
            String serviceId,
            String termId,
            Money amount,
            Money setOff,
            Money remaining) {

        static Row of(Penalty penalty) {
            return new Row(
                    penalty.id(),
                    penalty.accountId(),
                    penalty.cancellationId(),
                    penalty.at(),
                    penalty.serviceId(),
                    penalty.termId(),
                    penalty.amount(),
                    penalty.setOff(),
                    penalty.amount().minus(penalty.setOff()));
        }
    }
}
