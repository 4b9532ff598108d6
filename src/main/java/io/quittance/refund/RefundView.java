package io.quittance.refund;

import io.quittance.desk.Json;
import io.quittance.desk.Reason;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundDestination;
import io.quittance.persistence.RefundPart;
import io.quittance.persistence.RefundState;
import io.quittance.persistence.RefundStep;
import io.quittance.refund.payout.Payout;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A refund as an answer shows it.
 *
 * @param amount with the fee
 * @param paidOut what the customer got or will get
 * @param creditNoteId of the note that is the refund
 * @param ofCreditNoteId of the note that is paid out by it
 * @param overriddenCreditNoteId of a note that stood in its way when it was asked for
 * @param overrideReason why it is paid besides that note
 * @param dueBy last day on which the law lets it be paid back; absent where it names none
 * @param attempt how often the payment system was told to carry it out
 * @param parts what goes back of which payment and line; without a payment, of what credit has paid; of a refund that
 *     is rejected, canceled or reversed, what it would give or gave
 * @param history what has become of it since
 */
public record RefundView(
        String refundId,
        String accountId,
        RefundDestination destination,
        RefundState state,
        Money amount,
        Money adminFee,
        Money paidOut,
        @Nullable String paymentId,
        @Nullable String creditNoteId,
        @Nullable String ofCreditNoteId,
        @Nullable String overriddenCreditNoteId,
        @Nullable String overrideReason,
        @Nullable String cancellationId,
        @Nullable LocalDate dueBy,
        int attempt,
        Reason reason,
        Instant requestedAt,
        String requestedBy,
        List<Payout.Part> parts,
        List<RefundStepView> history) {

    static RefundView of(Refund refund, Reason reason, List<RefundPart> parts, List<RefundStepView> history) {
        CurrencyUnit currency = CurrencyUnit.of(refund.currency());
        return new RefundView(
                refund.id(),
                refund.accountId(),
                refund.destination(),
                refund.state(),
                Money.ofMinor(currency, refund.amountMinor()),
                Money.ofMinor(currency, refund.feeMinor()),
                Money.ofMinor(currency, refund.paidOutMinor()),
                refund.paymentId(),
                refund.creditNoteId(),
                refund.ofCreditNoteId(),
                refund.overriddenCreditNoteId(),
                refund.overrideReason(),
                refund.cancellationId(),
                refund.dueBy(),
                refund.attempt(),
                reason,
                refund.requestedAt(),
                refund.requestedBy(),
                parts.stream()
                        .filter(part -> part.amountMinor > 0)
                        .map(part ->
                                new Payout.Part(part.paymentId, part.lineId, Money.ofMinor(currency, part.amountMinor)))
                        .toList(),
                history);
    }

    /** Shows refunds with their parts and steps, in their order. */
    public static List<RefundView> of(List<Refund> refunds, Json json) {
        Map<String, List<RefundPart>> parts = RefundPart.of(
                        refunds.stream().map(Refund::id).toList())
                .stream()
                .collect(Collectors.groupingBy(part -> part.refundId));
        Map<String, List<RefundStep>> steps = RefundStep.of(
                        refunds.stream().map(Refund::id).toList())
                .stream()
                .collect(Collectors.groupingBy(step -> step.refundId));
        return refunds.stream()
                .map(refund -> of(
                        refund,
                        json.read(refund.reason(), Reason.class),
                        parts.getOrDefault(refund.id(), List.of()),
                        steps.getOrDefault(refund.id(), List.of()).stream()
                                .map(step -> RefundStepView.of(step, json))
                                .toList()))
                .toList();
    }
}
