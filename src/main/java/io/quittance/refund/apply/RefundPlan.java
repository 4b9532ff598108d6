package io.quittance.refund.apply;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quittance.cancellation.ReasonCatalogue;
import io.quittance.desk.CallContext;
import io.quittance.desk.Effect;
import io.quittance.desk.Plan;
import io.quittance.invoice.PaidLine;
import io.quittance.persistence.Account;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.ReasonCategory;
import io.quittance.refund.payout.AccountMoney;
import io.quittance.refund.payout.Consequences;
import io.quittance.refund.payout.Payout;
import io.quittance.refund.payout.Payout.CreditNoteOverride;
import io.quittance.refund.payout.PayoutPlan;
import io.quittance.refund.payout.PayoutRules;
import io.quittance.refund.payout.RefundShare;
import io.quittance.refund.payout.TaxedAmount;
import io.quittance.settlement.NetAndTax;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a refund; all amounts in the account's currency.
 *
 * @param refundable the upper limit: what was paid and has not been refunded
 * @param unallocated the amount refunded of a payment that is not allocated to a line
 * @param lines the amount refunded of each line, which is credited with it
 * @param consequences what the reason requires by law; absent if it requires nothing
 * @param unapprovedTotal what was refunded before without a second person and counts towards the limit; absent if there
 *     is no limit
 * @param needsApproval whether a second person has to approve it: together with those it exceeds the policy's limit of
 *     its currency, or it refunds a disputed invoice
 */
