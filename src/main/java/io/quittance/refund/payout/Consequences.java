package io.quittance.refund.payout;

import io.quittance.call.InputError;
import io.quittance.call.Refusal;
import io.quittance.persistence.ReasonCategory;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The legal consequences of the reason for an end or a refund, or those that the tenant has chosen.
 *
 * @param withoutPenalty whether no early termination fee is owed
 * @param withoutFee whether no fee is deducted from the refund
 * @param receivedOn the day on which the customer's declaration was received, which counts as day 0
 * @param dueBy last day on which money has to be back; absent where no law names one
 * @param declarationId the declaration that it answers
 * @param consent to another means of refund than that of the payment
 */
public record Consequences(
        ReasonCategory category,
        boolean withoutPenalty,
        boolean withoutFee,
        LocalDate receivedOn,
        @Nullable LocalDate dueBy,
        @Nullable String declarationId,
        @Nullable Consent consent) {

    /** The consequences; null if there are none and nothing is on record. */
    public static @Nullable Consequences of(
            ReasonCategory category, LocalDate receivedOn, @Nullable String declarationId, @Nullable Consent consent) {
        if (category == ReasonCategory.ORDINARY && declarationId == null && consent == null) {
            return null;
        }
        return new Consequences(
                category,
                category.isWithoutPenalty(),
                category.isWithoutFee(),
                receivedOn,
                dayDue(category, receivedOn),
                declarationId,
                consent);
    }

    /** Last day on which money has to be back. */
    public static @Nullable LocalDate lastDayDue(@Nullable Consequences consequences) {
        return consequences == null ? null : consequences.dueBy;
    }

    /** The day of receipt is not counted (§ 187 (1) BGB). */
    private static @Nullable LocalDate dayDue(ReasonCategory category, LocalDate receivedOn) {
        OptionalInt days = category.refundDueDays();
        return days.isPresent() ? receivedOn.plusDays(days.getAsInt()) : null;
    }

    /** Refuses days of receipt and of consent that have not been, or are too long ago to be meant. */
    public static void mustHaveBeen(
            @Nullable LocalDate receivedOn, @Nullable Consent consent, String consentAt, LocalDate today) {
        if (receivedOn != null && (receivedOn.isAfter(today) || receivedOn.isBefore(today.minusYears(1)))) {
            throw Refusal.invalid(List.of(new InputError("/receivedOn", "must be a day of the last year, or today")));
        }
        if (consent != null && consent.givenOn().isAfter(today)) {
            throw Refusal.invalid(List.of(new InputError(consentAt + "/givenOn", "must not be in the future")));
        }
    }
}
