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
import io.quittance.persistence.Account;
import io.quittance.persistence.CreditBalance;
import io.quittance.persistence.CreditEntry;
import io.quittance.persistence.CreditNote;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Returns what an account can spend, the entries of that balance, and the credit notes that are issued and not used.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class GetAccountCredits {

    /** The number of newest entries that are shown. */
    private static final int MOST_ENTRIES = 100;

    private final Desk desk;

    GetAccountCredits(Desk desk) {
        this.desk = desk;
    }

    @Funq("get-account-credits")
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public AccountCredits get(GetAccountCreditsRequest request) {
        return desk.read(request, GetAccountCredits::read);
    }

    private static AccountCredits read(GetAccountCreditsRequest request, AccountLocks locks, CallContext asked) {
        String id = request.accountId();
        Account account = locks.account(Optional.of(id), () -> AccountLocks.unknown(id));
        return new AccountCredits(
                id,
                account.money(CreditBalance.of(id)),
                CreditEntry.<CreditEntry>find("accountId = ?1 order by at desc, id", id)
                        .page(0, MOST_ENTRIES)
                        .list()
                        .stream()
                        .map(entry -> Entry.of(entry, account))
                        .toList(),
                CreditNote.<CreditNote>list("accountId = ?1 and state = ISSUED order by id", id).stream()
                        .filter(CreditNote::isUsable)
                        .map(note -> Note.of(note, account))
                        .toList());
    }

    /** Names one account. */
    public record GetAccountCreditsRequest(
            @NotBlank @Size(max = 64) String accountId) {}

    /**
     * The credits of an account.
     *
     * @param available the spendable amount: the sum of all entries into AVAILABLE minus those out of it
     * @param entries the newest hundred, newest first
     * @param creditNotes issued and not used
     */
    public record AccountCredits(String accountId, Money available, List<Entry> entries, List<Note> creditNotes) {}

    /** One transfer, out of {@code debit} into {@code credit}. */
    public record Entry(
            Instant at,
            CreditEntry.Side debit,
            CreditEntry.Side credit,
            Money amount,
            @Nullable String refundId,
            @Nullable String creditUseId) {

        static Entry of(CreditEntry entry, Account account) {
            return new Entry(
                    entry.at,
                    entry.debit,
                    entry.credit,
                    account.money(entry.amountMinor),
                    entry.refundId,
                    entry.creditUseId);
        }
    }

    /** A credit note that a refund can use, and what it was issued for. */
    public record Note(
            String creditNoteId,
            LocalDate issuedOn,
            Money amount,
            @Nullable String subscriptionId,
            @Nullable String billingItemId,
            @Nullable String lineId) {

        static Note of(CreditNote note, Account account) {
            return new Note(
                    note.id,
                    note.issuedOn,
                    account.money(note.amountMinor),
                    note.subscriptionId,
                    note.billingItemId,
                    note.lineId);
        }
    }
}
