package io.quittance.billrun.cancel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.billrun.delete.BillRunRemovalPlan;
import io.quittance.billrun.delete.DeleteBillRun;
import io.quittance.call.Caller;
import io.quittance.call.Refusal;
import io.quittance.call.RefusalReason;
import io.quittance.call.Role;
import io.quittance.desk.CallContext;
import io.quittance.desk.Reason;
import io.quittance.persistence.BillRun;
import io.quittance.persistence.BillRunException.Cause;
import io.quittance.persistence.BillRunKind;
import io.quittance.persistence.BillRunSeries;
import io.quittance.persistence.BillRunState;
import io.quittance.persistence.BillRuns;
import io.quittance.persistence.Policy;
import io.quittance.persistence.RunDocument;
import io.quittance.persistence.RunRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole table of states, kinds and scopes; without any books. */
class BillRunCancellationRulesTest {

    private static final CallContext ASKED = new CallContext(
            Instant.parse("2026-06-10T12:00:00Z"), new Caller("t", "somebody", Role.BILLING_ADMIN, null));

    private final BillRunSeries series = new BillRunSeries();
    private final List<BillRun> later = new ArrayList<>();
    private final List<RunDocument> invoices = new ArrayList<>();
    private final List<RunDocument> creditNotes = new ArrayList<>();
    private final Policy policy = new Policy();
    private boolean fits = true;

    {
        series.id = "monthly";
        series.anchorOn = LocalDate.parse("2026-01-31");
    }

    private BillRun run(BillRunKind kind, BillRunState state) {
        return kind == BillRunKind.AD_HOC
                ? BillRuns.adHoc("run", state, 0)
                : BillRuns.scheduled("run", state, series, 6, LocalDate.parse("2026-06-30"));
    }

    private BillRunCancellationSnapshot found(BillRun run) {
        return new BillRunCancellationSnapshot(
                run,
                run.seriesId == null ? null : series,
                later,
                run.seriesId == null ? null : "monthly-7",
                new BillRunContent(fits, invoices, creditNotes),
                null,
                5,
                policy);
    }

    private BillRunCancellationPlan plan(BillRun run, @Nullable RecurrenceScope scope) {
        return BillRunCancellationPlan.of(request(scope), found(run), ASKED);
    }

    private static CancelBillRunRequest request(@Nullable RecurrenceScope scope) {
        return new CancelBillRunRequest("run", scope, new Reason("NO_LONGER_NEEDED", null), null);
    }

    private RefusalReason refusal(BillRun run, @Nullable RecurrenceScope scope) {
        return assertThrows(Refusal.class, () -> plan(run, scope)).reason();
    }

    static Stream<Arguments> refusedStates() {
        return Stream.of(
                Arguments.of(BillRunState.PROCESSING, RefusalReason.BILL_RUN_IN_PROGRESS),
                Arguments.of(BillRunState.ERROR, RefusalReason.BILL_RUN_FAILED),
                Arguments.of(BillRunState.POST_IN_PROGRESS, RefusalReason.BILL_RUN_IN_PROGRESS),
                Arguments.of(BillRunState.POSTED, RefusalReason.BILL_RUN_ALREADY_POSTED),
                Arguments.of(BillRunState.PAUSED, RefusalReason.BILL_RUN_PAUSED),
                Arguments.of(BillRunState.CANCEL_IN_PROGRESS, RefusalReason.BILL_RUN_ALREADY_CANCELED),
                Arguments.of(BillRunState.CANCELED, RefusalReason.BILL_RUN_ALREADY_CANCELED),
                Arguments.of(BillRunState.REMOVE_IN_PROGRESS, RefusalReason.BILL_RUN_ALREADY_CANCELED));
    }

    @ParameterizedTest
    @MethodSource("refusedStates")
    void refusesEveryOtherState(BillRunState state, RefusalReason reason) {
        // Whatever scope was asked for.
        assertEquals(reason, refusal(run(BillRunKind.SCHEDULED, state), null));
        assertEquals(reason, refusal(run(BillRunKind.SCHEDULED, state), RecurrenceScope.THIS_RUN));
        assertEquals(reason, refusal(run(BillRunKind.SCHEDULED, state), RecurrenceScope.ALL_FUTURE));
        if (state != BillRunState.PAUSED) {
            assertEquals(reason, refusal(run(BillRunKind.AD_HOC, state), null));
        }
    }

