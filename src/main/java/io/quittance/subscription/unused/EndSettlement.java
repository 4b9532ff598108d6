package io.quittance.subscription.unused;

import io.quittance.call.Role;
import io.quittance.desk.Effect;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.RefundDestination;
import io.quittance.refund.payout.AccountMoney;
import io.quittance.refund.payout.Consequences;
import io.quittance.refund.payout.Payout;
import io.quittance.refund.payout.PayoutPlan;
import io.quittance.refund.payout.PayoutRules;
import io.quittance.refund.payout.RefundChoice;
import io.quittance.refund.payout.RefundMode;
import io.quittance.refund.payout.RefundShare;
import io.quittance.subscription.agreement.Agreement;
import io.quittance.subscription.unused.UnusedCreditRule.UnusedCredit;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The settlement of an end; pure.
 *
 * @param forgone what was paid for unused days and is not refunded
 * @param disputed the part of it that is not refunded because its invoice is disputed
 */
public record EndSettlement(
        AccountMoney money, RefundMode mode, List<LineOutcome> lines, Payout payout, Money forgone, Money disputed) {

    /** The settlement without any money. */
    public static EndSettlement withoutMoney(ChargedLines found) {
        AccountMoney money = found.money();
        return new EndSettlement(
                money,
                RefundMode.NONE,
                List.of(),
                PayoutPlan.nothing(money),
                money.account().money(0),
                money.account().money(0));
    }

    /**
     * Settles the unused days as the caller requests, or refuses the request. More can be paid by a later day, so the
     * policy's mode applies to a customer even if nothing would be refunded now.
     *
     * @param penaltyMinor the fee for leaving early; it is deducted from the refund
     * @param later whether the end is requested now and settled on a later day
     */
    public static EndSettlement of(
            ChargedLines found,
            List<UnusedCredit> unusedCredits,
            Agreement agreed,
            long penaltyMinor,
            Role role,
            boolean later) {
        RefundChoice choice = agreed.refund();
        AccountMoney money = found.money().withCause(agreed.cause());
        List<Long> computed =
                unusedCredits.stream().map(EndSettlement::undisputed).toList();
        long refundable = computed.stream().mapToLong(Long::longValue).sum();
        boolean mayStillCome = later && role == Role.CUSTOMER;
        RefundMode mode = PayoutRules.mode(choice, refundable > 0 || mayStillCome, money, role);
        CreditNote note = PayoutRules.note(mode.destination(), choice.creditNoteId(), money, "/refund/creditNoteId");
        RefundDestination destination = mode.destination();
        boolean nothingToPay = refundable == 0 && note == null && (mayStillCome || agreed.hasSettledPenalties());
        if (destination == null || nothingToPay) {
            return settled(
                    money,
                    mode,
                    unusedCredits,
                    unusedCredits.stream().map(each -> 0L).toList(),
                    PayoutPlan.nothing(money));
        }
        Payout.CreditNoteOverride override =
                PayoutRules.mayPay(destination, choice.overrideReason(), found::isNamedBy, money, role);
        if (note == null) {
            Payout payout = PayoutPlan.by(destination, due(unusedCredits, computed), penaltyMinor, money);
            return settled(money, mode, unusedCredits, computed, payout.withOverride(override));
        }
        List<Long> refundableOfLines = unusedCredits.stream()
                .map(each -> each.line().invoice().disputed ? 0 : each.line().refundableMinor())
                .toList();
        List<Long> refunds = PayoutRules.asOn(note, computed, refundableOfLines, money);
        return settled(
                money,
                mode,
                unusedCredits,
                refunds,
                PayoutPlan.asOn(note, refundable, due(unusedCredits, refunds), money));
    }

    /** What was paid of a disputed invoice may be going back by the bank already. */
    private static long undisputed(UnusedCredit unusedCredit) {
        return unusedCredit.line().invoice().disputed ? 0 : unusedCredit.refundable();
    }

    private static List<RefundShare> due(List<UnusedCredit> unusedCredits, List<Long> refunds) {
        return IntStream.range(0, unusedCredits.size())
                .filter(i -> refunds.get(i) > 0)
                .mapToObj(i -> RefundShare.of(unusedCredits.get(i).line(), refunds.get(i)))
                .toList();
    }

    private static EndSettlement settled(
            AccountMoney money, RefundMode mode, List<UnusedCredit> unusedCredits, List<Long> refunds, Payout payout) {
        long refundable =
                unusedCredits.stream().mapToLong(UnusedCredit::refundable).sum();
        long refunded = refunds.stream().mapToLong(Long::longValue).sum();
        return new EndSettlement(
                money,
                mode,
                IntStream.range(0, unusedCredits.size())
                        .mapToObj(i -> LineOutcome.of(unusedCredits.get(i), refunds.get(i), money.account()))
                        .toList(),
                payout,
                money.account().money(Math.max(0, refundable - refunded)),
                money.account()
                        .money(unusedCredits.stream()
                                .mapToLong(each -> each.refundable() - undisputed(each))
                                .sum()));
    }

    /** The settlement of some lines, without the payout. */
    public EndSettlement only(Predicate<LineOutcome> some) {
        return new EndSettlement(
                money,
                mode,
                lines.stream().filter(some).toList(),
                PayoutPlan.nothing(money),
                money.account().money(0),
                money.account().money(0));
    }

    /**
     * The refund, with what its reason requires by law.
     *
     * @param consequences null if it requires nothing
     */
    public EndRefund refund(@Nullable Consequences consequences) {
        return new EndRefund(mode, payout, consequences);
    }

    /** The sum of an amount over the lines. */
    public Money sum(Function<LineOutcome, Money> amount) {
        return lines.stream().map(amount).reduce(money.account().money(0), Money::plus);
    }

    /** The changes of the credited lines, and of the credit note that is used or overridden. */
    public Stream<Effect> effects() {
        return Stream.concat(
                lines.stream().filter(line -> line.creditTotal().isPositive()).map(line -> Effect.of(
                                "invoice-line", line.lineId())
                        .change(
                                "credited " + line.creditedBefore(),
                                "credited " + line.creditedBefore().plus(line.creditTotal()))),
                payout.effects());
    }
}
