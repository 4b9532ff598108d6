package io.quittance.lambda;

import static io.quittance.contract.Body.json;
import static io.quittance.lambda.AwsEvents.bus;
import static io.quittance.lambda.AwsEvents.claims;
import static io.quittance.lambda.AwsEvents.cloudEvent;
import static io.quittance.lambda.AwsEvents.http;
import static io.quittance.lambda.AwsEvents.message;
import static io.quittance.lambda.AwsEvents.sns;
import static io.quittance.lambda.AwsEvents.sqs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.binding.Database;
import io.quittance.contract.Body;
import io.quittance.contract.SignedTokens;
import io.quittance.lambda.RuntimeApi.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The package itself under AWS's runtime client, with both handlers, against a real database. */
class LambdaIT {

    private static final Map<String, String> FIGURES = Map.of("QUITTANCE_METRICS_NAMESPACE", "figures");
    private static final List<AutoCloseable> STARTED = new ArrayList<>();

    private static Database database;
    private static Lambda api;
    private static Lambda queue;
    private static Lambda direct;
    private static Lambda schedule;

    /** What one test has for itself. */
    private final String id = UUID.randomUUID().toString();

    @BeforeAll
    static void start() throws Exception {
        Lambda.unpack();
        database = new Database();
        STARTED.add(database);
        try (Lambda migration = Lambda.start(Lambda.EVENTS, Lambda.migrating(database))) {
            JsonNode migrated = migration.call("{}");
            assertEquals(1, migrated.path("executed").asInt(), migrated::toString);
            // A second call of the deployment finds nothing to do.
            assertEquals(0, migration.call("{}").path("executed").asInt());
        }
        api = start(
                Lambda.HTTP,
                FIGURES,
                "QUITTANCE_FUNCTIONS",
                "import-records,cancel-billing-item,undo-cancellation,list-billing-items,get-cancellation");
        queue = start(
                Lambda.EVENTS,
                Map.of("QUITTANCE_TENANT", "t", "QUARKUS_FUNQY_EXPORT", "receive-message"),
                "QUITTANCE_FUNCTIONS",
                "cancel-billing-item");
        direct = start(
                Lambda.EVENTS,
                Map.of("QUITTANCE_TENANT", "t", "QUITTANCE_RELEASE", "r-7"),
                "QUITTANCE_FUNCTIONS",
                "cancel-billing-item,undo-cancellation,run-due-actions");
        schedule = start(
                Lambda.EVENTS, FIGURES, "QUITTANCE_FUNCTIONS", "run-due-actions,measure-backlog,cancel-billing-item");
    }

    private static Lambda start(String handler, Map<String, String> more, String name, String value) throws Exception {
        var environment = new HashMap<>(database.environment());
        environment.putAll(more);
        environment.put(name, value);
        Lambda lambda = Lambda.start(handler, environment);
        STARTED.add(lambda);
        return lambda;
    }

    @AfterAll
    static void stop() throws Exception {
        for (int i = STARTED.size() - 1; i >= 0; i--) {
            STARTED.get(i).close();
        }
    }

    @BeforeEach
    void bringRecords() {
        String records = """
                {"policy":{"termsVersion":"v1","termsText":"Gone is gone.","contactLine":"Ask."},
                 "accounts":[{"id":"a-%1$s","name":"A","currency":"USD","timeZone":"America/New_York"}],
                 "billingItems":[{"id":"i-%1$s","accountId":"a-%1$s","name":"Item","anchorOn":"2026-01-31",
                   "price":{"amount":"79.00","currency":"USD"}}]}""".formatted(id);
        assertEquals(
                200,
                post("import-records", "billing-admin", "import-" + id, records)
                        .path("statusCode")
                        .asInt());
    }

    private JsonNode post(String function, String role, @Nullable String key, @Nullable String body) {
        return api.call(http(
                "POST", "/" + function, claims(role), key == null ? Map.of() : Map.of("idempotency-key", key), body));
    }

    private String cancel(String timing) {
        return """
                {"billingItemId":"i-%s","timing":"%s","acknowledged":true,"termsVersion":"v1",
                 "reason":{"code":"NO_LONGER_NEEDED"}}""".formatted(id, timing);
    }

    private static JsonNode body(JsonNode response) {
        // Text, as every client of the API expects it.
        assertFalse(response.path("isBase64Encoded").asBoolean(), response::toString);
        return Lambda.read(response.path("body").asText());
    }

