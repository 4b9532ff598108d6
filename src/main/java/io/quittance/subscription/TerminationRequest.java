package io.quittance.subscription;

import io.quittance.cancellation.Reason;
import io.quittance.cancellation.ReasonCatalogue;
import io.quittance.desk.Asked;
import io.quittance.desk.Execution;
import io.quittance.desk.Quoted;
import io.quittance.desk.Reasoned;
import io.quittance.persistence.Timing;
import io.quittance.refund.RefundChoice;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the end of a subscription. The preview takes the same request and needs no reason.
 *
 * @param timing IMMEDIATE where it is left out
 * @param effectiveOn first day not used, with ON_DATE; the staff may name one that has been, as far as the policy lets them
 * @param afterDays days from today on, with AFTER_DAYS; 0 is at once
 * @param refund how it is settled
 * @param receivedOn the day on which the customer's declaration was received, today where it is left out; a withdrawal counts
 *     from it, with the days used and the days until the money is due
 * @param declarationId of the customer's declaration that it answers, matched to this subscription; it says when it was received
 * @param quote of the preview; then the command is carried out as planned there, or refused
 */
public record TerminationRequest(
        @NotBlank @Size(max = 64) String subscriptionId,

        When timing,
        @Nullable LocalDate effectiveOn,

        @Nullable @Min(0) @Max(3660) Integer afterDays,

        @Nullable @Valid RefundChoice refund,

        @Nullable LocalDate receivedOn,
        @Nullable @Size(max = 64) String declarationId,

        @NotNull(groups = Execution.class) @Valid Reason reason,

        @Nullable String quote)
        implements Quoted, Reasoned {

    public TerminationRequest {
        timing = Objects.requireNonNullElse(timing, When.IMMEDIATE);
    }

    /** When a subscription ends that somebody ends. */
    public enum When {
        IMMEDIATE(Timing.IMMEDIATE),
        /** When the period that runs is over, or the term where that is earlier. */
        END_OF_PERIOD(Timing.END_OF_PERIOD),
        /** When its term is over. */
        END_OF_TERM(Timing.END_OF_TERM),
        /** On the day {@code effectiveOn}. */
        ON_DATE(Timing.ON_DATE),
        /** In {@code afterDays} days. */
        AFTER_DAYS(Timing.AFTER_DAYS);

        private final Timing timing;

        When(Timing timing) {
            this.timing = timing;
        }

        Timing timing() {
            return timing;
        }
    }

    RefundChoice choice() {
        return Objects.requireNonNullElse(refund, RefundChoice.UNSAID);
    }

    /** What is agreed, where the reason is one that the caller may give. */
    Agreement agreement(Termination found, Asked asked) {
        return Agreement.of(
                choice(),
                ReasonCatalogue.of(found.ownReasons(), asked.by().role()).categoryOf(reason),
                receivedOn,
                found.declared(),
                found.money().account().dayOf(asked.at()));
    }
}
