package io.quittance.subscription;

import io.quittance.persistence.ReasonCategory;
import io.quittance.refund.Consequences;
import io.quittance.refund.RefundChoice;
import io.quittance.refund.RefundMode;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is agreed besides the day when somebody ends a subscription. A scheduled end keeps it until its day.
 *
 * @param refund how it is settled
 * @param cause what kind of reason was given
 * @param receivedOn the day on which the customer's declaration was received; null where nobody was asked
 * @param declarationId of that declaration, where it is on record
 */
public record Agreement(
        RefundChoice refund,
        ReasonCategory cause,
        @Nullable LocalDate receivedOn,
        @Nullable String declarationId) {

    /**
     * What is agreed by somebody who asks.
     *
     * @param receivedOn as it was named, where no declaration is
     */
    public static Agreement of(
            RefundChoice refund,
            ReasonCategory cause,
            @Nullable LocalDate receivedOn,
            @Nullable Declared declared,
            LocalDate today) {
        return declared == null
                ? new Agreement(refund, cause, Objects.requireNonNullElse(receivedOn, today), null)
                : new Agreement(refund, cause, declared.receivedOn(), declared.declarationId());
    }

    /** Where nobody was asked. */
    static final Agreement UNSAID = new Agreement(RefundChoice.UNSAID, ReasonCategory.ORDINARY, null, null);

    /** The same, with the mode that the plan has found. */
    Agreement settledBy(RefundMode mode) {
        var settled = new RefundChoice(mode, refund.creditNoteId(), refund.overrideReason(), refund.consent());
        return new Agreement(settled, cause, receivedOn, declarationId);
    }

    /** What follows from the reason; null where nothing does. */
    public @Nullable Consequences consequences() {
        return receivedOn == null ? null : Consequences.of(cause, receivedOn, declarationId, refund.consent());
    }
}
