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
 * What is agreed besides the day when somebody ends a subscription or services of it. A scheduled end keeps it until its
 * day.
 *
 * @param refund how it is settled
 * @param cause what kind of reason was given
 * @param penaltyWaiver why nothing is owed for leaving early, where a billing admin says so
 * @param finalUsage what becomes of usage that is not billed; null where nothing was said
 * @param billingEndsOn first day not billed, where that is later than the first day not provided
 * @param heard when the tenant heard of it; null where nobody was asked
 * @param penalties what was agreed to be owed for each service, in minor units, by their ids; null as long as it is planned
 */
public record Agreement(
        RefundChoice refund,
        ReasonCategory cause,
        @Nullable String penaltyWaiver,
        @Nullable FinalUsage finalUsage,
        @Nullable LocalDate billingEndsOn,
        @Nullable TerminationNotice heard,
        @Nullable Map<String, Long> penalties) {

    /** Where nobody was asked. */
    public static final Agreement UNSAID = of(RefundChoice.UNSAID, ReasonCategory.ORDINARY);

    /** About the refund and the reason only. */
    public static Agreement of(RefundChoice refund, ReasonCategory cause) {
        return new Agreement(refund, cause, null, null, null, null, null);
    }

    /**
     * The same, as the plan has settled it: with its mode, and no higher penalties than it has computed. A reason to pay besides a
     * credit note that was said in advance overrides nothing: who may say it is asked where a note stands in the way.
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

    /** Whether it was settled before, and its day has come. */
    public boolean hasSettledPenalties() {
        return penalties != null;
    }

    /** What follows from the reason; null where nothing does. */
    @Nullable
    public Consequences consequences() {
        return heard == null
                ? null
                : Consequences.of(cause, heard.receivedOn(), heard.declarationId(), refund.consent());
    }
}