public record RefundPlan(
        String accountId,
        @JsonUnwrapped Target target,
        Money refundable,
        Money unallocated,
        List<RefundedLine> lines,
        Payout payout,
        @Nullable Consequences consequences,
        @Nullable Money unapprovedTotal,
        boolean needsApproval,
        List<Effect> effects)
        implements Plan {

    /**
     * The document that is refunded; all are absent if the request chooses lines.
     *
     * @param ofCreditNoteId the credit note that is paid out
     */
    public record Target(
            @Nullable String paymentId,
            @Nullable String invoiceId,
            @Nullable String ofCreditNoteId) {}

    /**
     * The refunded amount of one line.
     *
     * @param refundableAfter the amount that can still be refunded afterwards
     */
    public record RefundedLine(
            String invoiceId, String lineId, @JsonUnwrapped TaxedAmount credit, Money refundableAfter) {

        static RefundedLine of(PaidLine paid, long minor, Account account) {
            NetAndTax credit = NetAndTax.of(minor, paid.left(), paid.line().taxRate);
            return new RefundedLine(
                    paid.line().invoiceId,
                    paid.line().id,
                    TaxedAmount.of(minor, credit, account),
                    account.money(paid.refundableMinor() - minor));
        }
    }

    /** Plans a refund, or refuses it. */
    static RefundPlan of(RefundRequest request, RefundSnapshot target, CallContext asked) {
        ReasonCategory cause =
                ReasonCatalogue.of(target.ownReasons(), asked.by().role()).categoryOf(request.reason());
        AccountMoney money = target.money().withCause(cause);
        Account account = money.account();
        LocalDate today = account.dayOf(asked.at());
        Consequences.mustHaveBeen(request.receivedOn(), request.consent(), "/consent", today);
        RefundRules.mustBeAmounts(request, account.currency);
        CreditNote note = PayoutRules.note(request.destination(), request.creditNoteId(), money, "/creditNoteId");
        CreditNote paidOut =
                request.ofCreditNoteId() == null ? null : PayoutRules.usable(request.ofCreditNoteId(), money);
        if (paidOut == null && !cause.isRefundOwed()) {
            RefundRules.mustNotBeCanceledAtOnce(target);
        }
        boolean overridesDispute = PayoutRules.overridesDispute(
                target.paidLines(), request.overrideReason(), asked.by().role());
        if (cause.isRefundOwed() && request.otherDestination() != null) {
            PayoutRules.mustBeAgreedTo(request.otherDestination(), request.consent());
        }
        CreditNoteOverride override = PayoutRules.mayPay(
                request.destination(),
                request.overrideReason(),
                named(target, request.ofCreditNoteId()),
                money,
                asked.by().role());
        boolean byItself = paidOut != null && request.paymentId() == null;
        List<Long> computed = computed(request, target, paidOut);
        List<Long> shares = note == null ? computed : RefundRules.asOn(note, computed, target);
        List<RefundShare> due =
                byItself ? RefundRules.due(Objects.requireNonNull(paidOut)) : RefundRules.due(request, target, shares);
        RefundRules.mustAddUp(
                request, due.stream().mapToLong(RefundShare::minor).sum(), account);
        Payout payout = (note == null
                        ? payout(request, due, money)
                        : PayoutPlan.asOn(
                                note,
                                computed.stream().mapToLong(Long::longValue).sum(),
                                due,
                                money))
                .withOverride(override);
        List<RefundedLine> lines = IntStream.range(0, target.paidLines().size())
                .filter(i -> shares.get(i + 1) > 0)
                .mapToObj(i -> RefundedLine.of(target.paidLines().get(i), shares.get(i + 1), account))
                .toList();
        boolean needsApproval = overridesDispute || PayoutRules.needsApproval(payout, money.costs());
        return new RefundPlan(
                account.id,
                new Target(request.paymentId(), request.invoiceId(), request.ofCreditNoteId()),
                byItself ? payout.refund() : account.money(target.refundableMinor()),
                account.money(shares.get(0)),
                lines,
                payout,
                Consequences.of(
                        cause, Objects.requireNonNullElse(request.receivedOn(), today), null, request.consent()),
                money.costs().refundLimitMinor() == null
                        ? null
                        : account.money(money.costs().unapprovedMinor()),
                needsApproval,
                effects(target, lines, payout, request, needsApproval, overridesDispute));
    }

    /**
     * The amounts refunded of the unallocated part of a payment and of each line; none for a note that is paid out by
     * itself.
     */
    private static List<Long> computed(RefundRequest request, RefundSnapshot target, @Nullable CreditNote paidOut) {
        if (paidOut == null) {
            return RefundRules.shares(request, target);
        }
        return request.paymentId() == null ? List.of(0L) : RefundRules.shares(paidOut, target);
    }

    /** The notes that say the same, besides the one that is paid out. */
    private static Predicate<CreditNote> named(RefundSnapshot target, @Nullable String ofCreditNote) {
        Predicate<CreditNote> names = PayoutRules.namesAnyOf(target.paidLines());
        return note -> !note.id.equals(ofCreditNote) && names.test(note);
    }

    private static Payout payout(RefundRequest request, List<RefundShare> due, AccountMoney money) {
        return request.destination() == null
                ? PayoutPlan.over(request.destinations(), due, money)
                : PayoutPlan.by(request.destination(), due, money);
    }

    private static List<Effect> effects(
            RefundSnapshot target,
            List<RefundedLine> lines,
            Payout payout,
            RefundRequest request,
            boolean needsApproval,
            boolean overridesDispute) {
        Account account = target.money().account();
        Stream<Effect> credited = lines.stream().map(refunded -> {
            InvoiceLine line = target.paidLines().stream()
                    .map(PaidLine::line)
                    .filter(each -> each.id.equals(refunded.lineId()))
                    .findFirst()
                    .orElseThrow();
            Money before = account.money(line.refundedMinor());
            return Effect.of("invoice-line", line.id)
                    .change(
                            "returned " + before,
                            "returned " + before.plus(refunded.credit().amount()));
        });
        Stream<Effect> paid = payout.offsets().stream().map(offset -> {
            long owed = target.money().owed().stream()
                    .filter(line -> line.id.equals(offset.lineId()))
                    .mapToLong(InvoiceLine::outstandingMinor)
                    .sum();
            Money before = account.money(owed);
            return Effect.of("invoice-line", offset.lineId())
                    .change("owes " + before, "owes " + before.minus(offset.amount()));
        });
        Stream<Effect> disputed = target.paidLines().stream()
                .map(PaidLine::invoice)
                .filter(invoice -> overridesDispute && invoice.disputed)
                .map(invoice ->
                        Effect.of("invoice", invoice.id).change("disputed", "overridden: " + request.overrideReason()))
                .distinct();
        Stream<Effect> used = Stream.ofNullable(request.ofCreditNoteId())
                .map(note -> Effect.of("credit-note", note).change("ISSUED", "USED"));
        return Stream.of(credited, needsApproval ? Stream.<Effect>empty() : paid, payout.effects(), used, disputed)
                .flatMap(Function.identity())
                .toList();
    }
}
