package io.quittance.refund.payout;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quittance.desk.Effect;
import io.quittance.persistence.RefundDestination;
import java.util.List;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The amounts paid to the customer and their routes; all in the account's currency.
 *
 * @param refund the total with the fee; it is the sum of the routes
 * @param deductions the parts of it that the tenant keeps
 * @param paidOut what the customer gets; with a credit note, the amount of the note
 * @param routes each becomes a refund
 * @param offsets other lines that it pays, of OFFSET
 * @param availableCredits the amount that becomes spendable
 * @param creditNote the credit note that is the refund, with CREDIT_NOTE
 * @param override a credit note for the same, and why it is paid nevertheless
 */
public record Payout(
        Money refund,
        @JsonUnwrapped Deductions deductions,
        Money paidOut,
        List<RefundRoute> routes,
        List<Offset> offsets,
        Money availableCredits,
        @Nullable NoteUsed creditNote,
        @Nullable CreditNoteOverride override) {

    /**
     * The parts of a refund that the tenant keeps.
     *
     * @param penalty deducted for the penalties of the same end; it is one of the routes
     */
    public record Deductions(Money adminFee, Money penalty) {}

    /** A route by which a part of the refund is paid. */
    public record RefundRoute(
            RefundDestination destination,
            @Nullable String paymentId,
            @Nullable String creditNoteId,
            Money amount,
            Money adminFee,
            Money paidOut,
            List<Part> parts) {}

    /**
     * The part refunded of one payment and one line; without a payment, of what credit has paid; with neither, of a
     * credit note.
     */
    public record Part(@Nullable String paymentId, @Nullable String lineId, Money amount) {}

    /** The payment of another line. */
    public record Offset(String invoiceId, String lineId, Money amount) {}

    /**
     * The credit note that is the refund.
     *
     * @param difference the note less what was computed; negative where the note says less
     */
    public record NoteUsed(String creditNoteId, Money amount, Money difference) {}

    /** A credit note that a billing admin overrides, and why. */
    public record CreditNoteOverride(String creditNoteId, String overrideReason) {

        public Effect effect() {
            return Effect.of("credit-note", creditNoteId).change("blocking", "overridden: " + overrideReason);
        }
    }

    /** The same payout with an override. */
    public Payout withOverride(@Nullable CreditNoteOverride note) {
        return new Payout(refund, deductions, paidOut, routes, offsets, availableCredits, creditNote, note);
    }

    /** The changes of the credit note that is the refund, and of the one that is overridden. */
    public Stream<Effect> effects() {
        return Stream.concat(
                Stream.ofNullable(creditNote).map(note -> Effect.of("credit-note", note.creditNoteId())
                        .change("ISSUED", "USED")),
                Stream.ofNullable(override).map(CreditNoteOverride::effect));
    }
}
