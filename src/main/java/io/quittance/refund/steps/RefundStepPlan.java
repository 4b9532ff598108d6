package io.quittance.refund.steps;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quittance.desk.CallContext;
import io.quittance.desk.Effect;
import io.quittance.desk.Plan;
import io.quittance.invoice.PaidLine;
import io.quittance.persistence.Account;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundDestination;
import io.quittance.persistence.RefundState;
import io.quittance.refund.payout.Consequences;
import io.quittance.refund.payout.Payout.CreditNoteOverride;
import io.quittance.refund.payout.Payout.Offset;
import io.quittance.refund.payout.PayoutPlan;
import io.quittance.refund.payout.PayoutRules;
import io.quittance.refund.payout.TaxedAmount;
import io.quittance.settlement.NetAndTax;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a step of a refund; all amounts in its currency.
 *
 * @param after the same as before where an answer is only repeated: then nothing happens
 * @param offsets the payments of other lines, if it is approved
 * @param isFree the amount of each line that is no longer refunded
 * @param becomesAvailable the amount that cannot return to its payment and becomes available credit
 * @param freeCreditNoteId the credit note that can be used again
 * @param late what follows from a success after it was given up; absent otherwise
 */
record RefundStepPlan(
        String refundId,
        String accountId,
        RefundState before,
        RefundState after,
        List<Offset> offsets,
        List<FreeAgain> isFree,
        Money becomesAvailable,
        @Nullable String freeCreditNoteId,
        @Nullable LateSuccess late,
        List<Effect> effects)
        implements Plan {

    /** The amount of one line that is no longer refunded; it is refundable again. */
    record FreeAgain(String lineId, @JsonUnwrapped TaxedAmount credit) {}

    /**
     * The changes that follow a step, besides the refund's own state.
     *
     * @param availableMinor what becomes available credit, in minor units
     * @param freeCreditNoteId the credit note that can be used again
     * @param override the credit note that a billing admin overrides
     */
    private record Changes(
            List<Offset> offsets,
            List<FreeAgain> free,
            long availableMinor,
            @Nullable String freeCreditNoteId,
            @Nullable CreditNoteOverride override,
            @Nullable LateSuccess late) {

        private static final Changes NONE = new Changes(List.of(), List.of(), 0, null, null, null);

        /** Nothing is refunded after all, and the lines stay credited. */
        private static Changes unpaid(RefundStepSnapshot opened) {
            Account account = opened.money().account();
            List<FreeAgain> free = opened.lines().stream()
                    .map(PaidLine::line)
                    .map(line -> new FreeAgain(
                            line.id, TaxedAmount.of(opened.ofLine(line.id), new NetAndTax(0, 0), account)))
                    .toList();
            return new Changes(List.of(), free, 0, null, null, null);
        }

        private static Changes available(long minor) {
            return new Changes(List.of(), List.of(), minor, null, null, null);
        }
    }

    /** Returns true if the step changes anything. */
    boolean moves() {
        return before != after;
    }

    /** A second person approves it, by the same rules as when it was requested. */
    static RefundStepPlan approve(
            ApproveRefund.ApproveRefundRequest request, RefundStepSnapshot opened, CallContext asked) {
        Refund refund = opened.refund();
        RefundStepRules.mustWaitForApproval(refund);
        RefundStepRules.mustNotHaveGoneBack(opened);
        RefundStepRules.makerMustNotCheck(refund, asked.by().subject());
        RefundStepRules.mustNotBeDisputed(opened, request.overrideReason());
        Predicate<CreditNote> names = PayoutRules.namesAnyOf(opened.lines());
        CreditNoteOverride override = PayoutRules.mayPay(
                refund.destination(),
                request.overrideReason(),
                note -> !note.id.equals(refund.ofCreditNoteId()) && names.test(note),
                opened.money(),
                asked.by().role());
        boolean byPayment = refund.destination() == RefundDestination.ORIGINAL_PAYMENT && refund.paidOutMinor() > 0;
        List<Offset> offsets = refund.destination() == RefundDestination.OFFSET
                ? PayoutPlan.offsets(refund.paidOutMinor(), new HashSet<>(lineIds(opened)), opened.money())
                : List.of();
        return plan(
                opened,
                byPayment ? RefundState.PENDING : RefundState.SUCCEEDED,
                new Changes(offsets, List.of(), 0, null, override, null));
    }

    private static List<String> lineIds(RefundStepSnapshot opened) {
        return opened.lines().stream().map(paid -> paid.line().id).collect(Collectors.toList());
    }

    /** A second person does not. */
    static RefundStepPlan reject(RefundStepSnapshot opened) {
        RefundStepRules.mustWaitForApproval(opened.refund());
        return takeBack(opened, RefundState.REJECTED);
    }

    /** The payment system has answered. */
    static RefundStepPlan settle(SettleRefund.SettleRefundRequest request, RefundStepSnapshot opened) {
        RefundState after = RefundStepRules.settled(opened.refund(), request.outcome(), request.attempt());
        boolean isLate = RefundStepRules.isGivenUp(opened.refund()) && after == RefundState.SUCCEEDED;
        return plan(
                opened,
                after,
                isLate ? new Changes(List.of(), List.of(), 0, null, null, LateSuccess.of(opened)) : Changes.NONE);
    }

    /** The payment system is asked once more. */
    static RefundStepPlan retry(RefundStepSnapshot opened) {
        RefundStepRules.mustHaveFailed(opened.refund());
        RefundStepRules.mustNotHaveGoneBack(opened);
        RefundStepRules.mustNotBeDisputed(opened, null);
        return plan(opened, RefundState.PENDING, Changes.NONE);
    }

    /**
     * The refund is given up. If it was requested by itself, everything is as before it. If it belongs to an end, its
     * line stays credited, since its days are not used: what cannot be refunded becomes available credit. If the law
     * requires the refund, the customer must have agreed to that. If the payment went back by the bank, nothing becomes
     * credit: there is nothing left of it to pay.
     *
     * @param asked by its day the consent must have been given
     */
    static RefundStepPlan cancel(
            CancelRefund.CancelRefundRequest request, RefundStepSnapshot opened, CallContext asked) {
        Refund refund = opened.refund();
        RefundStepRules.mustBeCancelable(refund);
        Consequences.mustHaveBeen(
                null, request.consent(), "/consent", opened.money().account().dayOf(asked.at()));
        if (!opened.wentBack().isEmpty() && refund.cancellationId() != null) {
            return plan(opened, RefundState.CANCELED, Changes.unpaid(opened));
        }
        RefundStepRules.mustBeAgreedTo(refund, request.consent());
        return refund.cancellationId() == null
                ? takeBack(opened, RefundState.CANCELED)
                : plan(opened, RefundState.CANCELED, Changes.available(refund.paidOutMinor()));
    }

    /**
     * The refund is reversed. If it was overpaid, only the debt ends: the credit that was reversed for it is available
     * again, and nothing else had been refunded by it.
     */
    static RefundStepPlan reverse(ReverseRefund.ReverseRefundRequest request, RefundStepSnapshot opened) {
        RefundStepRules.mustBeReversible(opened, request.moneyCameBack());
        long overpaid = opened.refund().overpaidMinor();
        return overpaid == 0
                ? takeBack(opened, RefundState.REVERSED)
                : plan(
                        opened,
                        RefundState.REVERSED,
                        Changes.available(opened.refund().paidOutMinor() - overpaid));
    }

    private static RefundStepPlan takeBack(RefundStepSnapshot opened, RefundState after) {
        Account account = opened.money().account();
        List<FreeAgain> free = opened.lines().stream()
                .map(PaidLine::line)
                .map(line -> free(line, opened.ofLine(line.id), account))
                .toList();
        return plan(
                opened, after, new Changes(List.of(), free, 0, opened.refund().usedCreditNoteId(), null, null));
    }

    /** The credit of the line is reduced by the amount, as far as it was credited: a credit note may have refunded more. */
    static FreeAgain free(InvoiceLine line, long minor, Account account) {
        var credited = new NetAndTax(line.creditedNetMinor(), line.creditedTaxMinor());
        NetAndTax less = NetAndTax.of(Math.min(minor, credited.total()), credited);
        return new FreeAgain(line.id, TaxedAmount.of(minor, less, account));
    }

    private static RefundStepPlan plan(RefundStepSnapshot opened, RefundState after, Changes changes) {
        Refund refund = opened.refund();
        var effects = new ArrayList<Effect>();
        if (refund.state() != after) {
            effects.add(Effect.of("refund", refund.id()).change(refund.state().name(), after.name()));
        }
        Stream.ofNullable(changes.freeCreditNoteId())
                .map(note -> Effect.of("credit-note", note).change("USED", "ISSUED"))
                .forEach(effects::add);
        changes.free().forEach(each -> effects.add(returned(each, opened)));
        Stream.ofNullable(changes.override()).map(CreditNoteOverride::effect).forEach(effects::add);
        Stream.ofNullable(changes.late())
                .filter(late -> late.overpaid().isPositive())
                .map(late -> Effect.of("refund", refund.id()).change("given up", "overpaid " + late.overpaid()))
                .forEach(effects::add);
        return new RefundStepPlan(
                refund.id(),
                refund.accountId(),
                refund.state(),
                after,
                changes.offsets(),
                changes.free(),
                opened.money().account().money(changes.availableMinor()),
                changes.freeCreditNoteId(),
                changes.late(),
                List.copyOf(effects));
    }

    private static Effect returned(FreeAgain free, RefundStepSnapshot opened) {
        InvoiceLine line = opened.lines().stream()
                .map(PaidLine::line)
                .filter(each -> Objects.equals(each.id, free.lineId()))
                .findFirst()
                .orElseThrow();
        Money before = opened.money().account().money(line.refundedMinor());
        return Effect.of("invoice-line", line.id)
                .change(
                        "returned " + before,
                        "returned " + before.minus(free.credit().amount()));
    }
}
