package io.quittance.account;

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
import io.quittance.persistence.AccountStatus;
import io.quittance.persistence.Where;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists the accounts of a tenant, in the order of their ids, by id or by the beginning of their names.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class ListAccounts {

    private final Desk desk;

    ListAccounts(Desk desk) {
        this.desk = desk;
    }

    @Funq("list-accounts")
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public Page<Row> list(ListAccountsRequest request) {
        return desk.read(request, ListAccounts::read);
    }

    private static Page<Row> read(ListAccountsRequest request, AccountLocks locks, CallContext asked) {
        List<Account> rows = Where.of("id > :after", Page.placeAfter(request.cursor(), ""))
                .and("id = :account", locks.listedAccount(request.accountId()))
                .and("lower(name) like :name escape '!'", Page.startsWith(request.name()))
                .list(Account.class, "id", Page.rowsFor(request.limit()));
        return Page.of(rows, request.limit(), account -> account.id)
                .map(account -> new Row(
                        account.id,
                        account.name,
                        account.dayOf(asked.at()),
                        account.currency,
                        account.timeZone,
                        account.licenses,
                        account.status(),
                        account.status().external()));
    }

    /**
     * Filters; all may be left out.
     *
     * @param name the beginning of the name, capital or not
     * @param limit rows a page, 1 to 200, 50 where left out
     */
    public record ListAccountsRequest(
            @Nullable @Size(max = 64) String accountId,

            @Nullable @Size(max = 200) String name,

            @Nullable String cursor,

            @Nullable @Min(1) @Max(Page.MOST) Integer limit) {}

    /**
     * One account.
     *
     * @param today the day it is for the account, by which everything of it is counted
     * @param externalStatus the same in the word of systems that say DELETE for CLOSED
     */
    public record Row(
            String accountId,
            String name,
            LocalDate today,
            String currency,
            String timeZone,
            int licenses,
            AccountStatus status,
            String externalStatus) {}
}