    private static void isProblem(JsonNode response, int status, String reason) {
        assertEquals(status, response.path("statusCode").asInt(), response::toString);
        assertEquals(
                "application/problem+json", response.at("/headers/Content-Type").asText());
        assertEquals(reason, body(response).path("reason").asText());
    }

    private List<String> events(String type) {
        return database.texts(
                "select count(*) from outbox where tenant_id = 't' and type = ? and subject = ?", type, "i-" + id);
    }

    // HTTP.

    @Test
    void answersTheApiAndRepeatsTheAnswerForItsKey() {
        JsonNode first = post("cancel-billing-item", "agent", "k-" + id, cancel("ANNIVERSARY"));
        assertEquals(200, first.path("statusCode").asInt(), first::toString);
        assertEquals("SCHEDULED", body(first).path("state").asText());
        JsonNode again = post("cancel-billing-item", "agent", "k-" + id, cancel("ANNIVERSARY"));
        assertEquals(body(first), body(again));
        assertEquals("true", again.at("/headers/Idempotency-Replayed").asText());
        assertEquals(List.of("1"), events("billing-item.cancellation-scheduled"));
        assertEquals(
                List.of("somebody agent HTTP 203.0.113.7"),
                database.texts(
                        "select concat_ws(' ', actor, role, source) from audit where tenant_id = 't' and key = ?",
                        "k-" + id));
    }

    @Test
    void asksForWhatTheAuthorizerSays() {
        isProblem(api.call(http("POST", "/list-billing-items", null, Map.of(), "{}")), 401, "UNAUTHENTICATED");
        // A header that no authorizer has seen says nothing.
        isProblem(
                api.call(http("POST", "/list-billing-items", null, Map.of("authorization", "Bearer a.b.c"), "{}")),
                401,
                "UNAUTHENTICATED");
        isProblem(
                api.call(http("POST", "/list-billing-items", Map.of("sub", "x"), Map.of(), "{}")),
                401,
                "TOKEN_INCOMPLETE");
        isProblem(post("import-records", "agent", "r-" + id, "{}"), 403, "NOT_ALLOWED");
        JsonNode own = api.call(http(
                "POST",
                "/list-billing-items",
                Map.of("sub", "c", "tenant", "t", "groups", List.of("customer"), "account", "a-" + id),
                Map.of(),
                "{}"));
        assertEquals(1, body(own).path("items").size());
    }

    /** The authorizer's own text of the groups cannot be taken apart again; only the token that it has verified says them. */
    @Test
    void believesTheTokenThatTheAuthorizerMeansAndNoOther() {
        String other = "Bearer " + SignedTokens.of(Map.of("sub", "other", "tenant", "t", "groups", List.of("system")));
        String own = "Bearer " + SignedTokens.of(claims("agent"));
        for (String header : List.of("", "Bearer", "Bearer a.b.c", other, own + "," + other, own.substring(7))) {
            isProblem(
                    api.call(http(
                            "POST", "/list-billing-items", claims("agent"), Map.of("authorization", header), "{}")),
                    401,
                    "UNAUTHENTICATED");
        }
    }

    @Test
    void servesTheFunctionsOfItsListOnly() {
        isProblem(post("list-accounts", "agent", null, "{}"), 404, "UNKNOWN_FUNCTION");
        for (String door : List.of("receive-command", "receive-message", "migrate-schema")) {
            isProblem(post(door, "billing-admin", "d-" + id, "{}"), 404, "UNKNOWN_FUNCTION");
        }
    }

    /** Why no queue may be bound to this handler: what it cannot do looks done. The test of the template holds it. */
    @Test
    void answersABatchAtTheWrongHandlerAsIfItWereDone() {
        JsonNode answer = api.call(sqs(message("cancel-billing-item", "w-" + id, cancel("IMMEDIATE"))));
        assertEquals(500, answer.path("statusCode").asInt());
        assertEquals(List.of("0"), events("billing-item.canceled"));
    }

    // Queues.

    private static List<String> failures(JsonNode answer) {
        var ids = new ArrayList<String>();
        answer.path("batchItemFailures")
                .forEach(failure -> ids.add(failure.path("itemIdentifier").asText()));
        return ids;
    }

