package io.quittance.declaration;

import static io.quittance.contract.Body.json;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Functions;
import io.quittance.call.Role;
import io.quittance.contract.Forms;
import io.quittance.testing.Api;
import io.quittance.testing.Declarations;
import io.quittance.testing.FunctionTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cancellation button: it works without a token, is answered at once, and is believed nothing. */
@QuarkusTest
class DeclareCancellationTest extends FunctionTest {

    @TestHTTPResource
    URL url;

    @Inject
    Functions functions;

    private String key;

    @BeforeEach
    void begin() {
        // Half past midnight in Berlin, and still the day before at UTC.
        clock.moveTo("2026-06-10T22:30:00Z");
        key = Declarations.publish(api);
    }

    private Response declare(String body) {
        return Declarations.send(UUID.randomUUID().toString(), body);
    }

    // It works, and tells once.

    @Test
    void answersAtOnceWithAReceiptInTheTenantsTimeZone() {
        String id = declare(Forms.body(key, "ORDINARY", "\"wishedOn\":\"2026-07-31\""))
                .then()
                .statusCode(200)
                .body("kind", is("ORDINARY"))
                .body("contract", is("KD-4711"))
                .body("receivedAt", is("2026-06-10T22:30:00Z"))
                .body("receivedOn", is("2026-06-11"))
                .body("timeZone", is("Europe/Berlin"))
                .body("earliestEnd", is("2026-07-31"))
                .body("contactLine", is("Ask."))
                .extract()
                .path("declarationId");
        api.ask("list-declarations", json("state", "RECEIVED"))
                .then()
                .body("items.declarationId", is(List.of(id)))
                .body("items[0].contact", is("somebody@example.org"))
                .body("items[0].receipt", containsString(id))
                .body("items[0].accountId", nullValue())
                .body("items[0].history", is(List.of()));
        assertEquals(List.of("declaration.received"), api.events());
    }

    @Test
    void tellsNobodyElseWhoDeclaredIt() {
        declare(Forms.body(key, "ORDINARY", "\"statement\":\"Enough.\"")).then().statusCode(200);
        String told = String.join(
                        "", books.texts("select concat(data, subject) from outbox where tenant_id = ?", api.tenant()))
                + String.join(
                        "",
                        books.texts(
                                "select concat(a.*::text) from audit a where tenant_id = ?"
                                        + " and function = 'declare-cancellation'",
                                api.tenant()));
        for (String personal : List.of("somebody@example.org", "A. Customer", "KD-4711", "Enough.", "127.0.0.1")) {
            assertEquals(-1, told.indexOf(personal), personal + " is told: " + told);
        }
    }

    // Asked twice.

    @Test
    void givesTheSameReceiptAgainUnderTheSameKey() {
        String body = Forms.body(key, "WITHDRAWAL", "");
        String first = Declarations.send("again", body).asString();
        clock.moveTo("2026-06-12T22:30:00Z");
        Declarations.send("again", body)
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", is("true"))
                .body(is(first));
        Declarations.send("again", Forms.body(key, "ORDINARY", ""))
                .then()
                .statusCode(422)
                .body("reason", is("IDEMPOTENCY_KEY_REUSED"));
        assertEquals(1, books.number("select count(*) from declaration where tenant_id = ?", api.tenant()));
    }

    @Test
    void usesNobodysKeysUp() {
        Declarations.send("k-1", Forms.body(key, "ORDINARY", "")).then().statusCode(200);
        api.command("import-records", "k-1", "{}").then().statusCode(200);
    }

    @Test
    void asksForAKeyOfTheCall() {
        given().body(Forms.body(key, "ORDINARY", ""))
                .post("/declare-cancellation")
                .then()
                .statusCode(400)
                .body("reason", is("IDEMPOTENCY_KEY_MISSING"));
    }

    // What it says, and does not say.

    @Test
    void saysTheSameWhetherOrNotThereIsSuchAContract() {
        api.has("""
                {"accounts":[{"id":"KD-4711","name":"A. Customer","currency":"EUR","timeZone":"Europe/Berlin"}],
                 "subscriptions":[{"id":"KD-4711","accountId":"KD-4711","name":"Hosting","startsOn":"2026-01-01"}]}""");
        String known = declare(Forms.body(key, "ORDINARY", "")).asString();
        Api other = Api.newTenant();
        String unknown =
                declare(Forms.body(Declarations.publish(other), "ORDINARY", "")).asString();
        assertEquals(known.replaceAll("D-\\d+", "D-"), unknown.replaceAll("D-\\d+", "D-"));
    }

    // Refused, it changes nothing.

    @Test
    void namesEveryBadValueAtOnce() {
        declare("""
                {"publishableKey":"%s","name":"Two\\nlines","contact":"nobody","contract":" "}""".formatted(key))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/contact", "/contract", "/kind", "/name")));
        declare(Forms.body(key, "EXTRAORDINARY", ""))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/statement")));
        declare(Forms.body(key, "ORDINARY", "\"account\":\"x\""))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/account")));
        declare("").then().statusCode(400).body("reason", is("INVALID_REQUEST"));
        declare("{}").then().statusCode(400).body("errors.pointer", is(List.of("/publishableKey")));
        declare("{bad").then().statusCode(400).body("reason", is("MALFORMED_JSON"));
        assertEquals(0, books.number("select count(*) from declaration where tenant_id = ?", api.tenant()));
    }

