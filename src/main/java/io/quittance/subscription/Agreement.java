package io.quittance.subscription;

import io.quittance.persistence.ReasonCategory;
import io.quittance.refund.RefundChoice;
import io.quittance.refund.RefundMode;

/**
 * What is agreed besides the day when somebody ends a subscription. A scheduled end keeps it until its day.
 *
 * @param refund how it is settled
 * @param cause what kind of reason was given
 */
public record Agreement(RefundChoice refund, ReasonCategory cause) {

    /** Where nobody was asked. */
    static final Agreement UNSAID = new Agreement(RefundChoice.UNSAID, ReasonCategory.ORDINARY);

    /** The same, with the mode that the plan has found. */
    Agreement settledBy(RefundMode mode) {
        return new Agreement(new RefundChoice(mode, refund.creditNoteId(), refund.overrideReason()), cause);
    }
}
