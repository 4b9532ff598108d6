package io.quittance.billrun.cancel;

import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.persistence.BillRunKind;
import io.quittance.persistence.BillRunState;
import io.quittance.testing.FunctionTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The table of the states of a bill run, whole: in every state every command does its legal move, or is refused with the
 * reason and changes nothing.
 */
@QuarkusTest
class BillRunStateTableTest extends FunctionTest {

    /** One more than a piece holds, so that the work is not done in the command. */
    private static final int MORE_THAN_A_PIECE = 6;

    private int runs;

    @BeforeEach
    void begin() {
        api.has(RunRecords.records());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AD_HOC    | PENDING            | CANCELED                  | INVALID_REQUEST           | BILL_RUN_NOT_CANCELED
            AD_HOC    | PROCESSING         | BILL_RUN_IN_PROGRESS      | INVALID_REQUEST           | BILL_RUN_NOT_CANCELED
            AD_HOC    | COMPLETED          | CANCELED                  | INVALID_REQUEST           | BILL_RUN_NOT_CANCELED
            AD_HOC    | ERROR              | BILL_RUN_FAILED           | INVALID_REQUEST           | DELETED
            AD_HOC    | POST_IN_PROGRESS   | BILL_RUN_IN_PROGRESS      | INVALID_REQUEST           | BILL_RUN_NOT_CANCELED
            AD_HOC    | POSTED             | BILL_RUN_ALREADY_POSTED   | INVALID_REQUEST           | BILL_RUN_NOT_CANCELED
            AD_HOC    | CANCEL_IN_PROGRESS | BILL_RUN_ALREADY_CANCELED | INVALID_REQUEST           | BILL_RUN_NOT_CANCELED
            AD_HOC    | CANCELED           | BILL_RUN_ALREADY_CANCELED | INVALID_REQUEST           | DELETED
            AD_HOC    | REMOVE_IN_PROGRESS | BILL_RUN_ALREADY_CANCELED | INVALID_REQUEST           | BILL_RUN_IN_PROGRESS
            AD_HOC    | DELETED            | BILL_RUN_NOT_FOUND        | BILL_RUN_NOT_FOUND        | BILL_RUN_NOT_FOUND
            SCHEDULED | PENDING            | CANCELED                  | CANCELED                  | BILL_RUN_NOT_CANCELED
            SCHEDULED | PAUSED             | BILL_RUN_PAUSED           | BILL_RUN_PAUSED           | BILL_RUN_NOT_CANCELED
            SCHEDULED | PROCESSING         | BILL_RUN_IN_PROGRESS      | BILL_RUN_IN_PROGRESS      | BILL_RUN_NOT_CANCELED
            SCHEDULED | COMPLETED          | CANCELED                  | INVALID_REQUEST           | BILL_RUN_NOT_CANCELED
            SCHEDULED | ERROR              | BILL_RUN_FAILED           | BILL_RUN_FAILED           | DELETED
            SCHEDULED | POST_IN_PROGRESS   | BILL_RUN_IN_PROGRESS      | BILL_RUN_IN_PROGRESS      | BILL_RUN_NOT_CANCELED
            SCHEDULED | POSTED             | BILL_RUN_ALREADY_POSTED   | BILL_RUN_ALREADY_POSTED   | BILL_RUN_NOT_CANCELED
            SCHEDULED | CANCEL_IN_PROGRESS | BILL_RUN_ALREADY_CANCELED | BILL_RUN_ALREADY_CANCELED | BILL_RUN_NOT_CANCELED
            SCHEDULED | CANCELED           | BILL_RUN_ALREADY_CANCELED | BILL_RUN_ALREADY_CANCELED | DELETED
            SCHEDULED | REMOVE_IN_PROGRESS | BILL_RUN_ALREADY_CANCELED | BILL_RUN_ALREADY_CANCELED | BILL_RUN_IN_PROGRESS
            SCHEDULED | DELETED            | BILL_RUN_NOT_FOUND        | BILL_RUN_NOT_FOUND        | BILL_RUN_NOT_FOUND
            """)
    void answersEveryCommandInEveryState(
            BillRunKind kind, BillRunState state, String canceled, String withScope, String deleted) {
        String run = run(kind, state);
        answers(canceled, run, state, "cancel-bill-run", RunRecords.cancel(run));
        for (RecurrenceScope scope : RecurrenceScope.values()) {
            String other = run(kind, state);
            answers(withScope, other, state, "cancel-bill-run", RunRecords.cancel(other, scope.name()));
        }
        String third = run(kind, state);
        answers(deleted, third, state, "delete-bill-run", RunRecords.named(third));
    }

    private void answers(String outcome, String run, BillRunState before, String function, String body) {
        Response answer = api.command(function, body);
        boolean moves = outcome.equals("CANCELED") || outcome.equals("DELETED");
        if (moves) {
            answer.then().statusCode(200).body("state", is(outcome));
        } else {
            answer.then().body("reason", is(outcome));
        }
        stands(run, moves ? BillRunState.valueOf(outcome) : before);
    }

    private void stands(String run, BillRunState state) {
        Response shown = api.ask("get-bill-run", RunRecords.named(run));
        if (state == BillRunState.DELETED) {
            shown.then().statusCode(404).body("reason", is("BILL_RUN_NOT_FOUND"));
        } else {
            assertEquals(state.name(), shown.path("billRun.state"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PENDING            | PENDING PAUSED PROCESSING COMPLETED ERROR POST_IN_PROGRESS POSTED
            PAUSED             | PENDING PAUSED PROCESSING COMPLETED ERROR POST_IN_PROGRESS POSTED
            PROCESSING         | PROCESSING COMPLETED ERROR POST_IN_PROGRESS POSTED
            COMPLETED          | COMPLETED POST_IN_PROGRESS POSTED
            ERROR              | ERROR
            POST_IN_PROGRESS   | POST_IN_PROGRESS POSTED
            POSTED             | POSTED
            CANCEL_IN_PROGRESS | CANCEL_IN_PROGRESS CANCELED REMOVE_IN_PROGRESS DELETED
            CANCELED           | CANCEL_IN_PROGRESS CANCELED REMOVE_IN_PROGRESS DELETED
            REMOVE_IN_PROGRESS | CANCEL_IN_PROGRESS CANCELED REMOVE_IN_PROGRESS DELETED
            DELETED            | -
            """)
    void letsTheBillingSystemGoOnByLegalMovesAlone(BillRunState before, String legal) {
        List<String> moves = List.of(legal.split(" "));
        String stays = run(BillRunKind.SCHEDULED, before);
        for (BillRunState told : BillRunState.values()) {
            if (moves.contains(told.name())) {
                String run = run(BillRunKind.SCHEDULED, before);
                api.has(scheduled(run, told));
                // What has ended may be told again, in whatever words; it stays as it is.
                stands(run, before.isEnding() ? before : told);
            } else {
                api.command("import-records", scheduled(stays, told))
                        .then()
                        .statusCode(400)
                        .body("reason", is("INVALID_RECORDS"))
                        .body(
                                "errors.pointer",
                                is(List.of(before == BillRunState.DELETED ? "/billRuns/0/id" : "/billRuns/0/state")));
                stands(stays, before);
            }
        }
    }

