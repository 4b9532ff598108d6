package io.quittance.desk;

import static io.quittance.contract.Body.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Harbor;
import io.quittance.testing.Api;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Together;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many at once: one effect, and everybody learns what it was. */
@QuarkusTest
class ExactlyOnceTest extends FunctionTest {

    @BeforeEach
    void begin() {
        api.has(Harbor.RECORDS);
    }

    @Test
    void givesOneEffectAndEqualAnswersTo64EqualCalls() {
        List<Response> answers = Together.times(
                64, i -> api.command("cancel-billing-item", "one-key", Harbor.cancel("server", "IMMEDIATE")));
        assertEquals(Set.of(200), answers.stream().map(Response::statusCode).collect(Collectors.toSet()));
        assertEquals(1, answers.stream().map(Response::asString).distinct().count());
        assertEquals(
                63,
                answers.stream()
                        .filter(answer -> "true".equals(answer.header("Idempotency-Replayed")))
                        .count());
        assertEquals(1, books.number("select count(*) from cancellation where tenant_id = ?", api.tenant()));
        assertEquals(1, Collections.frequency(api.events("billing-item.canceled"), "server"));
        assertEquals(
                1,
                books.number(
                        "select count(*) from audit where tenant_id = ? and function = 'cancel-billing-item'",
                        api.tenant()));
    }

    @Test
    void givesOneCancellationAnd63RefusalsTo64Keys() {
        List<Response> answers = Together.times(
                64, i -> api.command("cancel-billing-item", "key-" + i, Harbor.cancel("server", "ANNIVERSARY")));
        Map<Integer, Long> statuses =
                answers.stream().collect(Collectors.groupingBy(Response::statusCode, Collectors.counting()));
        assertEquals(Map.of(200, 1L, 409, 63L), statuses);
        String id = answers.stream()
                .filter(answer -> answer.statusCode() == 200)
                .map(answer -> answer.<String>path("cancellationId"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                Set.of("CANCELLATION_ALREADY_SCHEDULED " + id),
                answers.stream()
                        .filter(answer -> answer.statusCode() == 409)
                        .map(answer -> answer.path("reason") + " " + answer.path("cancellationId"))
                        .collect(Collectors.toSet()));
        assertEquals(1, books.number("select count(*) from cancellation where tenant_id = ?", api.tenant()));
        assertEquals(
                63,
                books.number(
                        "select count(*) from audit where tenant_id = ? and outcome = 'CANCELLATION_ALREADY_SCHEDULED'",
                        api.tenant()));
    }

    @Test
    void letsEitherTheUndoOrTheNextOneWin() {
        for (int round = 0; round < 5; round++) {
            String id = api.command("cancel-billing-item", Harbor.cancel("backup", "ANNIVERSARY"))
                    .path("cancellationId");
            List<Response> answers = Together.times(
                    8,
                    i -> i % 2 == 0
                            ? api.command("undo-cancellation", json("cancellationId", id))
                            : api.command("cancel-billing-item", Harbor.cancel("backup", "ANNIVERSARY")));
            IntStream.range(0, 8)
                    .filter(i -> i % 2 == 0)
                    .forEach(i -> assertEquals(200, answers.get(i).statusCode()));
            long open = books.number(
                    "select count(*) from cancellation where tenant_id = ? and subject_id = 'backup'"
                            + " and state = 'SCHEDULED'",
                    api.tenant());
            long won = IntStream.range(0, 8)
                    .filter(i -> i % 2 == 1)
                    .filter(i -> answers.get(i).statusCode() == 200)
                    .count();
            assertEquals(won, open);
            answers.stream()
                    .filter(answer -> answer.statusCode() == 200)
                    .map((Function<Response, String>) answer -> answer.path("cancellationId"))
                    .distinct()
                    .forEach(each -> api.command("undo-cancellation", json("cancellationId", each)));
        }
    }

    @Test
    void importsTheSameRecordsOnceFromManySides() {
        var other = Api.newTenant();
        List<Response> answers = Together.times(8, i -> other.command("import-records", "key-" + i, Harbor.RECORDS));
        assertEquals(Set.of(200), answers.stream().map(Response::statusCode).collect(Collectors.toSet()));
        assertEquals(1, books.number("select count(*) from payment where tenant_id = ?", other.tenant()));
        assertEquals(
                7900,
                books.number(
                        "select paid_minor from invoice_line where tenant_id = ? and id = 'HB-1-1'", other.tenant()));
    }

    @Test
    void writesNothingInAPreview() {
        List<String> before = books.texts("select count(*) || ' ' || (select count(*) from operation) from audit");
        api.ask("preview-billing-item-cancellation", Harbor.cancel("server", "IMMEDIATE"))
                .then()
                .statusCode(200);
        assertEquals(before, books.texts("select count(*) || ' ' || (select count(*) from operation) from audit"));
    }
}
