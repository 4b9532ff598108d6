package io.quittance.billrun.cancel;

import static io.quittance.call.RefusalReason.BILL_RUN_ALREADY_CANCELED;
import static io.quittance.call.RefusalReason.BILL_RUN_ALREADY_POSTED;
import static io.quittance.call.RefusalReason.BILL_RUN_FAILED;
import static io.quittance.call.RefusalReason.BILL_RUN_HAS_POSTED_INVOICES;
import static io.quittance.call.RefusalReason.BILL_RUN_IN_PROGRESS;
import static io.quittance.call.RefusalReason.BILL_RUN_PAUSED;

import io.quittance.billrun.bulk.BulkProgress;
import io.quittance.call.InputError;
import io.quittance.call.Refusal;
import io.quittance.call.RefusalReason;
import io.quittance.persistence.BillRun;
import io.quittance.persistence.BillRunKind;
import io.quittance.persistence.BillRunState;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a bill run may be canceled, and how much of its series.
 *
 * <p>The checks run in the order of {@code RefusalReason}.
 */
public final class BillRunCancellationRules {

    private BillRunCancellationRules() {}

    /** A scope says something about a series, and an ad hoc run has none. */
    static void mustHaveSeriesForScope(@Nullable RecurrenceScope scope, BillRun run) {
        if (scope != null && run.kind == BillRunKind.AD_HOC) {
            throw badScope("cannot be given for an ad hoc run");
        }
    }

    /** Refuses what has ended, is posted, is being worked on, waits or has failed. */
    static void mustBeCancelable(BillRun run, @Nullable BulkProgress progress) {
        switch (run.state()) {
            case CANCEL_IN_PROGRESS, CANCELED, REMOVE_IN_PROGRESS, DELETED ->
                throw refusal(BILL_RUN_ALREADY_CANCELED, run)
                        .with("cancellationId", run.cancellationId())
                        .with("progress", progress);
            case POSTED -> throw refusal(BILL_RUN_ALREADY_POSTED, run);
            case PROCESSING, POST_IN_PROGRESS -> throw refusal(BILL_RUN_IN_PROGRESS, run);
            case PAUSED -> throw refusal(BILL_RUN_PAUSED, run);
            case ERROR -> throw refusal(BILL_RUN_FAILED, run);
            case PENDING, COMPLETED -> mustHaveNothingPosted(run);
        }
    }

    public static void mustHaveNothingPosted(BillRun run) {
        if (run.postedInvoices() > 0) {
            throw Refusal.of(
                            BILL_RUN_HAS_POSTED_INVOICES,
                            "%d invoice(s) of bill run %s are posted.",
                            run.postedInvoices(),
                            run.id)
                    .with("billRunId", run.id)
                    .with("postedInvoices", run.postedInvoices());
        }
    }

    /** The part of the series that ends; null if no series is concerned. */
    static @Nullable RecurrenceScope scope(@Nullable RecurrenceScope asked, BillRun run) {
        if (run.kind == BillRunKind.SCHEDULED && run.state() == BillRunState.PENDING) {
            return Objects.requireNonNullElse(asked, RecurrenceScope.THIS_RUN);
        }
        if (asked != null) {
            throw badScope("can be given for a PENDING run only; this one is " + run.state()
                    + ", and its series is left alone");
        }
        return null;
    }

    /** All future runs end together, so a paused one is as much an obstacle as the requested one. */
    static void mustNotBePaused(List<BillRun> later) {
        later.stream()
                .filter(run -> run.state() == BillRunState.PAUSED)
                .findFirst()
                .ifPresent(paused -> {
                    throw refusal(BILL_RUN_PAUSED, paused);
                });
    }

    public static Refusal refusal(RefusalReason reason, BillRun run) {
        return Refusal.of(reason, "Bill run %s is %s.", run.id, run.state())
                .with("billRunId", run.id)
                .with("state", run.state());
    }

    private static Refusal badScope(String detail) {
        return Refusal.invalid(List.of(new InputError("/scope", detail)));
    }
}
