package io.quittance.billrun.cancel;

import io.quittance.desk.CallContext;
import io.quittance.desk.Effect;
import io.quittance.desk.Plan;
import io.quittance.desk.Warning;
import io.quittance.persistence.BillRun;
import io.quittance.persistence.BillRunKind;
import io.quittance.persistence.BillRunSeries;
import io.quittance.persistence.BillRunState;
import io.quittance.persistence.RunDocument;
import io.quittance.persistence.RunRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plan for the cancellation of a bill run. From its commit on, nothing of the run is collected.
 *
 * @param state the state of the run before
 * @param scope absent where no series is concerned
 * @param atOnce whether everything is done when the command answers; otherwise the rest is done in chunks
 * @param canceled the canceled documents by kind and currency; absent if there are more than one chunk holds
 * @param exceptions those that cannot be; absent likewise
 * @param nextRun the recurrence that takes its place
 * @param alsoCanceled later runs of a series that ends
 * @param endsSeries the series that has no further recurrence
 */
public record BillRunCancellationPlan(
        String billRunId,
        BillRunKind kind,
        BillRunState state,
        @Nullable RecurrenceScope scope,
        boolean atOnce,
        @Nullable List<RunDocuments.Sum> canceled,
        @Nullable List<RunDocuments.SkippedDocument> exceptions,
        @Nullable NextRun nextRun,
        List<String> alsoCanceled,
        @Nullable String endsSeries,
        List<Warning> warnings,
        List<Effect> effects)
        implements Plan {

    /**
     * The recurrence that takes the place of a canceled one.
     *
     * @param created whether the cancellation creates it; otherwise it existed before
     */
    public record NextRun(String billRunId, String seriesId, long number, LocalDate scheduledOn, boolean created) {}

    /** Plans a cancellation, or refuses it. */
    static BillRunCancellationPlan of(
            CancelBillRunRequest request, BillRunCancellationSnapshot found, CallContext asked) {
        BillRun run = found.run();
        BillRunCancellationRules.mustHaveSeriesForScope(request.scope(), run);
        BillRunCancellationRules.mustBeCancelable(run, found.progress());
        RecurrenceScope scope = BillRunCancellationRules.scope(request.scope(), run);
        List<BillRun> also = scope == RecurrenceScope.ALL_FUTURE ? found.later() : List.of();
        BillRunCancellationRules.mustNotBePaused(also);
        NextRun next = scope == RecurrenceScope.THIS_RUN ? next(found) : null;
        BillRunSeries series = found.series();
        String ended = scope == RecurrenceScope.ALL_FUTURE && series != null && !series.isEnded() ? series.id : null;
        BillRunContent content = found.content();
        List<RunDocument> made = taken(found);
        return new BillRunCancellationPlan(
                run.id,
                run.kind,
                run.state(),
                scope,
                content.fits(),
                content.fits() ? sums(made) : null,
                content.fits() ? RunDocuments.exceptions(made) : null,
                next,
                also.stream().map(each -> each.id).toList(),
                ended,
                warnings(found, made),
                effects(run, content.fits(), also, next, ended));
    }

    /** One that is there already, else a new one. */
    private static @Nullable NextRun next(BillRunCancellationSnapshot found) {
        BillRunSeries series = Objects.requireNonNull(found.series());
        if (!found.later().isEmpty()) {
            BillRun later = found.later().get(0);
            return new NextRun(
                    later.id,
                    series.id,
                    Objects.requireNonNull(later.number),
                    Objects.requireNonNull(later.scheduledOn),
                    false);
        }
        if (series.isEnded()) {
            return null;
        }
        return new NextRun(
                Objects.requireNonNull(found.nextId()),
                series.id,
                series.lastNumber() + 1,
                series.nextAfter(Objects.requireNonNull(found.run().scheduledOn)),
                true);
    }

    private static List<RunDocument> taken(BillRunCancellationSnapshot found) {
        BillRunContent content = found.content();
        return found.policy().invoiceSettlement
                ? Stream.concat(content.invoices().stream(), content.creditNotes().stream())
                        .toList()
                : content.invoices();
    }

    private static List<RunDocuments.Sum> sums(List<RunDocument> made) {
        return Stream.of(RunRecord.values())
                .flatMap(record ->
                        RunDocuments.sums(
                                record,
                                made.stream()
                                        .filter(each -> each.record() == record)
                                        .toList())
                                .stream())
                .toList();
    }

    private static List<Warning> warnings(BillRunCancellationSnapshot found, List<RunDocument> made) {
        var warnings = new ArrayList<Warning>();
        if (!found.content().fits()) {
            warnings.add(new Warning(
                    Warning.Code.DONE_IN_CHUNKS,
                    "It has made more than " + found.chunkSize()
                            + " documents. None of them is collected once the command has answered; they are canceled in"
                            + " pieces, and get-bill-run shows how far that is."));
        }
        if (made.stream().anyMatch(each -> each.cause() != null)) {
            warnings.add(new Warning(
                    Warning.Code.EXCEPTIONS_REMAIN,
                    "Documents that are paid, credited, disputed or used are not changed; nothing more is collected for"
                            + " them."));
        }
        if (!found.policy().invoiceSettlement && !found.content().creditNotes().isEmpty()) {
            warnings.add(new Warning(
                    Warning.Code.CREDIT_NOTES_REMAIN,
                    "The run has credit notes, and the policy's invoiceSettlement is off: they stay issued."));
        }
        return List.copyOf(warnings);
    }

    private static List<Effect> effects(
            BillRun run, boolean atOnce, List<BillRun> also, @Nullable NextRun next, @Nullable String ended) {
        var effects = new ArrayList<Effect>();
        effects.add(Effect.of("bill-run", run.id)
                .change(run.state().name(), (atOnce ? BillRunState.CANCELED : BillRunState.CANCEL_IN_PROGRESS).name()));
        also.forEach(later -> effects.add(
                Effect.of("bill-run", later.id).change(later.state().name(), BillRunState.CANCELED.name())));
        if (next != null && next.created()) {
            effects.add(Effect.of("bill-run", next.billRunId()).change("UNKNOWN", BillRunState.PENDING.name()));
        }
        if (ended != null) {
            effects.add(Effect.of("bill-run-series", ended).change("RUNNING", "ENDED"));
        }
        return List.copyOf(effects);
    }
}
