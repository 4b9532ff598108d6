package io.quittance.account.close;

import io.quittance.cancellation.ReasonCatalogue;
import io.quittance.desk.CallContext;
import io.quittance.desk.Execution;
import io.quittance.desk.QuotedRequest;
import io.quittance.desk.Reason;
import io.quittance.desk.ReasonedRequest;
import io.quittance.refund.payout.RefundChoice;
import io.quittance.subscription.agreement.Agreement;
import io.quittance.subscription.agreement.TerminationNotice;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks to close an account. The preview takes the same request and needs no reason.
 *
 * @param refund the refund choice for the terminations of all subscriptions together
 * @param receivedOn the day on which the customer's declaration was received, today where it is left out; the days
 *     until the money of a withdrawal is due count from it
 * @param declarationId the customer's declaration that the closure answers, matched to this account; its day of receipt
 *     counts
 * @param openInvoices LEAVE where it is left out; customers leave it out
 * @param penaltyWaiver why nothing is to be owed for leaving bindings early; only a billing admin may say so
 * @param name the new name of the organisation, if it changes; likewise the name and address of the contact
 * @param optOutOfEmails whether no more mail is sent
 * @param quote the quote of the preview; the command then executes the previewed plan or is refused
 */
public record CloseAccountRequest(
        @NotBlank @Size(max = 64) String accountId,

        @Nullable @Valid RefundChoice refund,
        @Nullable LocalDate receivedOn,
        @Nullable @Size(max = 64) String declarationId,
        OpenInvoices openInvoices,

        @Nullable @Size(max = 1000) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String penaltyWaiver,

        @Nullable @Size(max = 200) @Pattern(regexp = ".*\\S.*", message = "must not be blank")
        String name,

        @Nullable @Size(max = 200) String contactName,
        @Nullable @Size(max = 320) String contactEmail,
        boolean optOutOfEmails,

        @NotNull(groups = Execution.class) @Valid Reason reason,

        @Nullable String quote)
        implements QuotedRequest, ReasonedRequest {

    public CloseAccountRequest {
        openInvoices = Objects.requireNonNullElse(openInvoices, OpenInvoices.LEAVE);
    }

    /** The agreement for all subscriptions, with a reason that the caller may give. */
    Agreement agreement(AccountClosureSnapshot found, CallContext asked) {
        return new Agreement(
                choice(),
                ReasonCatalogue.of(found.ownReasons(), asked.by().role()).categoryOf(reason),
                penaltyWaiver,
                null,
                null,
                TerminationNotice.of(
                        receivedOn, found.declared(), found.account().dayOf(asked.at())),
                null);
    }

    RefundChoice choice() {
        return Objects.requireNonNullElse(refund, RefundChoice.UNSAID);
    }
}