    @Test
    void refusesABodyThatIsTooLargeBeforeItIsRead() throws Exception {
        declare("{\"statement\":\"" + "x".repeat(70_000) + "\"}")
                .then()
                .statusCode(413)
                .body("reason", is("PAYLOAD_TOO_LARGE"));
        HttpRequest unannounced = HttpRequest.newBuilder(url.toURI().resolve("/declare-cancellation"))
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream("{}".getBytes(UTF_8))))
                .build();
        assertEquals(
                413,
                HttpClient.newHttpClient()
                        .send(unannounced, BodyHandlers.discarding())
                        .statusCode());
    }

    @Test
    void isCalledByPostOnly() {
        given().get("/declare-cancellation").then().statusCode(405).body("reason", is("METHOD_NOT_ALLOWED"));
    }

    // Publishable keys.

    @Test
    void refusesKeysThatAreUnknownOrRevokedAndTakesThemBack() {
        declare(Forms.body("pk_0000000000000000", "ORDINARY", ""))
                .then()
                .statusCode(403)
                .body("reason", is("PUBLISHABLE_KEY_UNKNOWN"));
        String next = Forms.newKey();
        Declarations.publish(api, key, next);
        declare(Forms.body(key, "ORDINARY", "")).then().statusCode(200);
        declare(Forms.body(next, "ORDINARY", "")).then().statusCode(200);
        Declarations.publish(api, next);
        declare(Forms.body(key, "ORDINARY", "")).then().statusCode(403);
        declare(Forms.body(next, "ORDINARY", "")).then().statusCode(200);
        Declarations.publish(api, key, next);
        declare(Forms.body(key, "ORDINARY", "")).then().statusCode(200);
        Declarations.publish(api);
    }

    @Test
    void letsNoTenantTakeAnothersKey() {
        Api other = Api.newTenant();
        other.command("import-records", Forms.policy(key))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/policy/publishableKeys/0")))
                .body("errors.detail", is(List.of("is taken")));
        // Revoked, it is still the first one's.
        Declarations.publish(api, Forms.newKey());
        other.command("import-records", Forms.policy(key)).then().statusCode(400);
        other.command("import-records", Forms.policy("pk_short")).then().statusCode(400);
    }

    // Not too many.

    @Test
    void takesSoManyAMinuteFromOneAddress() {
        for (int i = 0; i < 10; i++) {
            declare(Forms.body(key, "ORDINARY", "")).then().statusCode(200);
        }
        clock.moveTo("2026-06-10T22:30:15Z");
        declare(Forms.body(key, "ORDINARY", ""))
                .then()
                .statusCode(429)
                .header("Retry-After", is("45"))
                .body("reason", is("TOO_MANY_REQUESTS"));
        // Others are not kept out by it.
        declare(Forms.body(Declarations.publish(Api.newTenant()), "ORDINARY", ""))
                .then()
                .statusCode(200);
        clock.moveTo("2026-06-10T22:31:00Z");
        declare(Forms.body(key, "ORDINARY", "")).then().statusCode(200);
        assertEquals(
                List.of(),
                books.texts("select scope from open_call where tenant_id = ? and scope like '%127.0%'", api.tenant()));
    }

    @Test
    void takesSoManyAMinuteByOneKey() {
        declare(Forms.body(key, "ORDINARY", "")).then().statusCode(200);
        books.write("update open_call set calls = 60 where tenant_id = ? and scope like 'key %'", api.tenant());
        declare(Forms.body(key, "ORDINARY", "")).then().statusCode(429).body("detail", containsString("limit is 60"));
    }

    // The rights of somebody without a token.

    @Test
    void looksAtTheKeyAndNotAtATokenThatIsSentAlong() {
        Api other = Api.newTenant();
        other.command("declare-cancellation", Forms.body(key, "ORDINARY", ""))
                .then()
                .statusCode(200);
        assertEquals(1, books.number("select count(*) from declaration where tenant_id = ?", api.tenant()));
        assertEquals(0, books.number("select count(*) from declaration where tenant_id = ?", other.tenant()));
        assertEquals(
                List.of("anonymous"),
                books.texts(
                        "select role from audit where tenant_id = ? and function = 'declare-cancellation'",
                        api.tenant()));
    }

    @Test
    void showsDeclarationsToTheStaffOnly() {
        declare(Forms.body(key, "ORDINARY", "")).then().statusCode(200);
        api.asCustomerOf("harbor").ask("list-declarations", "{}").then().statusCode(403);
        Api.newTenant().ask("list-declarations", "{}").then().body("items", is(List.of()));
        api.as(Role.AGENT).ask("list-declarations", "{}").then().body("items.size()", is(1));
        api.ask("list-declarations", json("kind", "WITHDRAWAL")).then().body("items", is(List.of()));
        api.ask("list-declarations", "{}").then().body("items[0].receipt", not(containsString("null")));
    }
}
