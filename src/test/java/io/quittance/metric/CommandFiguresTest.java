package io.quittance.metric;

import static io.quittance.contract.Body.json;
import static io.quittance.testing.Messenger.API;
import static io.quittance.testing.Messenger.message;
import static io.quittance.testing.Scraped.command;
import static io.quittance.testing.Scraped.refusal;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Functions;
import io.quittance.call.Refusal;
import io.quittance.call.RefusalReason;
import io.quittance.contract.Harbor;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Messenger;
import io.quittance.testing.Scraped;
import jakarta.inject.Inject;
import java.net.URL;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands are counted as they are answered, each once; seen by a scrape. */
@QuarkusTest
class CommandFiguresTest extends FunctionTest {

    private static final String CANCEL = Harbor.cancel("server", "ANNIVERSARY");
    private static final String DO = "cancel-billing-item";

    @TestHTTPResource(management = true)
    URL figures;

    @Inject
    Messenger messenger;

    @Inject
    Functions functions;

    private Scraped before;

    @BeforeEach
    void begin() {
        api.has(Harbor.RECORDS);
        before = Scraped.from(figures);
    }

    private Map<String, Long> counted() {
        return Scraped.from(figures).since(before);
    }

    @Test
    void countsWhatIsAcceptedReplayedAndRefused() {
        api.command(DO, "first", CANCEL).then().statusCode(200);
        api.command(DO, "first", CANCEL).then().statusCode(200);
        api.command(DO, "first", CANCEL).then().statusCode(200);
        api.command(DO, "second", CANCEL).then().statusCode(409);
        api.command(DO, "second", CANCEL).then().statusCode(409).header("Idempotency-Replayed", is("true"));
        assertEquals(
                Map.of(
                        command(DO, "accepted"), 1L,
                        command(DO, "replayed"), 3L,
                        command(DO, "refused"), 1L,
                        refusal("CANCELLATION_ALREADY_SCHEDULED"), 1L),
                counted());
    }

    @Test
    void countsWhatIsTurnedAwayBeforeTheFunction() {
        given().body(CANCEL).post("/" + DO).then().statusCode(401);
        given().auth().oauth2("no token").body(CANCEL).post("/" + DO).then().statusCode(401);
        api.command(DO, "{bad").then().statusCode(400);
        api.command(DO, json("billingItem", 1)).then().statusCode(400);
        api.command(DO, null, CANCEL).then().statusCode(400);
        given().auth().oauth2(api.token()).get("/" + DO).then().statusCode(405);
        api.asCustomerOf("harbor").command("settle-refund", "{}").then().statusCode(403);
        assertEquals(
                Map.of(
                        command(DO, "refused"), 6L,
                        command("settle-refund", "refused"), 1L,
                        refusal("UNAUTHENTICATED"), 2L,
                        refusal("MALFORMED_JSON"), 1L,
                        refusal("INVALID_REQUEST"), 1L,
                        refusal("IDEMPOTENCY_KEY_MISSING"), 1L,
                        refusal("METHOD_NOT_ALLOWED"), 1L,
                        refusal("NOT_ALLOWED"), 1L),
                counted());
    }

    @Test
    void countsMessagesTheSame() {
        String id = UUID.randomUUID().toString();
        API.has("""
                {"policy":{"termsVersion":"v1","termsText":"Gone is gone.","contactLine":"Ask."},
                 "accounts":[{"id":"a-%1$s","name":"A","currency":"USD","timeZone":"UTC"}],
                 "billingItems":[{"id":"i-%1$s","accountId":"a-%1$s","name":"Item","anchorOn":"2026-01-31",
                   "price":{"amount":"79.00","currency":"USD"}}]}""".formatted(id));
        before = Scraped.from(figures);
        String cancel = Harbor.cancel("i-" + id, "ANNIVERSARY");
        messenger.send(message(DO, "one" + id, cancel));
        messenger.send(message(DO, "one" + id, cancel));
        messenger.send(message(DO, "two" + id, cancel));
        messenger.send(message(DO, "two" + id, cancel));
        messenger.send(message(DO, null, cancel));
        messenger.send(message("list-accounts", null, "{}"));
        messenger.send(message("no-such-function", null, "{}"));
        assertEquals(
                Map.of(
                        command(DO, "accepted"), 1L,
                        command(DO, "replayed"), 2L,
                        command(DO, "refused"), 2L,
                        refusal("CANCELLATION_ALREADY_SCHEDULED"), 1L,
                        refusal("IDEMPOTENCY_KEY_MISSING"), 1L),
                counted());
    }

    @Test
    void countsOurOwnFailuresByNoReason() throws SQLException {
        try (Connection owner = books.connectAs("postgres");
                Statement statement = owner.createStatement()) {
            statement.execute("create or replace function poison_figures() returns trigger language plpgsql as $$ begin"
                    + " if new.key = 'poisoned' then raise exception 'poisoned'; end if; return new; end $$");
            statement.execute("create trigger poison_figures before insert on operation for each row"
                    + " execute function poison_figures()");
            try {
                api.command(DO, "poisoned", CANCEL).then().statusCode(500);
                assertThrows(Refusal.class, () -> messenger.send(message(DO, "poisoned", CANCEL)));
            } finally {
                statement.execute("drop trigger poison_figures on operation");
            }
        }
        assertEquals(Map.of(command(DO, "failed"), 2L), counted());
    }

    @Test
    void countsNoPreviewsListsOrUnknownPaths() {
        api.ask("preview-billing-item-cancellation", json("billingItemId", "server"))
                .then()
                .statusCode(200);
        api.ask("preview-billing-item-cancellation", json("billingItemId", "none"))
                .then()
                .statusCode(404);
        api.ask("list-accounts", "{}").then().statusCode(200);
        api.ask("no-such-function", "{}").then().statusCode(404);
        assertEquals(Map.of(), counted());
    }

    @Test
    void standsAtNoughtBeforeTheFirstOneAndHasNoOtherLabels() {
        Set<String> commands = functions.all().stream()
                .filter(Functions.Function::isCommand)
                .map(Functions.Function::name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(commands.size() > 20);
        assertEquals(
                commands.size() * Outcome.values().length + RefusalReason.values().length,
                before.series().keySet().stream()
                        .filter(name -> name.contains("{"))
                        .count());
        assertEquals(commands, labels("function"));
        assertEquals(Set.of("accepted", "failed", "refused", "replayed"), labels("outcome"));
        assertEquals(
                Arrays.stream(RefusalReason.values()).map(RefusalReason::name).collect(Collectors.toSet()),
                labels("reason"));
    }

    private Set<String> labels(String name) {
        Pattern label = Pattern.compile(name + "=\"([^\"]*)\"");
        return before.series().keySet().stream()
                .flatMap(each -> label.matcher(each).results())
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void isNotServedWhereTheFunctionsAre() {
        given().get("/q/metrics").then().statusCode(401);
        given().auth().oauth2(api.token()).get("/q/metrics").then().statusCode(404);
        assertEquals("127.0.0.1", figures.getHost().replace("localhost", "127.0.0.1"));
    }
}