    @ParameterizedTest
    @EnumSource(BillRunState.class)
    void refusesAnyScopeForAnAdHocRun(BillRunState state) {
        for (RecurrenceScope scope : RecurrenceScope.values()) {
            assertEquals(RefusalReason.INVALID_REQUEST, refusal(run(BillRunKind.AD_HOC, state), scope));
        }
    }

    @Test
    void refusesAScopeForACompletedRunOfASeriesWhichIsLeftAlone() {
        BillRun completed = run(BillRunKind.SCHEDULED, BillRunState.COMPLETED);
        for (RecurrenceScope scope : RecurrenceScope.values()) {
            assertEquals(RefusalReason.INVALID_REQUEST, refusal(completed, scope));
        }
        BillRunCancellationPlan plan = plan(completed, null);
        assertNull(plan.scope());
        assertNull(plan.nextRun());
        assertNull(plan.endsSeries());
    }

    @Test
    void refusesAsSoonAsOneInvoiceIsPosted() {
        assertEquals(
                RefusalReason.BILL_RUN_HAS_POSTED_INVOICES,
                refusal(BillRuns.adHoc("run", BillRunState.COMPLETED, 1), null));
        assertEquals(
                List.of("bill-run run COMPLETED CANCELED"),
                effects(plan(BillRuns.adHoc("run", BillRunState.COMPLETED, 0), null)));
    }

    private static List<String> effects(BillRunCancellationPlan plan) {
        return plan.effects().stream()
                .map(effect -> effect.subject().record() + " "
                        + effect.subject().id() + " " + effect.before() + " " + effect.after())
                .toList();
    }

    @Test
    void letsTheNextRecurrenceFollowUnlessItIsSaidOtherwise() {
        for (RecurrenceScope scope : new RecurrenceScope[] {null, RecurrenceScope.THIS_RUN}) {
            BillRunCancellationPlan plan = plan(run(BillRunKind.SCHEDULED, BillRunState.PENDING), scope);
            assertEquals(RecurrenceScope.THIS_RUN, plan.scope());
            assertEquals(
                    new BillRunCancellationPlan.NextRun("monthly-7", "monthly", 7, LocalDate.parse("2026-07-31"), true),
                    plan.nextRun());
            assertEquals(List.of("bill-run run PENDING CANCELED", "bill-run monthly-7 UNKNOWN PENDING"), effects(plan));
        }
    }

    @Test
    void endsTheSeriesWithAllFutureRuns() {
        later.add(BillRuns.scheduled("month-7", BillRunState.PENDING, series, 7, LocalDate.parse("2026-07-31")));
        BillRunCancellationPlan plan =
                plan(run(BillRunKind.SCHEDULED, BillRunState.PENDING), RecurrenceScope.ALL_FUTURE);
        assertNull(plan.nextRun());
        assertEquals("monthly", plan.endsSeries());
        assertEquals(
                List.of(
                        "bill-run run PENDING CANCELED",
                        "bill-run month-7 PENDING CANCELED",
                        "bill-run-series monthly RUNNING ENDED"),
                effects(plan));
    }

    @Test
    void endsNoSeriesWhileOneOfItsRunsIsPaused() {
        later.add(BillRuns.scheduled("month-7", BillRunState.PAUSED, series, 7, LocalDate.parse("2026-07-31")));
        assertEquals(
                RefusalReason.BILL_RUN_PAUSED,
                refusal(run(BillRunKind.SCHEDULED, BillRunState.PENDING), RecurrenceScope.ALL_FUTURE));
        assertEquals(
                "month-7",
                plan(run(BillRunKind.SCHEDULED, BillRunState.PENDING), null)
                        .nextRun()
                        .billRunId());
    }

    @Test
    void letsNothingFollowInASeriesThatHasEnded() {
        BillRun pending = run(BillRunKind.SCHEDULED, BillRunState.PENDING);
        series.end("C-1");
        assertNull(plan(pending, null).nextRun());
        assertNull(plan(pending, RecurrenceScope.ALL_FUTURE).endsSeries());
    }

