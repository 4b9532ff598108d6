package io.quittance.contract;

import static io.quittance.contract.Body.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.call.RefusalReason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be carried out leaves as a problem document that names all that is wrong, and nothing is guessed. */
public abstract class BadRequestContract extends HttpContract {

    protected BadRequestContract(HttpBinding binding) {
        super(binding);
    }

    private static void names(HttpAnswer answer, String... pointers) {
        isProblem(answer, RefusalReason.INVALID_REQUEST);
        List<String> named = answer.path("errors.pointer");
        assertNotNull(named);
        assertEquals(Set.of(pointers), Set.copyOf(named));
    }

    // Bodies.

    @ParameterizedTest
    @ValueSource(strings = {"{bad", "[", "\"text", "{}{}", "nonsense", "{\"limit\":1,\"limit\":2}", "\u0000"})
    void tellsWhereJsonBreaks(String body) {
        isProblem(client.ask("list-accounts", body), RefusalReason.MALFORMED_JSON);
    }

    /** Also of somebody without a token, who may send a form. */
    @Test
    void readsNothingThatIsTooDeepOrTooLongToBeMeant() {
        String deep = "{\"a\":" + "[".repeat(1001) + "]".repeat(1001) + "}";
        String number = "{\"limit\":" + "1".repeat(1001) + "}";
        String name = "{\"" + "x".repeat(50_001) + "\":1}";
        for (String body : List.of(deep, number, name)) {
            isProblem(client.ask("list-accounts", body), RefusalReason.MALFORMED_JSON);
            isProblem(client.command("cancel-billing-item", body), RefusalReason.MALFORMED_JSON);
            isProblem(
                    binding.send(HttpCall.post("/declare-cancellation", body).with("Idempotency-Key", "k")),
                    RefusalReason.MALFORMED_JSON);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "\"text\"", "true"})
    void refusesABodyThatIsNoObject(String body) {
        isProblem(client.ask("list-accounts", body), RefusalReason.INVALID_REQUEST);
    }

    @Test
    void refusesAnEmptyBodyWhereARequestIsNeeded() {
        isProblem(client.ask("list-accounts", ""), RefusalReason.INVALID_REQUEST);
        isProblem(client.command("cancel-billing-item", ""), RefusalReason.INVALID_REQUEST);
        isProblem(client.command("cancel-billing-item", "null"), RefusalReason.INVALID_REQUEST);
        isProblem(
                client.send(new HttpCall("POST", "/cancel-billing-item", null, Map.of("Idempotency-Key", "k"), null)),
                RefusalReason.INVALID_REQUEST);
    }

    @Test
    void namesEveryBadValueAtOnce() {
        HttpAnswer answer = client.ask(
                "preview-billing-item-cancellation",
                json(
                        "billingItemId",
                        7,
                        "timing",
                        "SOON",
                        "includeAssociated",
                        "yes",
                        "effectiveOn",
                        "2026-01-01",
                        "reason",
                        List.of()));
        names(answer, "/billingItemId", "/timing", "/includeAssociated", "/effectiveOn", "/reason");
        assertEquals(
                "must be one of IMMEDIATE, ANNIVERSARY", answer.path("errors.find { it.pointer == '/timing' }.detail"));
        assertEquals("is not a known field", answer.path("errors.find { it.pointer == '/effectiveOn' }.detail"));
    }

    @Test
    void namesWhatIsMissing() {
        names(client.command("cancel-billing-item", "{}"), "/billingItemId", "/reason");
    }

    /** A misspelt day would otherwise be dropped, and the item end on another one. */
    @Test
    void dropsNoFieldThatItDoesNotKnow() {
        client.has(Harbor.RECORDS);
        String cancel = Harbor.cancel("server", "ANNIVERSARY");
        names(client.command("cancel-billing-item", cancel.replace("\"timing\"", "\"timin\"")), "/timin");
        // What a message has around its command is nothing to a body.
        for (String field : List.of("idempotencyKey", "actor", "function", "command", "correlationId")) {
            names(
                    client.command("cancel-billing-item", cancel.replaceFirst("\\{", "{\"" + field + "\":\"x\",")),
                    "/" + field);
        }
        assertEquals(0, client.told("billing-item.cancellation-scheduled", "server"));
    }

    /** Of two names that differ in that only, one value would silently win. */
    @Test
    void takesNoNameInAnotherSpelling() {
        client.has(Harbor.RECORDS);
        names(
                client.command(
                        "cancel-billing-item",
                        Harbor.cancel("server", "ANNIVERSARY")
                                .replaceFirst("\\{", "{\"BillingItemID\":\"backup\",\"TIMING\":\"IMMEDIATE\",")),
                "/BillingItemID",
                "/TIMING");
        names(client.ask("list-accounts", json("LIMIT", 1)), "/LIMIT");
        assertEquals(0, client.told("billing-item.canceled", "backup"));
    }

    @Test
    void refusesTextThatCannotBeKept() {
        names(client.ask("list-accounts", "{\"name\":\"a\\u0000b\",\"accountId\":\"\\ud800\"}"), "/name", "/accountId");
        names(
                client.ask("preview-service-removal", "{\"subscriptionId\":\"s\",\"serviceIds\":[\"a\",\"\\u0000\"]}"),
                "/serviceIds/1");
    }

