package io.quittance.subscription.agreement;

import io.quittance.persistence.ReasonCategory;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Notice of termination: the day it was received, and the declaration that gave it, if there is one.
 *
 * @param receivedOn the day on which the customer's declaration was received
 * @param declarationId the declaration, if it is on record
 */
public record TerminationNotice(
        LocalDate receivedOn, @Nullable String declarationId) {

    /** As the declaration says, else as it is named, else today. */
    public static TerminationNotice of(
            @Nullable LocalDate named, @Nullable MatchedDeclaration declared, LocalDate today) {
        if (declared != null) {
            return new TerminationNotice(declared.receivedOn(), declared.declarationId());
        }
        return new TerminationNotice(named == null ? today : named, null);
    }

    /** The first day of what the law undoes: that of the receipt, where it has been; null where the day is as agreed. */
    @Nullable
    public LocalDate undoneFrom(ReasonCategory cause, LocalDate today) {
        return cause.isRefundOwed() && receivedOn.isBefore(today) ? receivedOn : null;
    }
}
