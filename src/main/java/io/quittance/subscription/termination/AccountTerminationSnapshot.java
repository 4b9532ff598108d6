package io.quittance.subscription.termination;

import io.quittance.invoice.PaidLine;
import io.quittance.persistence.Account;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.Subscription;
import io.quittance.persistence.SubscriptionState;
import io.quittance.refund.payout.AccountMoney;
import io.quittance.subscription.unused.ChargedLines;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All records that the plan for the end of all subscriptions of an account reads. Those that have not begun or have
 * expired end with the others, but their lines are not settled.
 *
 * @param each those that have not ended, in the order of their ids
 * @param settled those of them of which money moves
 */
public record AccountTerminationSnapshot(
        AccountMoney money, List<TerminationSnapshot> each, List<TerminationSnapshot> settled) implements ChargedLines {

    /** Loads what has not ended; the account is held. */
    public static AccountTerminationSnapshot load(AccountMoney money, Instant at) {
        Account account = money.account();
        LocalDate today = account.dayOf(at);
        List<TerminationSnapshot> each = Subscription.runningOf(account.id, at).stream()
                .map(subscription -> TerminationSnapshot.withAccount(money, subscription.id, today, at))
                .toList();
        return new AccountTerminationSnapshot(
                money,
                each,
                each.stream()
                        .filter(found -> isWithMoney(found.subscription().state(at, today)))
                        .toList());
    }

    private static boolean isWithMoney(SubscriptionState state) {
        return state != SubscriptionState.EXPIRED;
    }

    @Override
    public List<PaidLine> lines() {
        return settled.stream().flatMap(found -> found.lines().stream()).toList();
    }

    @Override
    public List<InvoiceLine> documents() {
        return settled.stream()
                .flatMap(found -> found.documents().stream())
                .distinct()
                .toList();
    }

    @Override
    public Set<String> canceledAtOnce() {
        return settled.stream()
                .flatMap(found -> found.canceledAtOnce().stream())
                .collect(Collectors.toSet());
    }

    @Override
    public Subscription.BilledAs billedAs(InvoiceLine line) {
        return settled.stream()
                .map(TerminationSnapshot::subscription)
                .filter(subscription -> subscription.id.equals(line.subscriptionId))
                .map(subscription -> subscription.billedAs)
                .findFirst()
                .orElse(Subscription.BilledAs.PERIODIC);
    }

    @Override
    public boolean isOfContract(CreditNote note) {
        return settled.stream().anyMatch(found -> found.isOfContract(note));
    }
}
