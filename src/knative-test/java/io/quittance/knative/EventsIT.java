package io.quittance.knative;

import static io.quittance.contract.Body.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.binding.Database;
import io.quittance.contract.Harbor;
import io.quittance.contract.HttpAnswer;
import io.quittance.contract.HttpCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an event's own: its attributes, what a broker makes of the answer, and deliveries without a token. */
class EventsIT {

    private static final Map<String, Object> TOKEN =
            Map.of("sub", "clerk", "tenant", "by-token", "groups", List.of("billing-admin"));
    private static final Map<String, String> ACTOR = Map.of("actorsubject", "crm", "actorrole", "system");

    private static KnativeService service;

    /** What one test has for itself. */
    private final String id = UUID.randomUUID().toString();

    @BeforeAll
    static void start() throws Exception {
        service = KnativeService.start(
                new Database(),
                Map.of(
                        "QUITTANCE_TENANT",
                        "by-broker",
                        "QUITTANCE_FUNCTIONS",
                        "import-records,cancel-billing-item,undo-cancellation,list-accounts"));
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
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
                byToken(Events.BINARY.event("import-records", "r-" + id, records))
                        .status());
        assertEquals(
                200,
                service.send(Events.BINARY.event("import-records", "r-" + id, ACTOR, records))
                        .status());
    }

    private static HttpAnswer byToken(HttpCall event) {
        return service.send(new HttpCall(event.method(), event.path(), TOKEN, event.headers(), event.body()));
    }

    private HttpCall cancel(Events mode, String key) {
        return mode.event("cancel-billing-item", key + id, Harbor.cancel("i-" + id, "ANNIVERSARY"));
    }

    private String told(String type, String subject) {
        return String.join(
                " ",
                service.database()
                        .texts(
                                "select concat_ws(' ', tenant_id, count(*)) from outbox where type = ? and subject = ?"
                                        + " group by tenant_id",
                                type,
                                subject));
    }

    private static HttpCall with(HttpCall event, String header, String value) {
        var headers = new HashMap<>(event.headers());
        headers.put(header, value);
        return new HttpCall(event.method(), event.path(), null, headers, event.body());
    }

    private static void isProblem(HttpAnswer answer, int status, String reason) {
        assertEquals(status, answer.status(), answer::toString);
        assertEquals("application/problem+json", answer.headers().get("Content-Type"));
        assertEquals(reason, Events.tree(answer.body()).path("reason").asText());
    }

    private static Set<String> pointers(HttpAnswer answer) {
        isProblem(answer, 400, "INVALID_REQUEST");
        var pointers = new TreeSet<String>();
        Events.tree(answer.body())
                .path("errors")
                .forEach(error -> pointers.add(error.path("pointer").asText()));
        return pointers;
    }

    // Answers.

    @Test
    void answersABinaryEventWithABinaryOne() {
        HttpAnswer answer = byToken(cancel(Events.BINARY, "k"));
        assertEquals(200, answer.status(), answer::toString);
        assertEquals("1.0", answer.headers().get("ce-specversion"));
        assertEquals("k" + id, answer.headers().get("ce-id"));
        assertEquals("/quittance/by-token", answer.headers().get("ce-source"));
        assertEquals("cancel-billing-item.answered", answer.headers().get("ce-type"));
        assertNull(answer.headers().get("ce-replayed"));
        assertEquals("SCHEDULED", Events.tree(answer.body()).path("state").asText());
        assertEquals("true", byToken(cancel(Events.BINARY, "k")).headers().get("ce-replayed"));
        assertEquals("by-token 1", told("billing-item.cancellation-scheduled", "i-" + id));
        assertEquals(
                List.of("clerk billing-admin MESSAGE"),
                service.database()
                        .texts("select concat_ws(' ', actor, role, source) from audit where key = ?", "k" + id));
    }

    @Test
    void answersAStructuredEventWithAStructuredOne() {
        HttpAnswer answer = byToken(cancel(Events.STRUCTURED, "k"));
        assertEquals(200, answer.status(), answer::toString);
        assertEquals("application/cloudevents+json", answer.headers().get("Content-Type"));
        JsonNode event = Events.tree(answer.body());
        assertEquals("1.0", event.path("specversion").asText());
        assertEquals("k" + id, event.path("id").asText());
        assertEquals("/quittance/by-token", event.path("source").asText());
        assertEquals("cancel-billing-item.answered", event.path("type").asText());
        assertEquals("application/json", event.path("datacontenttype").asText());
        assertEquals("SCHEDULED", event.at("/data/state").asText());
        // The mode is none of the command's business.
        assertEquals("true", byToken(cancel(Events.BINARY, "k")).headers().get("ce-replayed"));
    }

    @Test
    void givesDuplicatesOneEffectAndTheSameAnswer() {
        List<HttpAnswer> answers = IntStream.range(0, 12)
                .parallel()
                .mapToObj(i -> byToken(cancel(Events.BINARY, "k")))
                .toList();
        assertEquals(1, answers.stream().map(HttpAnswer::body).distinct().count(), answers::toString);
        assertEquals(
                11,
                answers.stream()
                        .filter(answer -> "true".equals(answer.headers().get("ce-replayed")))
                        .count());
        assertEquals("by-token 1", told("billing-item.cancellation-scheduled", "i-" + id));
    }

    /** A broker sends again what is answered by 404, 409, 429 and 5xx; so a refusal must not be. */
    @ParameterizedTest
    @EnumSource(Events.class)
    void answersARefusalAsADeliveryThatHasSucceeded(Events mode) {
        byToken(cancel(mode, "one"));
        HttpAnswer answer = byToken(cancel(mode, "two"));
        assertEquals(200, answer.status(), answer::toString);
        HttpAnswer refusal = mode.read(answer);
        isProblem(refusal, 409, "CANCELLATION_ALREADY_SCHEDULED");
        HttpAnswer again = mode.read(byToken(cancel(mode, "two")));
        assertEquals(refusal.body(), again.body());
        assertEquals("true", again.headers().get("Idempotency-Replayed"));
        assertEquals("by-token 1", told("command.refused", "two" + id));
    }

    @Test
    void failsWithOurOwnFailureSoThatItIsSentAgain() {
        service.write("create or replace function poison() returns trigger language plpgsql as $$ begin"
                + " raise exception 'poisoned'; end $$");
        service.write("create trigger poison before insert on operation for each row when (new.key = 'poisoned" + id
                + "') execute function poison()");
        isProblem(byToken(cancel(Events.BINARY, "poisoned")), 500, "INTERNAL_ERROR");
        service.write("drop trigger poison on operation");
        assertEquals(200, byToken(cancel(Events.BINARY, "poisoned")).status());
        assertEquals("by-token 1", told("billing-item.cancellation-scheduled", "i-" + id));
    }

    // What is no event, or none of ours.

    @ParameterizedTest
    @ValueSource(strings = {"{bad", "{\"id\":\"a\",\"id\":\"b\"}"})
    void refusesAnEventThatIsNoJson(String body) {
        isProblem(byToken(structured(body)), 400, "MALFORMED_JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{}", "{\"data\":{}}"})
    void namesEveryAttributeThatIsMissing(String body) {
        assertEquals(Set.of("/id", "/source", "/specversion", "/type"), pointers(byToken(structured(body))));
    }

    private static HttpCall structured(String body) {
        return new HttpCall("POST", "/", null, Map.of("Content-Type", "application/cloudevents+json"), body);
    }

    @ParameterizedTest
    @EnumSource(Events.class)
    void namesEveryAttributeThatIsNotRight(Events mode) {
        HttpCall event = mode.event("list-accounts", "x".repeat(256), Map.of("specversion", "0.3", "source", ""), "{}");
        assertEquals(Set.of("/id", "/source", "/specversion"), pointers(byToken(event)));
        HttpCall other = mode.event("list-accounts", "x", Map.of("datacontenttype", "text/xml"), "{}");
        assertEquals(
                Set.of("/datacontenttype"),
                pointers(byToken(mode == Events.STRUCTURED ? other : with(other, "Content-Type", "text/xml"))));
    }

    @Test
    void takesNoDataThatIsNotJson() {
        assertEquals(
                Set.of("/data_base64"),
                pointers(byToken(Events.STRUCTURED.event("list-accounts", "x", Map.of("data_base64", "e30="), null))));
    }

    @Test
    void takesNoBatch() {
        isProblem(
                byToken(new HttpCall(
                        "POST", "/", null, Map.of("Content-Type", "application/cloudevents-batch+json"), "[]")),
                400,
                "INVALID_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void carriesNothingOutButByPost(String method) {
        HttpCall event = cancel(Events.BINARY, method);
        isProblem(service.send(new HttpCall(method, "/", TOKEN, event.headers(), null)), 405, "METHOD_NOT_ALLOWED");
        assertEquals("", told("billing-item.cancellation-scheduled", "i-" + id));
    }

    /** By its path it would be one function's, and by its type another's. */
    @ParameterizedTest
    @EnumSource(Events.class)
    void takesNoEventAtTheFunctionsPaths(Events mode) {
        HttpCall event = cancel(mode, "k");
        isProblem(
                service.send(new HttpCall("POST", "/list-accounts", TOKEN, event.headers(), event.body())),
                404,
                "UNKNOWN_FUNCTION");
        assertEquals("", told("billing-item.cancellation-scheduled", "i-" + id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cancel-everything",
                // Not in this process's list.
                "run-due-actions",
                "receive-command",
                "receive-event",
                "*",
                "billing-item.canceled"
            })
    void servesTheFunctionsOfItsListOnly(String type) {
        String envelope = """
                {"function":"cancel-billing-item","idempotencyKey":"k","actor":{"subject":"x","role":"system"},"command":{}}""";
        isProblem(byToken(Events.BINARY.event(type, "k" + id, envelope)), 404, "UNKNOWN_FUNCTION");
        isProblem(byToken(Events.STRUCTURED.event(type, "k" + id, envelope)), 404, "UNKNOWN_FUNCTION");
    }

    @Test
    void writesNoDataIntoTheLog() {
        byToken(Events.BINARY.event("cancel-billing-item", "k" + id, json("billingItm", "secret-of-" + id)));
        byToken(Events.BINARY.event("cancel-billing-item", "l" + id, "{\"secret-of-" + id));
        String log = service.running().log();
        assertTrue(log.contains("Message k" + id + " is not carried out: INVALID_REQUEST"), log);
        assertFalse(log.contains("secret-of-" + id), "The log holds data");
    }

    // Without a token.

    @ParameterizedTest
    @EnumSource(Events.class)
    void trustsADeliveryForTheConfiguredTenant(Events mode) {
        HttpCall event = mode.event("cancel-billing-item", "b" + id, ACTOR, Harbor.cancel("i-" + id, "ANNIVERSARY"));
        assertEquals(200, mode.read(service.send(event)).status());
        assertEquals("by-broker 1", told("billing-item.cancellation-scheduled", "i-" + id));
        assertEquals(
                List.of("crm system MESSAGE"),
                service.database()
                        .texts("select concat_ws(' ', actor, role, source) from audit where key = ?", "b" + id));
    }

    @Test
    void asksADeliveryForItsActor() {
        assertEquals(Set.of("/actor/role", "/actor/subject"), pointers(withoutToken(null, null, null)));
        assertEquals(Set.of("/actor/role"), pointers(withoutToken("x", "anonymous", null)));
        assertEquals(Set.of("/actor/account"), pointers(withoutToken("x", "customer", null)));
        isProblem(withoutToken("x", "agent", null, "import-records"), 403, "NOT_ALLOWED");
        assertEquals(200, withoutToken("x", "customer", "a-" + id).status());
    }

    private HttpAnswer withoutToken(@Nullable String subject, @Nullable String role, @Nullable String account) {
        return withoutToken(subject, role, account, "list-accounts");
    }

    private HttpAnswer withoutToken(
            @Nullable String subject, @Nullable String role, @Nullable String account, String function) {
        var attributes = new HashMap<String, String>();
        attributes.put("actorsubject", subject == null ? "" : subject);
        attributes.put("actorrole", role == null ? "" : role);
        attributes.put("actoraccount", account == null ? "" : account);
        return service.send(Events.STRUCTURED.event(function, "n" + id, attributes, "{}"));
    }

    /** Neither of the two is silently dropped. */
    @ParameterizedTest
    @EnumSource(Events.class)
    void takesNoActorBesideAToken(Events mode) {
        assertEquals(
                Set.of("/actorrole", "/actorsubject"),
                pointers(byToken(mode.event("list-accounts", "k" + id, ACTOR, "{}"))));
    }

    @Test
    void trustsNobodyWithABadToken() {
        HttpCall event =
                with(Events.BINARY.event("list-accounts", "k" + id, ACTOR, "{}"), "Authorization", "Bearer a.b.c");
        isProblem(service.send(event), 401, "UNAUTHENTICATED");
    }

    @Test
    void tiesAnEventToOthers() {
        HttpCall event = Events.BINARY.event(
                "cancel-billing-item",
                "c" + id,
                Map.of("correlationid", "order-7"),
                Harbor.cancel("i-" + id, "ANNIVERSARY"));
        assertEquals(200, byToken(event).status());
        assertEquals(
                List.of("order-7"),
                service.database().texts("select correlation_id from audit where key = ?", "c" + id));
    }
}
