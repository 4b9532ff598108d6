package io.quittance.refund;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
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
 * @param dueBy last day on which the law lets it be paid back; absent where it names none
 * @param parts the amounts per payment and line; without a payment, of what credit has paid; for a refund that is
 *     rejected, canceled, redirected or reversed, the amounts it would refund or refunded
 * @param history the steps since then, the oldest first
 */
public record RefundView(
        String refundId,
        String accountId,
        @Nullable String cancellationId,
        RefundDestination destination,
        RefundState state,
        @JsonUnwrapped Amounts amounts,
        @JsonUnwrapped Documents documents,
        @JsonUnwrapped NoteOverride override,
        @Nullable LocalDate dueBy,
        @JsonUnwrapped Progress progress,
        @JsonUnwrapped Origin origin,
        List<Payout.Part> parts,
        List<RefundStepView> history) {

    /**
     * The amounts of a refund: {@code amount = adminFee + paidOut}.
     *
     * @param paidOut the amount that the customer got or will get
     */
    public record Amounts(Money amount, Money adminFee, Money paidOut) {

        private static Amounts of(Refund refund, CurrencyUnit currency) {
            return new Amounts(
                    Money.ofMinor(currency, refund.amountMinor()),
                    Money.ofMinor(currency, refund.feeMinor()),
                    Money.ofMinor(currency, refund.paidOutMinor()));
        }
    }

    /**
     * What became of a refund in the payment system.
     *
     * @param attempt how often the payment system was asked to carry it out
     * @param replacesRefundId the refund that was redirected to it
     * @param overpaid what the customer received too much, because the refund succeeded after it was given up: a debt
     *     until it is reversed; absent if nothing is overpaid
     */
    public record Progress(
            int attempt,
            @Nullable String replacesRefundId,
            @Nullable Money overpaid) {}

    /**
     * The documents of a refund.
     *
     * @param paymentId the payment that it is returned to
     * @param creditNoteId the credit note that is the refund
     * @param ofCreditNoteId the credit note that it pays out
     */
    public record Documents(
            @Nullable String paymentId,
            @Nullable String creditNoteId,
            @Nullable String ofCreditNoteId) {}

    /**
     * The override of a credit note for the same.
     *
     * @param overriddenCreditNoteId the credit note that blocked the refund when it was requested
     * @param overrideReason why it is paid nevertheless
     */
    public record NoteOverride(
            @Nullable String overriddenCreditNoteId,
            @Nullable String overrideReason) {}

    /** The request of a refund. */
    public record Origin(Reason reason, Instant requestedAt, String requestedBy) {}

    static RefundView of(Refund refund, Reason reason, List<RefundPart> parts, List<RefundStepView> history) {
        CurrencyUnit currency = CurrencyUnit.of(refund.currency());
        return new RefundView(
                refund.id(),
                refund.accountId(),
                refund.cancellationId(),
                refund.destination(),
                refund.state(),
                Amounts.of(refund, currency),
                new Documents(refund.paymentId(), refund.creditNoteId(), refund.ofCreditNoteId()),
                new NoteOverride(refund.overriddenCreditNoteId(), refund.overrideReason()),
                refund.dueBy(),
                new Progress(
                        refund.attempt(),
                        refund.replacesRefundId(),
                        refund.overpaidMinor() == 0 ? null : Money.ofMinor(currency, refund.overpaidMinor())),
                new Origin(reason, refund.requestedAt(), refund.requestedBy()),
                parts.stream()
                        .takeWhile(part -> part.amountMinor > 0)
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
