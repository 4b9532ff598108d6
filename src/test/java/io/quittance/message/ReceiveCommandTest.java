package io.quittance.message;

import static io.quittance.contract.Body.json;
import static io.quittance.testing.Messenger.API;
import static io.quittance.testing.Messenger.message;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Functions;
import io.quittance.call.Gate;
import io.quittance.call.InputError;
import io.quittance.call.Problem;
import io.quittance.call.Refusal;
import io.quittance.call.RefusalReason;
import io.quittance.call.Role;
import io.quittance.cancellation.CancellationReceipt;
import io.quittance.contract.Body;
import io.quittance.contract.Harbor;
import io.quittance.testing.Books;
import io.quittance.testing.Messenger;
import io.quittance.testing.MovingClock;
import io.quittance.testing.Together;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands as messages: the same functions, with one effect however often and in whatever order they come. */
@QuarkusTest
class ReceiveCommandTest {

    @Inject
    MovingClock clock;

    @Inject
    Books books;

    @Inject
    Messenger messenger;

    @Inject
    Functions functions;

    /** What one test has for itself in the tenant of the messages. */
    private final String id = UUID.randomUUID().toString();

    @BeforeEach
    void begin() {
        clock.reset();
        API.has("""
                {"policy":{"termsVersion":"v1","termsText":"Gone is gone.","contactLine":"Ask."},
                 "accounts":[{"id":"a-%1$s","name":"A","currency":"USD","timeZone":"America/New_York"}],
                 "billingItems":[{"id":"i-%1$s","accountId":"a-%1$s","name":"Item","anchorOn":"2026-01-31",
                   "price":{"amount":"79.00","currency":"USD"}}]}""".formatted(id));
    }

    private String cancel(String key) {
        return message("cancel-billing-item", key + id, Harbor.cancel("i-" + id, "ANNIVERSARY"));
    }

    private static CancellationReceipt receipt(CommandOutcome outcome) {
        assertNull(outcome.refusal());
        return assertInstanceOf(CancellationReceipt.class, outcome.answer());
    }

    private static Problem refusal(CommandOutcome outcome) {
        assertNull(outcome.answer());
        Problem refusal = outcome.refusal();
        assertNotNull(refusal);
        return refusal;
    }

    private long events(String type, String subject) {
        return books.number(
                "select count(*) from outbox where tenant_id = 'messages' and type = ? and subject = ?", type, subject);
    }

    @Test
    void carriesOutACommandAndTellsOnce() {
        CommandOutcome outcome = messenger.send(cancel("one"));
        assertEquals("SCHEDULED", receipt(outcome).state().name());
        assertFalse(outcome.replayed());
        assertEquals(1, events("billing-item.cancellation-scheduled", "i-" + id));
        assertEquals(
                List.of("crm system MESSAGE"),
                books.texts(
                        "select actor || ' ' || role || ' ' || source from audit where tenant_id = 'messages' and key = ?",
                        "one" + id));
    }

    @Test
    void answersARefusalAndTellsIt() {
        messenger.send(cancel("one"));
        CommandOutcome again = messenger.send(cancel("two"));
        assertEquals(
                RefusalReason.CANCELLATION_ALREADY_SCHEDULED, refusal(again).reason());
        assertFalse(again.replayed());
        assertEquals(1, events("command.refused", "two" + id));
        assertEquals(1, events("billing-item.cancellation-scheduled", "i-" + id));
        CommandOutcome replayed = messenger.send(cancel("two"));
        assertEquals(refusal(again), refusal(replayed));
        assertTrue(replayed.replayed());
        assertEquals(1, events("command.refused", "two" + id));
    }

    @Test
    void givesDuplicatesOneEffectAndTheSameAnswer() {
        List<CommandOutcome> outcomes = Together.times(16, i -> messenger.send(cancel("one")));
        assertEquals(
                1, outcomes.stream().map(ReceiveCommandTest::receipt).distinct().count());
        assertEquals(15, outcomes.stream().filter(CommandOutcome::replayed).count());
        assertEquals(1, events("billing-item.cancellation-scheduled", "i-" + id));
    }