    @Test
    void refusesDaysAndMomentsThatCannotBeKept() {
        for (String day : List.of("+6000000-01-01", "+10000-01-01", "1899-12-31", "-0044-03-15")) {
            names(
                    client.command(
                            "terminate-subscription",
                            json("subscriptionId", "s", "timing", "ON_DATE", "effectiveOn", day)),
                    "/effectiveOn");
            names(
                    binding.send(HttpCall.post(
                                    "/declare-cancellation",
                                    json("publishableKey", "pk_0000000000000000", "wishedOn", day))
                            .with("Idempotency-Key", "k")),
                    "/wishedOn");
        }
        names(client.command("settle-refund", json("refundId", "R-1", "at", "+10000-01-01T00:00:00Z")), "/at");
    }

    /** Billing systems write the last of them for what never ends. */
    @Test
    void takesTheFirstDayAndTheLastAndTellsThemAgain() {
        client.has(Harbor.RECORDS);
        client.has("""
                {"subscriptions":[{"id":"ever","accountId":"harbor","name":"For ever","startsOn":"1900-01-01",
                   "expiresOn":"9999-12-31"}],
                 "billingItems":[{"id":"late","accountId":"harbor","name":"Late","anchorOn":"9999-12-31",
                   "price":{"amount":"1.00","currency":"USD"}}]}""");
        String cancel = Harbor.cancel("late", "ANNIVERSARY");
        HttpAnswer first = client.command("cancel-billing-item", "late", cancel);
        isDone(first);
        assertEquals(
                first.body(),
                client.command("cancel-billing-item", "late", cancel).body());
    }

    @Test
    void refusesACursorAndALimitThatAreNotOurs() {
        // U+0000, which is no text to the database.
        names(client.ask("list-accounts", json("cursor", "AA")), "/cursor");
        names(client.ask("list-events", json("cursor", "AA")), "/cursor");
        // A moment that is none to it.
        names(
                client.ask("list-events", json("cursor", cursor("+999999999-01-01T00:00:00Z " + new UUID(0, 0)))),
                "/cursor");
        isProblem(client.ask("list-accounts", json("cursor", "%%%")), RefusalReason.INVALID_REQUEST);
        isProblem(client.ask("list-cancellations", json("cursor", "YWJj")), RefusalReason.INVALID_REQUEST);
        names(client.ask("list-accounts", json("limit", 201)), "/limit");
        names(client.ask("list-accounts", json("limit", 0)), "/limit");
    }

    private static String cursor(String place) {
        return Base64.getUrlEncoder().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesAQuoteThatIsNotOurs() {
        client.has(Harbor.RECORDS);
        isProblem(
                client.command(
                        "cancel-billing-item",
                        Commands.cancelItem("server").immediate().quote("abc.def.ghi")),
                RefusalReason.INVALID_REQUEST);
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        isProblem(
                client.ask("list-accounts", "{\"name\":\"" + "x".repeat(6 * 1024 * 1024) + "\"}"),
                RefusalReason.PAYLOAD_TOO_LARGE);
    }

    // Methods and paths.

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void carriesNothingOutButByPost(String method) {
        client.has(Harbor.RECORDS);
        for (String path : List.of(
                "/cancel-billing-item?billingItemId=server&timing=IMMEDIATE&acknowledged=true&termsVersion=v1",
                "/list-accounts")) {
            HttpAnswer answer =
                    client.send(new HttpCall(method, path, null, Map.of("Idempotency-Key", "by-" + method), null));
            isProblem(answer, RefusalReason.METHOD_NOT_ALLOWED);
            assertEquals("POST", answer.header("Allow"));
        }
        assertEquals(0, client.told("billing-item.canceled", "server"));
    }

    @Test
    void takesNothingFromTheQuery() {
        client.has(Harbor.RECORDS);
        HttpAnswer answer = client.send(
                HttpCall.post("/cancel-billing-item?timing=IMMEDIATE", Harbor.cancel("server", "ANNIVERSARY"))
                        .with("Idempotency-Key", "with-query"));
        isDone(answer);
        assertEquals("SCHEDULED", answer.path("state"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/cancel-everything",
                "/",
                "/list-accounts/x",
                "/List-Accounts",
                "/receive-command",
                "/receive-message",
                "/migrate-schema"
            })
    void servesNothingAtUnknownPaths(String path) {
        isProblem(client.send(HttpCall.post(path, "{}")), RefusalReason.UNKNOWN_FUNCTION);
    }

    // What is told.

    @Test
    void tellsNothingOfAnErrorOfOursButItsId() {
        client.has(Harbor.RECORDS);
        binding.write("update account set currency = 'QQQ' where tenant_id = ? and id = 'harbor'", client.tenant());
        HttpAnswer answer = client.ask("get-account-credits", json("accountId", "harbor"));
        isProblem(answer, RefusalReason.INTERNAL_ERROR);
        String id = answer.path("errorId");
        assertTrue(id != null && answer.body().contains("the error's id is " + id), answer::toString);
        assertFalse(answer.body().contains("QQQ"), answer::toString);
    }

    @Test
    void tellsNothingOfTheDatabase() {
        HttpAnswer answer = client.ask("list-billing-items", json("accountId", "'; drop table account; --"));
        isProblem(answer, RefusalReason.ACCOUNT_NOT_FOUND);
        assertFalse(answer.body().contains("select"), answer::toString);
    }
}
