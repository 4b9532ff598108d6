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
import io.quittance.persistence.Account;
import io.quittance.persistence.Subscription;
import io.quittance.persistence.Where;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lists the subscriptions of a tenant or of one account, in the order of their ids, with their scheduled ends.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class ListSubscriptions {

    private final Desk desk;

    ListSubscriptions(Desk desk) {
        this.desk = desk;
    }

    @Funq("list-subscriptions")
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public Page<SubscriptionView> list(ListSubscriptionsRequest request) {
        return desk.read(request, ListSubscriptions::read);
    }

    private static Page<SubscriptionView> read(
            ListSubscriptionsRequest request, AccountLocks locks, CallContext asked) {
        Page<Subscription> page = Page.of(
                Where.of("id > :after", Page.placeAfter(request.cursor(), ""))
                        .and("accountId = :account", locks.listedAccount(request.accountId()))
                        .and(
                                "case when endedAt is not null or effectiveAt is not null and effectiveAt <= :at"
                                        + " then true else false end = :ended",
                                asked.at(),
                                request.ended())
                        .and("lower(name) like :name escape '!'", Page.startsWith(request.name()))
                        .list(Subscription.class, "id", Page.rowsFor(request.limit())),
                request.limit(),
                subscription -> subscription.id);
        Map<String, Account> accounts = Account.<Account>list(
                        "id in ?1",
                        page.items().stream()
                                .map(subscription -> subscription.accountId)
                                .collect(Collectors.toSet()))
                .stream()
                .collect(Collectors.toMap(account -> account.id, Function.identity()));
        return page.map(subscription -> SubscriptionView.of(
                subscription, Objects.requireNonNull(accounts.get(subscription.accountId)), asked.at()));
    }

    /**
     * Filters; all may be left out.
     *
     * @param ended true: only those that have ended, by the clock; false: only the others
     * @param name the beginning of the name, capital or not
     * @param limit rows a page, 1 to 200, 50 where left out
     */
    public record ListSubscriptionsRequest(
            @Nullable @Size(max = 64) String accountId,

            @Nullable Boolean ended,

            @Nullable @Size(max = 200) String name,

            @Nullable String cursor,

            @Nullable @Min(1) @Max(Page.MOST) Integer limit) {}
}