    /** A run that stands in a state, in a series of its own if it has one. */
    private String run(BillRunKind kind, BillRunState state) {
        String run = "run" + runs++;
        switch (state) {
            case CANCEL_IN_PROGRESS -> {
                comes(run, kind, BillRunState.COMPLETED);
                api.has(RunRecords.invoices(run, 0, MORE_THAN_A_PIECE, ""));
                api.command("cancel-bill-run", RunRecords.cancel(run)).then().statusCode(200);
            }
            case REMOVE_IN_PROGRESS -> {
                comes(run, kind, BillRunState.ERROR);
                api.has(RunRecords.invoices(run, 0, MORE_THAN_A_PIECE, ""));
                api.command("delete-bill-run", RunRecords.named(run)).then().statusCode(200);
            }
            case DELETED -> {
                comes(run, kind, BillRunState.ERROR);
                api.command("delete-bill-run", RunRecords.named(run)).then().statusCode(200);
            }
            default -> comes(run, kind, state);
        }
        stands(run, state);
        return run;
    }

    private void comes(String run, BillRunKind kind, BillRunState state) {
        api.has(kind == BillRunKind.AD_HOC ? RunRecords.adHoc(run, state.name()) : scheduled(run, state));
    }

    private static String scheduled(String run, BillRunState state) {
        return """
                {"billRunSeries":[{"id":"series-%1$s","anchorOn":"2026-01-31"}],
                 "billRuns":[{"id":"%1$s","kind":"SCHEDULED","state":"%2$s","seriesId":"series-%1$s","number":6,
                 "scheduledOn":"2026-06-30"}]}""".formatted(run, state);
    }

    @ParameterizedTest
    @CsvSource({"PENDING", "PROCESSING", "COMPLETED", "ERROR", "POST_IN_PROGRESS", "POSTED"})
    void pausesNoRunThatIsAdHoc(BillRunState before) {
        String run = run(BillRunKind.AD_HOC, before);
        List<String> pointers = api.command("import-records", RunRecords.adHoc(run, "PAUSED"))
                .then()
                .statusCode(400)
                .extract()
                .path("errors.pointer");
        assertEquals(List.of("/billRuns/0/state"), pointers.stream().distinct().toList());
        stands(run, before);
    }
}
