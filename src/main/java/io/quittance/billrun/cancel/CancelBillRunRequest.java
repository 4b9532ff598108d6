package io.quittance.billrun.cancel;

import io.quittance.desk.Execution;
import io.quittance.desk.QuotedRequest;
import io.quittance.desk.Reason;
import io.quittance.desk.ReasonedRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the end of a bill run. The preview takes the same request and looks only at the first two fields.
 *
 * @param scope only for a PENDING run of a series, and there THIS_RUN where it is left out; with any other run it is
 *     bad input
 * @param quote the quote of the preview; the command then executes the previewed plan or is refused
 */
public record CancelBillRunRequest(
        @NotBlank @Size(max = 64) String billRunId,

        @Nullable RecurrenceScope scope,

        @NotNull(groups = Execution.class) @Valid Reason reason,

        @Nullable String quote)
        implements QuotedRequest, ReasonedRequest {}
