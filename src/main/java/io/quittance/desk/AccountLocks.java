package io.quittance.desk;

import static io.quittance.call.RefusalReason.ACCOUNT_NOT_FOUND;

import io.quittance.call.Caller;
import io.quittance.call.Refusal;
import io.quittance.persistence.Account;
import io.quittance.persistence.BillRun;
import io.quittance.persistence.BillRunSeries;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands accounts to the loading step: locked in a command, plain in a preview, and only those that the caller may see.
 *
 * <p>Accounts are locked before anything else is loaded, once a command and in the order of their ids. What belongs to
 * an account that the caller may not see is refused exactly as if it did not exist.
 */
public final class AccountLocks {

    private final Caller caller;
    private final Instant at;
    private final boolean locking;
    private boolean taken;

    private AccountLocks(Caller caller, Instant at, boolean locking) {
        this.caller = caller;
        this.at = at;
        this.locking = locking;
    }

    static AccountLocks forChange(CallContext asked) {
        return new AccountLocks(asked.by(), asked.at(), true);
    }

    static AccountLocks forReading(CallContext asked) {
        return new AccountLocks(asked.by(), asked.at(), false);
    }

    /** The moment of the request: what lies behind it need not be loaded. */
    public Instant at() {
        return at;
    }

    /**
     * The account of something.
     *
     * @param id empty where the thing does not exist
     * @param unknown the refusal that says so
     */
    public Account account(Optional<String> id, Supplier<Refusal> unknown) {
        String seen = id.filter(caller::maySee).orElseThrow(unknown);
        lock(List.of(seen));
        Account account = Account.findById(seen);
        if (account == null) {
            throw unknown.get();
        }
        return account;
    }

    /** The account, unless another process has locked it: work that can be repeated later does not wait. */
    public Optional<Account> accountIfFree(String id) {
        if (taken || !locking) {
            throw new IllegalStateException("Accounts are locked once, in a command");
        }
        taken = true;
        return Account.lockIfFree(id) ? Account.findByIdOptional(id) : Optional.empty();
    }

    /**
     * The account that a list is limited to: the one in the request, else the caller's own for a customer, else none.
     *
     * @return null where all accounts of the tenant may be listed
     */
    public @Nullable String listedAccount(@Nullable String asked) {
        if (asked == null) {
            return caller.account();
        }
        return account(Optional.of(asked), () -> unknown(asked)).id;
    }

    /** Refuses a caller that is bound to one account if the record belongs to no account. */
    public void mustSeeAll(Supplier<Refusal> unknown) {
        if (caller.account() != null) {
            throw unknown.get();
        }
    }

    /** Takes bill runs, and series before them; after all accounts. */
    public void billRuns(Collection<String> series, Collection<String> runs) {
        if (locking) {
            BillRunSeries.lockAll(series);
            BillRun.lockAll(runs);
        }
    }

    /** Holds bill runs against their cancellation while something of them is paid or changed; after all accounts. */
    public void holdBillRuns(Collection<String> runs) {
        if (locking) {
            BillRun.holdAll(runs);
        }
    }

    /** There is no such account, or none that the caller may see. */
    public static Refusal unknown(String account) {
        return Refusal.of(ACCOUNT_NOT_FOUND, "There is no account %s.", account);
    }

    /** Takes all accounts of the command at once. */
    public void lock(Collection<String> ids) {
        if (!locking || ids.isEmpty()) {
            return;
        }
        if (taken) {
            throw new IllegalStateException("Accounts are locked once, all together");
        }
        taken = true;
        Account.lockAll(ids);
    }
}
