package io.quittance.subscription.removal;

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
import io.quittance.subscription.agreement.TerminationNotice;
import io.quittance.subscription.termination.TerminationSnapshot;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the removal of services of one subscription. The preview takes the same request and needs no reason; what
 * follows from the kind of reason it can only show where it is given.
 *
 * @param all true for all services that have not ended; the alternative is {@code serviceIds}
 * @param effectiveOn first day on which they are not provided; at once where neither this nor {@code afterDays} is
 *     given
 * @param afterDays days from today on; 0 is at once
 * @param billingEndsOn first day not billed, where the services end before that, such as in a notice
 * @param refund the choice for the settlement
 * @param receivedOn the day on which the customer's declaration was received, today where it is left out; a withdrawal
 *     counts from it, with the days used and the days until the money is due
 * @param declarationId the customer's declaration that the removal answers, matched to the subscription; its day of
 *     receipt counts
 * @param penaltyWaiver why nothing is to be owed for leaving a binding early; only a billing admin may say so
 * @param quote the quote of the preview; the command then executes the previewed plan or is refused
 */
public record ServiceRemovalRequest(
        @NotBlank @Size(max = 64) String subscriptionId,

        boolean all,
        @Size(max = 500) List<@NotBlank @Size(max = 64) String> serviceIds,

        @Nullable LocalDate effectiveOn,

        @Nullable @Min(0) @Max(3660) Integer afterDays,

        @Nullable LocalDate billingEndsOn,

        @Nullable @Valid RefundChoice refund,

        @Nullable LocalDate receivedOn,
        @Nullable @Size(max = 64) String declarationId,

        @Nullable @Size(max = 1000) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String penaltyWaiver,

        @NotNull(groups = Execution.class) @Valid Reason reason,

        @Nullable String quote)
        implements EndDateRequest, QuotedRequest, ReasonedRequest {

    public ServiceRemovalRequest {
        serviceIds = serviceIds == null ? List.of() : serviceIds;
    }

    @Override
    public EndTiming timing() {
        if (effectiveOn != null) {
            return EndTiming.ON_DATE;
        }
        return afterDays == null || afterDays == 0 ? EndTiming.IMMEDIATE : EndTiming.AFTER_DAYS;
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
                null,
                billingEndsOn,
                TerminationNotice.of(
                        receivedOn, found.declared(), found.money().account().dayOf(asked.at())),
                null);
    }
}
