package io.quittance.testing;

import io.quittance.persistence.Account;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.Policy;
import io.quittance.persistence.ReasonCategory;
import io.quittance.refund.payout.AccountMoney;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands between a tenant and the account harbor in New York, without any books. Refunds are allowed. */
public final class Funds {

    public final Account account = new Account();
    public final Policy policy = new Policy();

    /** In minor units. */
    public long adminFee;

    /** In minor units; null where there is none. */
    public @Nullable Long refundLimit;

    public long unapproved;

    private final List<CreditNote> notes = new ArrayList<>();
    private final List<CreditNote> paidOut = new ArrayList<>();
    private final List<InvoiceLine> owed = new ArrayList<>();

    private Funds(String currency) {
        account.id = "harbor";
        account.currency = currency;
        account.timeZone = "America/New_York";
        policy.allowRefund = true;
    }

    public static Funds usual() {
        return in("USD");
    }

    public static Funds in(String currency) {
        return new Funds(currency);
    }

    /** A credit note that is issued; it names nothing yet. */
    public CreditNote note(String id, long amount) {
        var note = new CreditNote();
        note.id = id;
        note.accountId = account.id;
        note.amountMinor = amount;
        note.currency = account.currency;
        notes.add(note);
        return note;
    }

    /** A credit note of a line that was paid out by itself. */
    public void paidOut(String id, long amount, String line) {
        CreditNote note = note(id, amount);
        note.lineId = line;
        note.use("R-9");
        notes.remove(note);
        paidOut.add(note);
    }

    /** Something that is not paid in full, due after those named before. */
    public Funds owes(Billed line) {
        owed.add(line.seen().line());
        return this;
    }

    public AccountMoney money() {
        return new AccountMoney(
                account,
                policy,
                new AccountMoney.Costs(adminFee, refundLimit, unapproved),
                new AccountMoney.Notes(List.copyOf(notes), List.copyOf(paidOut)),
                List.copyOf(owed),
                ReasonCategory.ORDINARY);
    }
}
