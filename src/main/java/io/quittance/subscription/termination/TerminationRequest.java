package io.quittance.subscription.termination;

import io.quittance.cancellation.ReasonCatalogue;
import io.quittance.desk.CallContext;
import io.quittance.desk.Execution;
import io.quittance.desk.QuotedRequest;
import io.quittance.desk.Reason;
import io.quittance.desk.ReasonedRequest;
import io.quittance.refund.payout.RefundChoice;
import io.quittance.subscription.agreement.Agreement;
import io.quittance.subscription.agreement.EndDateRequest;
import io.quittance.subscription.agreement.EndTiming;
import io.quittance.subscription.agreement.FinalUsage;
import io.quittance.subscription.agreement.TerminationNotice;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the end of a subscription. The preview takes the same request and needs no reason; what follows from the
 * kind of reason it can only show where it is given.
 *
 * @param timing IMMEDIATE where it is left out
 * @param effectiveOn first day not used, with ON_DATE; the staff may name one that has been, as far as the policy lets
 *     them
 * @param afterDays days from today on, with AFTER_DAYS; 0 is at once
 * @param billingEndsOn first day not billed, where the services end before that, such as in a notice; the day of the
 *     end where it is left out
 * @param refund the choice for the settlement
 * @param receivedOn the day on which the customer's declaration was received, today where it is left out; a withdrawal
 *     counts from it, with the days used and the days until the money is due
 * @param declarationId the customer's declaration that the termination answers, matched to the subscription; its day of
 *     receipt counts
 * @param penaltyWaiver why nothing is to be owed for leaving a binding early; only a billing admin may say so
 * @param finalUsage the choice for unbilled usage of a postpaid account; INVOICE if absent
 * @param quote the quote of the preview; the command then executes the previewed plan or is refused
 */
public record TerminationRequest(
        @NotBlank @Size(max = 64) String subscriptionId,

        EndTiming timing,
        @Nullable LocalDate effectiveOn,

        @Nullable @Min(0) @Max(3660) Integer afterDays,

        @Nullable LocalDate billingEndsOn,

        @Nullable @Valid RefundChoice refund,

        @Nullable LocalDate receivedOn,
        @Nullable @Size(max = 64) String declarationId,

        @Nullable @Size(max = 1000) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String penaltyWaiver,

        @Nullable FinalUsage finalUsage,

        @NotNull(groups = Execution.class) @Valid Reason reason,

        @Nullable String quote)
        implements EndDateRequest, QuotedRequest, ReasonedRequest {

    public TerminationRequest {
        timing = Objects.requireNonNullElse(timing, EndTiming.IMMEDIATE);
    }

    RefundChoice choice() {
        return Objects.requireNonNullElse(refund, RefundChoice.UNSAID);
    }

    /** The agreement, with a reason that the caller may give. */
    Agreement agreement(TerminationSnapshot found, CallContext asked) {
        return new Agreement(
                choice(),
                ReasonCatalogue.of(found.ownReasons(), asked.by().role()).categoryOf(reason),
                penaltyWaiver,
                finalUsage,
                billingEndsOn,
                TerminationNotice.of(
                        receivedOn, found.declared(), found.money().account().dayOf(asked.at())),
                null);
    }
}
