package io.quittance.cancellation;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.desk.Reason;
import io.quittance.persistence.CancellationKind;
import io.quittance.persistence.CancellationState;
import io.quittance.persistence.Receipt;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundDestination;
import io.quittance.persistence.RefundState;
import io.quittance.persistence.Timing;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The receipt of a cancellation: the request, its author, the plan, and the history since.
 *
 * @param subjectId the id of what was asked to end
 * @param accountId absent where a bill run was canceled, which has none
 * @param termsVersion absent where there are no terms to agree to
 * @param effectiveOn first day not used
 * @param effectiveAt the moment at which that day begins for the account, or at which the command was carried out
 * @param termsVersion the version of the terms that were acknowledged, if there are any
 * @param plan as it was shown by the preview and agreed to
 * @param refunds the refunds of the cancellation; absent if there are none
 * @param history everything that has happened to it, oldest first; it is only ever added to
 * @param contactLine the contact for questions about a bill
 */
public record CancellationReceipt(
        String cancellationId,
        CancellationKind kind,
        String subjectId,
        @Nullable String accountId,
        CancellationState state,
        Timing timing,
        LocalDate effectiveOn,
        Instant effectiveAt,
        Reason reason,
        @Nullable String termsVersion,
        JsonNode plan,
        @Nullable List<RefundSummary> refunds,
        List<Entry> history,
        String contactLine) {

    /**
     * One entry: the event, its time and its author.
     *
     * @param cause the other cancellation, or the cancellation request, that caused it
     * @param plan the executed plan, if it was executed later than requested
     */
    public record Entry(
            Receipt.Kind what,
            Instant at,
            String by,
            String role,
            @Nullable String cause,
            @Nullable JsonNode plan) {}

    /**
     * A refund of the cancellation.
     *
     * @param amount with the fee
     * @param paidOut the amount that the customer got or will get
     * @param overriddenCreditNoteId a credit note that blocked it
     * @param overrideReason why it is paid in spite of that note
     * @param dueBy last day on which the law lets it be paid back; absent where it names none
     */
    public record RefundSummary(
            String refundId,
            RefundDestination destination,
            RefundState state,
            Money amount,
            Money adminFee,
            Money paidOut,
            @Nullable String overriddenCreditNoteId,
            @Nullable String overrideReason,
            @Nullable LocalDate dueBy) {

        static RefundSummary of(Refund refund) {
            CurrencyUnit currency = CurrencyUnit.of(refund.currency());
            return new RefundSummary(
                    refund.id(),
                    refund.destination(),
                    refund.state(),
                    Money.ofMinor(currency, refund.amountMinor()),
                    Money.ofMinor(currency, refund.feeMinor()),
                    Money.ofMinor(currency, refund.paidOutMinor()),
                    refund.overriddenCreditNoteId(),
                    refund.overrideReason(),
                    refund.dueBy());
        }
    }

    /** The stored part of the request; it belongs to the first entry. */
    public record RequestEntry(
            Reason reason,
            @Nullable String termsVersion,
            JsonNode plan,
            String contactLine,
            @Nullable String cause) {}

    /** The stored part of a later entry. */
    public record Later(@Nullable String cause, @Nullable JsonNode plan) {}
}
