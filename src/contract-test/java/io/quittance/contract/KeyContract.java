package io.quittance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quittance.call.RefusalReason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command is carried out once for its key, and answers the same however often it is asked for. */
public abstract class KeyContract extends HttpContract {

    private static final String REPLAYED = "Idempotency-Replayed";

    protected KeyContract(HttpBinding binding) {
        super(binding);
    }

    @BeforeEach
    void bringRecords() {
        client.has(Harbor.RECORDS);
    }

    private HttpAnswer cancel(String key, String item) {
        return client.command("cancel-billing-item", key, Harbor.cancel(item, "ANNIVERSARY"));
    }

    @Test
    void answersTheSameWhenAskedTwice() {
        HttpAnswer first = cancel("k-1", "server");
        isDone(first);
        assertNull(first.header(REPLAYED));
        HttpAnswer again = client.command(
                "cancel-billing-item",
                "k-1",
                Harbor.cancel("server", "ANNIVERSARY").replace("\n", "  "));
        isDone(again);
        assertEquals("true", again.header(REPLAYED));
        assertEquals(first.body(), again.body());
        assertEquals(1, client.told("billing-item.cancellation-scheduled", "server"));
    }

    @Test
    void refusesTheSameWhenRefusedTwice() {
        HttpAnswer first = cancel("k-1", "fee");
        isProblem(first, RefusalReason.ITEM_NOT_CANCELABLE);
        HttpAnswer again = cancel("k-1", "fee");
        isProblem(again, RefusalReason.ITEM_NOT_CANCELABLE);
        assertEquals("true", again.header(REPLAYED));
        assertEquals(first.body(), again.body());
        assertEquals(1, client.told("command.refused", "k-1"));
    }

    @Test
    void refusesTheKeyOfAnotherRequest() {
        isDone(cancel("k-1", "server"));
        isProblem(cancel("k-1", "backup"), RefusalReason.IDEMPOTENCY_KEY_REUSED);
        assertEquals(0, client.told("billing-item.cancellation-scheduled", "backup"));
    }

    @Test
    void givesNoCustomerTheAnswerOfAnother() {
        String body = Harbor.cancel("server", "ANNIVERSARY");
        isDone(client.asCustomerOf("harbor").command("cancel-billing-item", "shared", body));
        isProblem(
                client.asCustomerOf("kawa").command("cancel-billing-item", "shared", body),
                RefusalReason.IDEMPOTENCY_KEY_REUSED);
    }

    @Test
    void keepsTheKeysOfTenantsApart() {
        isDone(cancel("k-1", "server"));
        Client other = Client.ofNewTenant(binding);
        other.has(Harbor.RECORDS);
        HttpAnswer answer = other.command("cancel-billing-item", "k-1", Harbor.cancel("backup", "ANNIVERSARY"));
        isDone(answer);
        assertNull(answer.header(REPLAYED));
    }

    @Test
    void neverCarriesOutAgainWhatWasAnsweredLongAgo() {
        isDone(cancel("k-1", "server"));
        // As run-due-actions leaves it after 30 days.
        binding.write("update operation set answer = null where tenant_id = ? and key = 'k-1'", client.tenant());
        isProblem(cancel("k-1", "server"), RefusalReason.IDEMPOTENCY_KEY_EXPIRED);
    }

    @Test
    void asksForAKey() {
        isProblem(
                client.ask("cancel-billing-item", Harbor.cancel("server", "ANNIVERSARY")),
                RefusalReason.IDEMPOTENCY_KEY_MISSING);
        isProblem(cancel(" ", "server"), RefusalReason.IDEMPOTENCY_KEY_MISSING);
        assertEquals(0, client.told("billing-item.cancellation-scheduled", "server"));
    }

    @Test
    void refusesAKeyThatIsTooLong() {
        isProblem(client.command("import-records", "k".repeat(256), "{}"), RefusalReason.INVALID_REQUEST);
        isDone(client.command("import-records", "k".repeat(255), "{}"));
    }

    @Test
    void usesNoKeyUpForWhatCouldNotBeRead() {
        isProblem(client.command("cancel-billing-item", "k-1", "{bad"), RefusalReason.MALFORMED_JSON);
        isProblem(client.command("cancel-billing-item", "k-1", "{}"), RefusalReason.INVALID_REQUEST);
        isDone(cancel("k-1", "server"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"idempotency-key", "IDEMPOTENCY-KEY", "Idempotency-Key"})
    void readsItsHeaderInAnySpelling(String name) {
        String body = Harbor.cancel("server", "ANNIVERSARY");
        isDone(client.send(HttpCall.post("/cancel-billing-item", body).with(name, "k-1")));
        assertEquals("true", cancel("k-1", "server").header(REPLAYED));
    }

    /** A gateway hands on a header with commas in pieces; by the first one only, two commands would be one. */
    @Test
    void keepsKeysWithCommasApart() {
        isDone(cancel("shop,1", "server"));
        isDone(cancel("shop,2", "backup"));
        assertEquals("true", cancel("shop,1", "server").header(REPLAYED));
    }
}