    @Test
    void doesWhatItCanOfABatchAndReportsTheRest() {
        String good = message("cancel-billing-item", "q-" + id, cancel("ANNIVERSARY"));
        JsonNode answer = queue.call(sqs(
                "{\"secret-of-" + id,
                good,
                good,
                message(
                        "cancel-billing-item",
                        "refused-" + id,
                        cancel("IMMEDIATE").replace("v1", "v0")),
                message("undo-cancellation", "other-" + id, json("cancellationId", "C-1")),
                message("cancel-billing-item", null, cancel("IMMEDIATE")),
                bus(good),
                ""));
        // The refused one is answered, and the duplicate has its answer; the others go to the dead letters in the end.
        assertEquals(List.of("m-0", "m-4", "m-5", "m-6", "m-7"), failures(answer));
        assertEquals(List.of("1"), events("billing-item.cancellation-scheduled"));
        assertEquals(
                List.of("1"),
                database.texts(
                        "select count(*) from outbox where tenant_id = 't' and type = 'command.refused' and subject = ?",
                        "refused-" + id));
        String log = queue.log();
        assertTrue(log.contains("Message m-0 is not carried out: MALFORMED_JSON"), log);
        assertTrue(log.contains("Message m-4 is not carried out: UNKNOWN_FUNCTION"), log);
        assertTrue(log.contains("Message m-5 is not carried out: IDEMPOTENCY_KEY_MISSING"), log);
        assertTrue(log.contains("Message m-6 is not carried out: INVALID_REQUEST"), log);
        assertFalse(log.contains("secret-of-" + id), "The log holds a body");
    }

    @Test
    void saysNothingOfABatchThatIsDone() {
        assertEquals(
                List.of(), failures(queue.call(sqs(message("cancel-billing-item", "a-" + id, cancel("ANNIVERSARY"))))));
    }

    @Test
    void failsOnWhatIsNoBatch() {
        String good = message("cancel-billing-item", "n-" + id, cancel("IMMEDIATE"));
        for (String event : List.of(
                good, bus(good), cloudEvent(good), http("POST", "/cancel-billing-item", null, Map.of(), good), "{}")) {
            assertTrue(queue.invoke(event).failed(), event);
        }
        assertEquals(List.of("0"), events("billing-item.canceled"));
    }

    /** Of an exception in a batch the binding says nothing at all. */
    @Test
    void logsAnErrorOfOursByTheIdsOfItsMessageAndItsOwn() {
        bringAnError();
        assertEquals(
                List.of("m-0"),
                failures(queue.call(sqs(message("cancel-billing-item", "o-" + id, cancel("IMMEDIATE"))))));
        Pattern line = Pattern.compile("Error [0-9a-f-]{36}: message m-0 is not carried out");
        assertTrue(line.matcher(queue.log()).find(), queue::log);
        assertFalse(queue.log().contains(id), "The log holds what the database was asked");
    }

    /** No function writes such a time zone. */
    private void bringAnError() {
        database.write("update account set time_zone = 'Nowhere' where tenant_id = 't' and id = ?", "a-" + id);
    }

    /** Why SNS is subscribed by queues only: its failures look done. They are in the log, at least. */
    @Test
    void logsWhatSnsWouldSwallow() {
        Answer answer = direct.invoke(
                sns(json("function", "no-such-" + id, "actor", Body.of("subject", "s", "role", "system"))));
        assertFalse(answer.failed());
        assertTrue(direct.log().contains("Message of a direct call is not carried out: UNKNOWN_FUNCTION"));
    }

    // Direct calls and schedules.

    @Test
    void answersADirectCallWithAnOutcome() {
        JsonNode done = direct.call(message("cancel-billing-item", "d-" + id, cancel("ANNIVERSARY")));
        assertEquals("SCHEDULED", done.at("/answer/state").asText(), done::toString);
        JsonNode refused = direct.call(message("cancel-billing-item", "e-" + id, cancel("ANNIVERSARY")));
        assertEquals(
                "CANCELLATION_ALREADY_SCHEDULED", refused.at("/refusal/reason").asText());
        JsonNode bad = direct.call(message("cancel-billing-item", "f-" + id, json("billingItm", 1)));
        assertEquals("/billingItm", bad.at("/refusal/errors/0/pointer").asText(), bad::toString);
    }

