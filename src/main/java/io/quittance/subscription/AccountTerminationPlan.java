package io.quittance.subscription;

import io.quittance.desk.Asked;
import io.quittance.desk.Effect;
import io.quittance.refund.Consequences;
import io.quittance.refund.Payout;
import io.quittance.refund.RefundMode;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * How all subscriptions of an account end at once: each by a plan of its own, and what was paid for the days not used
 * goes back for all of them together, with one fee and one credit note.
 *
 * @param credited of all lines, with tax
 * @param offset what was never paid and need not be any more
 * @param forgone what was paid for days not used and does not go back
 * @param consequences what follows from the reason; absent where nothing does
 */
public record AccountTerminationPlan(
        List<TerminationPlan> subscriptions,
        Money credited,
        Money offset,
        Money forgone,
        RefundMode refundMode,
        Payout payout,
        @Nullable Consequences consequences) {

    /** Plans it as somebody wants the money to be settled, or refuses that. */
    public static AccountTerminationPlan of(
            AccountTermination found, LocalDate effectiveOn, Agreement agreed, Asked asked) {
        Settled all = Settled.of(
                found,
                UnusedRule.of(found, agreed.cause(), effectiveOn, asked.at()),
                agreed,
                asked.by().role());
        return new AccountTerminationPlan(
                found.each().stream()
                        .map(each -> TerminationPlan.withAccount(each, all, effectiveOn, asked))
                        .toList(),
                all.sum(LineOutcome::credit),
                all.sum(LineOutcome::offset),
                all.forgone(),
                all.mode(),
                all.payout(),
                agreed.consequences());
    }

    /** What every line becomes, by all of the plans. */
    public List<LineOutcome> lines() {
        return subscriptions.stream().flatMap(each -> each.lines().stream()).toList();
    }

    /** Every record that changes, the credit note too. */
    public List<Effect> effects() {
        return Stream.concat(
                        subscriptions.stream().flatMap(each -> each.effects().stream()),
                        Stream.ofNullable(payout.creditNote())
                                .map(note -> new Effect("credit-note", note.creditNoteId(), "ISSUED", "USED")))
                .toList();
    }
}
