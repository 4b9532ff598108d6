package io.quittance.cancellation;

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
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.CancellationKind;
import io.quittance.persistence.CancellationState;
import io.quittance.persistence.Timing;
import io.quittance.persistence.Where;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists the cancellations of a tenant or of one account, in the order of their numbers.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class ListCancellations {

    private final Desk desk;

    ListCancellations(Desk desk) {
        this.desk = desk;
    }

    @Funq("list-cancellations")
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public Page<Row> list(ListCancellationsRequest request) {
        return desk.read(request, ListCancellations::read);
    }

    private static Page<Row> read(ListCancellationsRequest request, AccountLocks locks, CallContext asked) {
        List<Cancellation> rows = Where.of("number > :after", Page.numberAfter(request.cursor()))
                .and("accountId = :account", locks.listedAccount(request.accountId()))
                .and("subjectId = :subject", request.subjectId())
                .and("parkedAt is not null or :parked = false", request.parked())
                .and(
                        "state = :state and (state <> SCHEDULED or effectiveAt > :at)"
                                + " or :state = EFFECTIVE and state = SCHEDULED and effectiveAt <= :at",
                        request.state(),
                        asked.at())
                .list(Cancellation.class, "number", Page.rowsFor(request.limit()));
        return Page.of(rows, request.limit(), Cancellation::number).map(row -> Row.of(row, asked.at()));
    }

    /**
     * Filters; all may be left out.
     *
     * @param subjectId the record that was asked to end
     * @param parked only those that could not be executed and need a person
     * @param limit rows a page, 1 to 200, 50 where left out
     */
    public record ListCancellationsRequest(
            @Nullable @Size(max = 64) String accountId,

            @Nullable @Size(max = 64) String subjectId,

            @Nullable CancellationState state,
            @Nullable Boolean parked,
            @Nullable String cursor,

            @Nullable @Min(1) @Max(Page.MOST) Integer limit) {}

    /**
     * One cancellation; {@code get-cancellation} has the receipt.
     *
     * @param parkedBecause why it could not be executed, if it needs a person
     */
    public record Row(
            String cancellationId,
            CancellationKind kind,
            String subjectId,
            @Nullable String accountId,
            CancellationState state,
            Timing timing,
            LocalDate effectiveOn,
            Instant requestedAt,
            @Nullable String supersededBy,
            @Nullable String parkedBecause) {

        static Row of(Cancellation cancellation, Instant at) {
            return new Row(
                    cancellation.id(),
                    cancellation.kind(),
                    cancellation.subjectId(),
                    cancellation.account().orElse(null),
                    cancellation.state(at),
                    cancellation.timing(),
                    cancellation.effectiveOn(),
                    cancellation.requestedAt(),
                    cancellation.supersededBy(),
                    cancellation.parkedReason());
        }
    }
}
