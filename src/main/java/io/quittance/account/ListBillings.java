package io.quittance.account;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.CUSTOMER;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Roles;
import io.quittance.desk.Asked;
import io.quittance.desk.Desk;
import io.quittance.desk.Locks;
import io.quittance.desk.Page;
import io.quittance.persistence.Billing;
import io.quittance.persistence.BillingState;
import io.quittance.persistence.Where;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** The billings of a tenant or of one account, in the order of their ids. */
public class ListBillings {

    private final Desk desk;

    ListBillings(Desk desk) {
        this.desk = desk;
    }

    @Funq("list-billings")
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public Page<Row> list(ListBillingsRequest request) {
        return desk.read(request, ListBillings::read);
    }

    private static Page<Row> read(ListBillingsRequest request, Locks locks, Asked asked) {
        List<Billing> rows = Where.of("id > :after", Page.placeAfter(request.cursor(), ""))
                .and("accountId = :account", locks.listedAccount(request.accountId()))
                .and("state = :state", request.state())
                .list(Billing.class, "id", Page.rowsFor(request.limit()));
        return Page.of(rows, request.limit(), billing -> billing.id).map(Row::of);
    }

    /**
     * Filters; all may be left out.
     *
     * @param limit rows a page, 1 to 200, 50 where left out
     */
    public record ListBillingsRequest(
            @Nullable @Size(max = 64) String accountId,

            @Nullable BillingState state,
            @Nullable String cursor,

            @Nullable @Min(1) @Max(Page.MOST) Integer limit) {}

    /**
     * One collection of money that is planned or done.
     *
     * @param cancellationId the closure that canceled it; absent where the billing system did
     */
    public record Row(
            String billingId,
            String accountId,
            BillingState state,
            LocalDate plannedOn,
            Money amount,
            @Nullable String cancellationId) {

        static Row of(Billing billing) {
            return new Row(
                    billing.id,
                    billing.accountId,
                    billing.state(),
                    billing.plannedOn,
                    Money.ofMinor(CurrencyUnit.of(billing.currency), billing.amountMinor),
                    billing.cancellationId());
        }
    }
}
