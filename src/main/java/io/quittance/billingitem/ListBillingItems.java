package io.quittance.billingitem;

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
import io.quittance.persistence.Account;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.ItemState;
import io.quittance.persistence.Where;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Lists the billing items of a tenant or of one account, in the order of their ids, with their scheduled ends.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class ListBillingItems {

    private final Desk desk;

    ListBillingItems(Desk desk) {
        this.desk = desk;
    }

    @Funq("list-billing-items")
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public Page<Row> list(ListBillingItemsRequest request) {
        return desk.read(request, ListBillingItems::read);
    }

    private static Page<Row> read(ListBillingItemsRequest request, AccountLocks locks, CallContext asked) {
        Boolean canceled = request.state() == null ? null : request.state() == ItemState.CANCELED;
        Page<BillingItem> page = Page.of(
                Where.of("id > :after", Page.placeAfter(request.cursor(), ""))
                        .and("accountId = :account", locks.listedAccount(request.accountId()))
                        .and(
                                "case when state = CANCELED or effectiveAt is not null and effectiveAt <= :at"
                                        + " then true else false end = :canceled",
                                asked.at(),
                                canceled)
                        .and(
                                "case when cancellationId is not null and state = ACTIVE and effectiveAt > :at"
                                        + " then true else false end = :scheduled",
                                asked.at(),
                                request.scheduled())
                        .and("lower(name) like :name escape '!'", Page.startsWith(request.name()))
                        .list(BillingItem.class, "id", Page.rowsFor(request.limit())),
                request.limit(),
                item -> item.id);
        Map<String, Account> accounts = Account.<Account>list(
                        "id in ?1",
                        page.items().stream().map(item -> item.accountId).collect(Collectors.toSet()))
                .stream()
                .collect(Collectors.toMap(account -> account.id, Function.identity()));
        return page.map(item -> Row.of(item, Objects.requireNonNull(accounts.get(item.accountId)), asked.at()));
    }

    /**
     * Filters; all may be left out.
     *
     * @param state ACTIVE or CANCELED, by the clock
     * @param scheduled true: only those whose end is scheduled; false: only those without
     * @param name the beginning of the name, capital or not
     * @param limit rows a page, 1 to 200, 50 where left out
     */
    public record ListBillingItemsRequest(
            @Nullable @Size(max = 64) String accountId,

            @Nullable ItemState state,
            @Nullable Boolean scheduled,

            @Nullable @Size(max = 200) String name,

            @Nullable String cursor,

            @Nullable @Min(1) @Max(Page.MOST) Integer limit) {}

    /**
     * One billing item.
     *
     * @param price per period
     * @param nextAnniversary the first day after today, in the account's time zone, on which a period starts; absent
     *     where the item has ended
     * @param cancellationId the cancellation that ended it or will end it
     * @param effectiveOn first day not used
     * @param openBalance for an ended item: whether it is still on invoices, because not all of its balances are paid
     */
    public record Row(
            String billingItemId,
            String accountId,
            ItemState state,
            String name,
            @Nullable String categoryId,
            @Nullable String parentId,
            Money price,
            @Nullable LocalDate nextAnniversary,
            @Nullable String cancellationId,
            @Nullable LocalDate effectiveOn,
            @Nullable Boolean openBalance) {

        static Row of(BillingItem item, Account account, Instant at) {
            boolean canceled = item.hasEnded(at);
            return new Row(
                    item.id,
                    item.accountId,
                    item.state(at),
                    item.name,
                    item.categoryId,
                    item.parentId,
                    Money.ofMinor(CurrencyUnit.of(item.currency), item.priceMinor),
                    canceled ? null : item.periods().after(account.dayOf(at)),
                    item.cancellationId(),
                    item.effectiveOn(),
                    item.isEnded() ? item.leftInvoicesAt() == null : null);
        }
    }
}