    @Test
    void refusesWhatIsNoEnvelope() {
        String good = message("cancel-billing-item", "b-" + id, cancel("IMMEDIATE"));
        for (String event : List.of(
                "{}",
                bus(good),
                cloudEvent(good),
                http("POST", "/cancel-billing-item", null, Map.of(), good),
                cancel("IMMEDIATE"))) {
            assertEquals(
                    "INVALID_REQUEST", direct.call(event).at("/refusal/reason").asText(), event);
        }
        assertEquals(List.of("0"), events("billing-item.canceled"));
    }

    /** Whoever calls sees one type for whatever fails; so only what is worth another try does, and tells an id. */
    @Test
    void failsADirectCallByAnErrorOfOursOnlyAndTellsItsId() {
        bringAnError();
        Answer answer = direct.invoke(message("cancel-billing-item", "g-" + id, cancel("IMMEDIATE")));
        assertTrue(answer.failed(), answer::toString);
        String told = Lambda.read(answer.body()).path("errorMessage").asText();
        assertTrue(told.matches("(?s).*INTERNAL_ERROR: The call has failed; the error's id is [0-9a-f-]{36}\\."), told);
        assertFalse(answer.body().contains("Nowhere"), answer::toString);
    }

    @Test
    void tellsItsReleaseInTheLog() {
        direct.invoke("{}");
        assertTrue(direct.log().contains("\"release\":\"r-7\""), direct::log);
    }

    @Test
    void goesOverAllTenantsOnASchedule() {
        post("cancel-billing-item", "agent", "s-" + id, cancel("ANNIVERSARY"));
        database.texts(
                "with due as (update cancellation set effective_at = '2026-01-01T00:00:00Z' where tenant_id = 't'"
                        + " and subject_id = ? returning id) select id from due",
                "i-" + id);
        JsonNode done = schedule.call(message("run-due-actions", null, "{}"));
        assertEquals(1, done.at("/answer/carriedOut").size(), done::toString);
        assertEquals(List.of("1"), events("billing-item.canceled"));
    }

    @Test
    void carriesOutNoCommandWithoutATenant() {
        Answer answer = schedule.invoke(message("cancel-billing-item", "x-" + id, cancel("IMMEDIATE")));
        assertTrue(answer.failed(), answer::toString);
        assertEquals(List.of("0"), events("billing-item.canceled"));
    }

    @Test
    void lendsNobodyAFunctionThatIsExportedByItself() throws Exception {
        try (Lambda bare =
                start(Lambda.EVENTS, Map.of("QUITTANCE_TENANT", "t"), "QUARKUS_FUNQY_EXPORT", "cancel-billing-item")) {
            assertTrue(bare.invoke(cancel("IMMEDIATE")).failed());
            assertTrue(bare.invoke(bus(cancel("IMMEDIATE"))).failed());
            assertEquals(List.of("m-0"), failures(bare.call(sqs(cancel("IMMEDIATE")))));
        }
        assertEquals(List.of("0"), events("billing-item.canceled"));
    }

    // Figures: CloudWatch makes metrics of a line of the log that is JSON from its first character to its last.

    private static List<JsonNode> figures(Lambda lambda) {
        return lambda.log()
                .lines()
                .filter(line -> line.startsWith("{\"_aws\""))
                .map(Lambda::read)
                .peek(line -> assertEquals(
                        "figures",
                        line.at("/_aws/CloudWatchMetrics/0/Namespace").asText(),
                        line::toString))
                .toList();
    }

    @Test
    void logsAFigureForEachCommand() {
        int before = figures(api).size();
        post("cancel-billing-item", "agent", "f-" + id, cancel("IMMEDIATE"));
        post("cancel-billing-item", "agent", "g-" + id, cancel("IMMEDIATE"));
        assertEquals(
                List.of(
                        "cancel-billing-item accepted 1 ",
                        "cancel-billing-item refused 1 BILLING_ITEM_ALREADY_CANCELED"),
                figures(api).stream()
                        .skip(before)
                        .map(line -> String.join(
                                " ",
                                line.path("function").asText(),
                                line.path("outcome").asText(),
                                line.path("Commands").asText(),
                                line.path("reason").asText()))
                        .toList());
    }

    @Test
    void logsWhatWaitsOnASchedule() {
        schedule.call(message("measure-backlog", null, "{}"));
        assertTrue(
                figures(schedule).stream()
                        .anyMatch(line -> line.path("OutboxLag").isIntegralNumber()),
                schedule::log);
    }
}
