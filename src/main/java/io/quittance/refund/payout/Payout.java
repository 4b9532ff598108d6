package io.quittance.refund.payout;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quittance.desk.Effect;
import io.quittance.persistence.RefundDestination;
import java.util.List;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What goes back to the customer, and by which ways; all amounts in the account's currency.
 *
 * @param refund all that goes back, with the fee; it is the sum of the ways
 * @param deductions the parts of it that the tenant keeps
 * @param paidOut what the customer gets; with a credit note, what stands on it
 * @param routes each becomes a refund
 * @param offsets other lines that it pays, of OFFSET
 * @param availableCredits what becomes spendable
 * @param creditNote that is the refund, with CREDIT_NOTE
 * @param override the credit note that stood in the way, and why it is paid all the same
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

    /** One way by which a part of it goes back. */
    public record RefundRoute(
            RefundDestination destination,
            @Nullable String paymentId,
            @Nullable String creditNoteId,
            Money amount,
            Money adminFee,
            Money paidOut,
            List<Part> parts) {}

    /** What goes back of one payment and one line; without a payment, of what credit has paid; with neither, of a credit note. */
    public record Part(@Nullable String paymentId, @Nullable String lineId, Money amount) {}

    /** What is paid of another line. */
    public record Offset(String invoiceId, String lineId, Money amount) {}

    /**
     * The credit note that is the refund.
     *
     * @param difference the note less what was computed; negative where the note says less
     */
    public record NoteUsed(String creditNoteId, Money amount, Money difference) {}

    /** A credit note besides which a billing admin pays, and why. */
    public record CreditNoteOverride(String creditNoteId, String overrideReason) {

        public Effect effect() {
            return Effect.of("credit-note", creditNoteId).change("blocking", "overridden: " + overrideReason);
        }
    }

    /** The same, paid besides a credit note. */
    public Payout withOverride(@Nullable CreditNoteOverride note) {
        return new Payout(refund, deductions, paidOut, routes, offsets, availableCredits, creditNote, note);
    }

    /** What becomes of the credit note that is the refund, and what is kept of the one that stood in the way. */
    public Stream<Effect> effects() {
        return Stream.concat(
                Stream.ofNullable(creditNote).map(note -> Effect.of("credit-note", note.creditNoteId())
                        .change("ISSUED", "USED")),
                Stream.ofNullable(override).map(CreditNoteOverride::effect));
    }
}
