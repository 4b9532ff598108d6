package io.quittance.refund.apply;

import io.quittance.desk.Execution;
import io.quittance.desk.QuotedRequest;
import io.quittance.desk.Reason;
import io.quittance.desk.ReasonedRequest;
import io.quittance.persistence.RefundDestination;
import io.quittance.refund.payout.Consent;
import io.quittance.refund.payout.DestinationShare;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a refund of a payment, an invoice, chosen lines or a credit note: one of the four. The preview takes the
 * same request and needs no reason.
 *
 * @param paymentId with {@code ofCreditNoteId} and ORIGINAL_PAYMENT, the payment by which the note is paid out
 * @param ofCreditNoteId the credit note that is paid out, whole and to one destination; not the one of CREDIT_NOTE
 * @param amount with tax, of a payment or an invoice; all that is refundable if absent
 * @param destination the destination of the whole refund; the alternative is {@code destinations}
 * @param destinations the destinations of its shares, which add up to the refund with its fee; each destination once
 * @param creditNoteId the credit note that is the refund, with CREDIT_NOTE
 * @param overrideReason why money is paid although a credit note for it is issued; only a billing admin may say so
 * @param receivedOn the day on which the customer's declaration was received, today where it is left out; the days
 *     until the money of a withdrawal is due count from it
 * @param consent required if the law says ORIGINAL_PAYMENT and the customer has agreed to another destination
 * @param quote the quote of the preview; the command then executes the previewed plan or is refused
 */
public record RefundRequest(
        @Nullable @Size(max = 64) String paymentId,
        @Nullable @Size(max = 64) String invoiceId,
        @Nullable @Size(max = 64) String ofCreditNoteId,
        @Size(max = 500) List<@NotNull @Valid ChosenLine> lines,
        @Nullable Money amount,

        @Nullable RefundDestination destination,

        @Size(max = 5) List<@NotNull @Valid DestinationShare> destinations,

        @Nullable @Size(max = 64) String creditNoteId,
        @Nullable @Size(max = 1000) String overrideReason,

        @Nullable LocalDate receivedOn,
        @Nullable @Valid Consent consent,

        @NotNull(groups = Execution.class) @Valid Reason reason,

        @Nullable String quote)
        implements QuotedRequest, ReasonedRequest {

    public RefundRequest {
        lines = lines == null ? List.of() : lines;
        destinations = destinations == null ? List.of() : destinations;
    }

    /** The destination other than the original payment; null if there is none. */
    @Nullable
    RefundDestination otherDestination() {
        return Stream.concat(
                        Stream.ofNullable(destination), destinations.stream().map(DestinationShare::destination))
                .filter(place -> place != RefundDestination.ORIGINAL_PAYMENT)
                .findFirst()
                .orElse(null);
    }

    /** Returns true if a part of the refund goes to this destination. */
    boolean goesTo(RefundDestination place) {
        return destination == place || destinations.stream().anyMatch(share -> share.destination() == place);
    }

    /**
     * A line that is refunded.
     *
     * @param amount with tax; all that is refundable if absent
     */
    public record ChosenLine(
            @NotBlank @Size(max = 64) String lineId,

            @Nullable Money amount) {}
}
