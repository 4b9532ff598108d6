package io.quittance.declaration;

import static io.quittance.contract.Body.json;
import static io.quittance.testing.Messenger.API;
import static io.quittance.testing.Messenger.message;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.InputError;
import io.quittance.call.Problem;
import io.quittance.call.RefusalReason;
import io.quittance.contract.Forms;
import io.quittance.message.CommandOutcome;
import io.quittance.testing.Api;
import io.quittance.testing.Books;
import io.quittance.testing.Declarations;
import io.quittance.testing.Messenger;
import io.quittance.testing.MovingClock;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A form that somebody else took in and hands on as a message: it is still nobody's, and of the tenant of the messages. */
@QuarkusTest
class DeclarationMessageTest {

    @Inject
    MovingClock clock;

    @Inject
    Books books;

    @Inject
    Messenger messenger;

    private final String id = UUID.randomUUID().toString();
    private String key;

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-10T22:30:00Z");
        key = Declarations.publish(API);
    }

    private CommandOutcome declare(String idempotencyKey, String body) {
        return messenger.send(message("declare-cancellation", idempotencyKey, body));
    }

    private static DeclarationReceipt receipt(CommandOutcome outcome) {
        assertNull(outcome.refusal());
        return assertInstanceOf(DeclarationReceipt.class, outcome.answer());
    }

    private static Problem refusal(CommandOutcome outcome) {
        assertNull(outcome.answer());
        Problem refusal = outcome.refusal();
        assertNotNull(refusal);
        return refusal;
    }

    private long declarations(String tenant) {
        return books.number("select count(*) from declaration where tenant_id = ?", tenant);
    }

    @Test
    void isReceivedOnceUnderItsKeyAndToldOnce() {
        long before = declarations("messages");
        CommandOutcome first = declare(id, Forms.body(key, "WITHDRAWAL", ""));
        assertFalse(first.replayed());
        assertEquals("2026-06-11", receipt(first).receivedOn().toString());
        clock.moveTo("2026-06-12T22:30:00Z");
        CommandOutcome again = declare(id, Forms.body(key, "WITHDRAWAL", ""));
        assertTrue(again.replayed());
        assertEquals(receipt(first), receipt(again));
        assertEquals(before + 1, declarations("messages"));
        assertEquals(
                1,
                books.number(
                        "select count(*) from outbox where tenant_id = 'messages' and type = 'declaration.received'"
                                + " and subject = ?",
                        receipt(first).declarationId()));
    }

    @Test
    void isNobodysWhoeverHandsItOn() {
        String body = Forms.body(key, "ORDINARY", "");
        receipt(messenger.send(
                message("declare-cancellation", id, json("subject", "portal", "role", "billing-admin"), body)));
        assertEquals(
                List.of("anonymous anonymous MESSAGE"),
                books.texts(
                        "select distinct actor || ' ' || role || ' ' || source from audit where tenant_id = 'messages'"
                                + " and function = 'declare-cancellation'"));
    }

    @Test
    void givesTheSameReceiptOverHttpUnderTheSameKey() {
        String body = Forms.body(key, "ORDINARY", "");
        String declared = receipt(declare(id, body)).declarationId();
        Declarations.send(id, body)
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", is("true"))
                .body("declarationId", is(declared));
    }

    @Test
    void isRefusedWithAKeyOfNobodyOrOfAnotherTenant() {
        Api other = Api.newTenant();
        long before = declarations("messages");
        for (String theirs : List.of(Declarations.publish(other), "pk_0000000000000000")) {
            Problem refusal = refusal(declare(id, Forms.body(theirs, "ORDINARY", "")));
            assertEquals(RefusalReason.PUBLISHABLE_KEY_UNKNOWN, refusal.reason());
        }
        assertEquals(before, declarations("messages"));
        assertEquals(0, declarations(other.tenant()));
        receipt(declare(id, Forms.body(key, "ORDINARY", "")));
    }

    @Test
    void namesEveryBadValueAndAsksForAKey() {
        assertEquals(List.of("/publishableKey"), pointers(declare(id, "{}")));
        assertEquals(
                List.of("/contact", "/contract", "/kind", "/name"), pointers(declare(id, json("publishableKey", key))));
        assertEquals(
                RefusalReason.IDEMPOTENCY_KEY_MISSING,
                refusal(messenger.send(message("declare-cancellation", null, Forms.body(key, "ORDINARY", ""))))
                        .reason());
    }

    private static List<String> pointers(CommandOutcome outcome) {
        Problem refusal = refusal(outcome);
        assertEquals(RefusalReason.INVALID_REQUEST, refusal.reason());
        return ((List<?>) Map.copyOf(refusal.facts()).get("errors"))
                .stream().map(error -> ((InputError) error).pointer()).toList();
    }

    @Test
    void isNotHeldBackByTheLimitsOfThePublicDoor() {
        for (int i = 0; i < 12; i++) {
            receipt(declare(id + i, Forms.body(key, "ORDINARY", "")));
        }
        assertEquals(
                0,
                books.number(
                        "select count(*) from open_call where tenant_id = 'messages' and scope = ?", "key " + key));
    }
}