    @Test
    void addsUpWhatIsCanceledByKindAndCurrencyAndListsTheRest() {
        invoices.add(made(RunRecord.INVOICE, "I-1", "USD", 1000, null));
        invoices.add(made(RunRecord.INVOICE, "I-2", "USD", 250, null));
        invoices.add(made(RunRecord.INVOICE, "I-3", "JPY", 980, null));
        invoices.add(made(RunRecord.INVOICE, "I-4", "USD", 70, Cause.PAID));
        creditNotes.add(made(RunRecord.CREDIT_NOTE, "N-1", "USD", 300, null));
        BillRun completed = run(BillRunKind.AD_HOC, BillRunState.COMPLETED);
        BillRunCancellationPlan without = plan(completed, null);
        assertEquals(List.of("INVOICE 1 JPY 980", "INVOICE 2 USD 12.50"), sums(without));
        assertEquals(List.of("EXCEPTIONS_REMAIN", "CREDIT_NOTES_REMAIN"), warnings(without));
        assertEquals(
                List.of("I-4"),
                without.exceptions().stream()
                        .map(RunDocuments.SkippedDocument::id)
                        .toList());
        policy.invoiceSettlement = true;
        BillRunCancellationPlan with = plan(completed, null);
        assertEquals(List.of("INVOICE 1 JPY 980", "INVOICE 2 USD 12.50", "CREDIT_NOTE 1 USD 3.00"), sums(with));
        assertEquals(List.of("EXCEPTIONS_REMAIN"), warnings(with));
    }

    @Test
    void saysThatItDoesNotCountWhatDoesNotFitOnePiece() {
        fits = false;
        BillRunCancellationPlan plan = plan(run(BillRunKind.AD_HOC, BillRunState.COMPLETED), null);
        assertNull(plan.canceled());
        assertNull(plan.exceptions());
        assertEquals(List.of("DONE_IN_CHUNKS"), warnings(plan));
        assertEquals(List.of("bill-run run COMPLETED CANCEL_IN_PROGRESS"), effects(plan));
    }

    @Test
    void removesWhatIsCanceledOrHasFailedAndNothingElse() {
        for (BillRunState state : BillRunState.values()) {
            BillRun run = run(BillRunKind.SCHEDULED, state);
            var request = new DeleteBillRun.DeleteBillRunRequest("run", null);
            if (state == BillRunState.CANCELED || state == BillRunState.ERROR) {
                assertEquals(
                        "DELETED",
                        BillRunRemovalPlan.of(request, found(run), ASKED)
                                .effects()
                                .get(0)
                                .after());
            } else {
                assertEquals(
                        state == BillRunState.REMOVE_IN_PROGRESS
                                ? RefusalReason.BILL_RUN_IN_PROGRESS
                                : RefusalReason.BILL_RUN_NOT_CANCELED,
                        assertThrows(Refusal.class, () -> BillRunRemovalPlan.of(request, found(run), ASKED))
                                .reason());
            }
        }
    }

    @Test
    void removesNoFailedRunOnWhichSomethingIsPostedOrPaid() {
        var request = new DeleteBillRun.DeleteBillRunRequest("run", null);
        assertEquals(
                RefusalReason.BILL_RUN_HAS_POSTED_INVOICES,
                assertThrows(
                                Refusal.class,
                                () -> BillRunRemovalPlan.of(
                                        request, found(BillRuns.adHoc("run", BillRunState.ERROR, 2)), ASKED))
                        .reason());
        invoices.add(made(RunRecord.INVOICE, "I-4", "USD", 70, Cause.PAID));
        assertEquals(
                RefusalReason.BILL_RUN_HAS_EXCEPTIONS,
                assertThrows(
                                Refusal.class,
                                () -> BillRunRemovalPlan.of(
                                        request, found(BillRuns.adHoc("run", BillRunState.ERROR, 0)), ASKED))
                        .reason());
    }

    private static RunDocument made(
            RunRecord record, String id, String currency, long minorUnits, @Nullable Cause cause) {
        return new RunDocument(record, id, "harbor", currency, minorUnits, cause);
    }

    private static List<String> sums(BillRunCancellationPlan plan) {
        return plan.canceled().stream()
                .map(sum -> sum.record() + " " + sum.documents() + " "
                        + sum.amount().toString())
                .toList();
    }

    private static List<String> warnings(BillRunCancellationPlan plan) {
        return plan.warnings().stream().map(warning -> warning.code().name()).toList();
    }
}