    @Test
    void leavesUndoneWhatIsDeliveredAgainAfterItsUndo() {
        String cancellation = receipt(messenger.send(cancel("one"))).cancellationId();
        String undo = message("undo-cancellation", "undo" + id, json("cancellationId", cancellation));
        messenger.send(undo);
        CommandOutcome late = messenger.send(cancel("one"));
        assertTrue(late.replayed());
        messenger.send(undo);
        API.ask("get-cancellation", json("cancellationId", cancellation))
                .then()
                .body("state", is("UNDONE"))
                .body("history.what", is(List.of("REQUESTED", "UNDONE")));
    }

    @Test
    void refusesWhatComesBeforeItsTime() {
        Problem refusal =
                refusal(messenger.send(message("undo-cancellation", "undo" + id, json("cancellationId", "C-0"))));
        assertEquals(RefusalReason.CANCELLATION_NOT_FOUND, refusal.reason());
    }

    @Test
    void answersTheSameKeyOnHttpAndByMessage() {
        receipt(messenger.send(cancel("shared")));
        API.as(Role.SYSTEM)
                .command("cancel-billing-item", "shared" + id, Harbor.cancel("i-" + id, "ANNIVERSARY"))
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "{}",
                "7",
                // What EventBridge sends without an InputPath.
                "{\"version\":\"0\",\"id\":\"e\",\"detail-type\":\"x\",\"source\":\"y\",\"detail\":{\"billingItemId\":\"i\"}}",
                // What an API sends to the wrong handler.
                "{\"version\":\"2.0\",\"rawPath\":\"/cancel-billing-item\",\"body\":\"{}\"}",
                // A body as over HTTP, without its envelope.
                "{\"billingItemId\":\"server\",\"timing\":\"IMMEDIATE\"}",
                "{\"function\":\"run-due-actions\",\"actor\":\"somebody\"}"
            })
    void refusesWhatIsNoEnvelope(String json) {
        assertEquals(
                RefusalReason.INVALID_REQUEST, refusal(messenger.send(json)).reason());
    }

    @Test
    void refusesNothingAtAll() {
        assertEquals(
                RefusalReason.INVALID_REQUEST, refusal(messenger.send(null)).reason());
    }

    @Test
    void namesEveryBadValueOfTheEnvelopeAndOfTheCommand() {
        assertEquals(
                Set.of("/actor/role", "/actor/subject", "/function"),
                pointers(json("function", " ", "actor", Body.of(), "command", Body.of())));
        assertEquals(
                Set.of("/limit", "/acountId"),
                pointers(message("list-billing-items", null, json("acountId", "a", "limit", "ten"))));
        assertEquals(Set.of("/billingItemId", "/reason"), pointers(message("cancel-billing-item", "k" + id, "{}")));
        assertEquals(Set.of(""), pointers(message("cancel-billing-item", "k" + id, "null")));
        assertEquals(Set.of(""), pointers(message("cancel-billing-item", "k" + id, "[]")));
        assertEquals(Set.of("/idempotencyKey"), pointers(message("run-due-actions", "k".repeat(256), "{}")));
    }

    private Set<String> pointers(String json) {
        Problem refusal = refusal(messenger.send(json));
        assertEquals(RefusalReason.INVALID_REQUEST, refusal.reason());
        return ((List<?>) Map.copyOf(refusal.facts()).get("errors"))
                .stream().map(error -> ((InputError) error).pointer()).collect(Collectors.toSet());
    }

    @Test
    void asksForAKey() {
        Problem refusal =
                refusal(messenger.send(message("cancel-billing-item", null, Harbor.cancel("i-" + id, "IMMEDIATE"))));
        assertEquals(RefusalReason.IDEMPOTENCY_KEY_MISSING, refusal.reason());
    }

    @Test
    void refusesAKeyThatBelongsToAnotherRequest() {
        messenger.send(cancel("one"));
        Problem refusal = refusal(
                messenger.send(message("cancel-billing-item", "one" + id, Harbor.cancel("i-" + id, "IMMEDIATE"))));
        assertEquals(RefusalReason.IDEMPOTENCY_KEY_REUSED, refusal.reason());
        assertEquals(0, events("billing-item.canceled", "i-" + id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel-everything", "receive-command", "Cancel-Billing-Item"})
    void refusesAnUnknownFunction(String function) {
        assertEquals(
                RefusalReason.UNKNOWN_FUNCTION,
                refusal(messenger.send(message(function, "k" + id, "{}"))).reason());
    }

    @Test
    void letsOnlyTheRolesOfEachFunctionPass() {
        for (Functions.Function function : functions.all()) {
            for (Role role : Role.values()) {
                Problem refusal = messenger
                        .send(message(function.name(), null, actor(role), json("unknown", 1)))
                        .refusal();
                // Nobody is anonymous in a message, and a form may be handed on by anybody.
                boolean allowed = function.roles().contains(role) || role == Role.ANONYMOUS || function.isOpen();
                // What may pass stops at its bad request, and what may not stops before.
                assertEquals(
                        allowed ? RefusalReason.INVALID_REQUEST : RefusalReason.NOT_ALLOWED,
                        refusal == null ? null : refusal.reason(),
                        function.name() + " by " + role);
            }
        }
    }

    private static String actor(Role role) {
        return "{\"subject\":\"x\",\"role\":\"%s\"%s}"
                .formatted(role.group(), role == Role.CUSTOMER ? ",\"account\":\"a\"" : "");
    }

    @Test
    void bindsACustomerToTheAccount() {
        String command = Harbor.cancel("i-" + id, "ANNIVERSARY");
        String other = json("subject", "x", "role", "customer", "account", "another");
        assertEquals(
                RefusalReason.BILLING_ITEM_NOT_FOUND,
                refusal(messenger.send(message("cancel-billing-item", "other" + id, other, command)))
                        .reason());
        String nobody = json("subject", "x", "role", "customer");
        assertEquals(
                RefusalReason.INVALID_REQUEST,
                refusal(messenger.send(message("cancel-billing-item", "no" + id, nobody, command)))
                        .reason());
        String own = json("subject", "x", "role", "customer", "account", "a-" + id);
        receipt(messenger.send(message("cancel-billing-item", "own" + id, own, command)));
    }

    @Test
    void throwsOurOwnFailureSoThatItIsTriedAgain() throws SQLException {
        try (Connection owner = books.connectAs("postgres");
                Statement statement = owner.createStatement()) {
            statement.execute("create or replace function poison_message() returns trigger language plpgsql as $$ begin"
                    + " if new.key = 'poisoned" + id + "' then raise exception 'poisoned'; end if; return new; end $$");
            statement.execute("create trigger poison_message before insert on operation for each row"
                    + " execute function poison_message()");
            try {
                Refusal failure = assertThrows(Refusal.class, () -> messenger.send(cancel("poisoned")));
                assertEquals(RefusalReason.INTERNAL_ERROR, failure.reason());
            } finally {
                statement.execute("drop trigger poison_message on operation");
            }
        }
        receipt(messenger.send(cancel("poisoned")));
    }

    @Test
    void keepsKeysWithCommasApart() {
        // As API Gateway hands them on: each part a header of its own.
        assertEquals(200, twoHeaders("a-" + id, "b").statusCode());
        @Nullable String second = twoHeaders("a-" + id, "c").path("reason");
        assertEquals(RefusalReason.CANCELLATION_ALREADY_SCHEDULED.name(), second);
    }

    private Response twoHeaders(String one, String two) {
        return given().auth()
                .oauth2(API.token())
                .header(Gate.KEY, one, two)
                .body(Harbor.cancel("i-" + id, "ANNIVERSARY"))
                .post("/cancel-billing-item");
    }
}
