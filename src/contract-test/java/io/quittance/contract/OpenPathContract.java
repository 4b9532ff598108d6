package io.quittance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.call.RefusalReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody without a token can have: the API's description, the pages of its problems, and a receipt for a form. */
public abstract class OpenPathContract extends HttpContract {

    protected OpenPathContract(HttpBinding binding) {
        super(binding);
    }

    private HttpAnswer declare(String key, String body) {
        return binding.send(HttpCall.post("/declare-cancellation", body).with("Idempotency-Key", key));
    }

    private String publish() {
        String key = Forms.newKey();
        client.has(Forms.policy(key));
        return key;
    }

    // Pages.

    @Test
    void servesTheApiDescription() {
        HttpAnswer answer = binding.send(HttpCall.get("/q/openapi?format=json"));
        assertEquals(200, answer.status(), answer::toString);
        assertEquals("cancel-billing-item", answer.path("paths.'/cancel-billing-item'.post.operationId"));
    }

    @ParameterizedTest
    @EnumSource(RefusalReason.class)
    void hasAPageForEachReason(RefusalReason reason) {
        HttpAnswer page = binding.send(HttpCall.get("/problems/" + reason.page()));
        assertEquals(200, page.status(), page::toString);
        assertEquals("text/html; charset=utf-8", page.header("Content-Type"));
        assertTrue(page.body().contains(reason.title()), page::toString);
        assertTrue(page.body().contains(reason.name()), page::toString);
    }

    @Test
    void hasNoOtherPages() {
        isProblem(binding.send(HttpCall.get("/problems/none")), RefusalReason.UNKNOWN_FUNCTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/q", "/q/arc", "/q/info", "/dev/token?role=system", "/q/openapis", "/problemsx"})
    void opensNothingElse(String path) {
        isProblem(binding.send(HttpCall.get(path)), RefusalReason.UNAUTHENTICATED);
    }

    // The form.

    @Test
    void takesADeclarationInOnceAndAnswersWithItsReceipt() {
        String body = Forms.body(publish(), "WITHDRAWAL", "");
        HttpAnswer first = declare("form-1", body);
        isDone(first);
        HttpAnswer again = declare("form-1", body);
        assertEquals("true", again.header("Idempotency-Replayed"));
        assertEquals(first.body(), again.body());
        String id = first.path("declarationId");
        assertNotNull(id);
        assertEquals(List.of(id), client.ask("list-declarations", "{}").path("items.declarationId"));
        assertEquals(1, client.told("declaration.received", id));
    }

    @Test
    void looksAtTheKeyOfTheFormAndNotAtATokenThatIsSentAlong() {
        String key = publish();
        Client other = Client.ofNewTenant(binding);
        isDone(other.command("declare-cancellation", Forms.body(key, "ORDINARY", "")));
        assertEquals(1, client.ask("list-declarations", "{}").<Integer>path("items.size()"));
        assertEquals(0, other.ask("list-declarations", "{}").<Integer>path("items.size()"));
    }

    @Test
    void refusesFormsThatAreNobodys() {
        isProblem(
                declare("form-1", Forms.body("pk_0000000000000000", "ORDINARY", "")),
                RefusalReason.PUBLISHABLE_KEY_UNKNOWN);
        isProblem(declare("form-1", "{}"), RefusalReason.INVALID_REQUEST);
        isProblem(declare("form-1", ""), RefusalReason.INVALID_REQUEST);
    }

    @Test
    void refusesAFormThatIsTooLarge() {
        String body = Forms.body(publish(), "ORDINARY", "\"statement\":\"" + "x".repeat(64 * 1024) + "\"");
        isProblem(declare("form-1", body), RefusalReason.PAYLOAD_TOO_LARGE);
    }

    /** Ten a minute: two minutes may be touched by so many calls, and not three. */
    @Test
    void takesOnlySoManyFormsFromOneAddress() {
        String key = publish();
        HttpAnswer answer = declare("form-0", Forms.body(key, "ORDINARY", ""));
        for (int i = 1; i <= 30 && answer.status() == 200; i++) {
            answer = declare("form-" + i, Forms.body(key, "ORDINARY", ""));
        }
        isProblem(answer, RefusalReason.TOO_MANY_REQUESTS);
        assertTrue(String.valueOf(answer.header("Retry-After")).matches("[1-9]|[1-5]\\d|60"), answer::toString);
    }
}
