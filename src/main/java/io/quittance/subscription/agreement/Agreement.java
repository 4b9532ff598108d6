package io.quittance.subscription.agreement;

import io.quittance.persistence.ReasonCategory;
import io.quittance.refund.payout.Consequences;
import io.quittance.refund.payout.Payout;
import io.quittance.refund.payout.RefundChoice;
import io.quittance.refund.payout.RefundMode;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The agreement for the end of a subscription or of services, besides its day. A scheduled end keeps it until its day.
 *
 * @param refund the choice for the settlement
 * @param cause the category of the reason
 * @param penaltyWaiver why nothing is owed for leaving early, where a billing admin says so
 * @param finalUsage the choice for unbilled usage; null if there is none
 * @param billingEndsOn first day not billed, where that is later than the first day not provided
 * @param heard the notice of termination; null if nobody gave one
 * @param penalties the agreed fee for each service, in minor units, by their ids; null until it is planned
 */
public record Agreement(
        RefundChoice refund,
        ReasonCategory cause,
        @Nullable String penaltyWaiver,
        @Nullable FinalUsage finalUsage,
        @Nullable LocalDate billingEndsOn,
        @Nullable TerminationNotice heard,
        @Nullable Map<String, Long> penalties) {

    /** The agreement of an end that nobody requested. */
    public static final Agreement UNSAID = of(RefundChoice.UNSAID, ReasonCategory.ORDINARY);

    /** About the refund and the reason only. */
    public static Agreement of(RefundChoice refund, ReasonCategory cause) {
        return new Agreement(refund, cause, null, null, null, null, null);
    }

    /**
     * The agreement as the plan has settled it: with its mode, and with fees no higher than computed. A reason to
     * override a credit note that was given in advance overrides nothing: the role is checked when a note blocks the
     * refund.
     */
    public Agreement settledBy(RefundMode mode, Payout payout, Map<String, Long> penaltiesMinor) {
        String overrideReason = payout.override() == null ? null : refund.overrideReason();
        return new Agreement(
                new RefundChoice(mode, refund.creditNoteId(), overrideReason, refund.consent()),
                cause,
                penaltyWaiver,
                finalUsage,
                billingEndsOn,
                heard,
                penaltiesMinor);
    }

    /** Returns true if it was settled before, so that its day has come. */
    public boolean hasSettledPenalties() {
        return penalties != null;
    }

    /** The consequences of the reason; null if there are none. */
    @Nullable
    public Consequences consequences() {
        return heard == null
                ? null
                : Consequences.of(cause, heard.receivedOn(), heard.declarationId(), refund.consent());
    }
}
