package io.quittance.edge;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.testing.Api;
import io.quittance.testing.Books;
import io.quittance.testing.Harbor;
import io.restassured.response.Response;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that goes wrong over HTTP leaves as a problem document. */
@QuarkusTest
class ProblemTest {

    @Inject
    Books books;

    private final Api api = Api.newTenant();

    private static void isProblem(Response response, RefusalReason reason) {
        response.then()
                .statusCode(reason.status())
                .contentType("application/problem+json")
                .body("type", is("/problems/" + reason.page()))
                .body("title", is(reason.title()))
                .body("status", is(reason.status()))
                .body("reason", is(reason.name()))
                .body("detail", containsString(reason.next()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{bad", "[", "\"text", "{}{}", "nonsense", "{\"limit\":1,\"limit\":2}", "\u0000"})
    void tellsWhereJsonBreaks(String body) {
        isProblem(api.ask("list-accounts", body), RefusalReason.MALFORMED_JSON);
    }

    @Test
    void namesEveryBadValueAtOnce() {
        Response response = api.ask(
                "preview-billing-item-cancellation",
                "{\"billingItemId\":7,\"timing\":\"SOON\",\"includeAssociated\":\"yes\",\"effectiveOn\":\"2026-01-01\",\"reason\":[]}");
        isProblem(response, RefusalReason.INVALID_REQUEST);
        response.then()
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/billingItemId", "/timing", "/includeAssociated", "/effectiveOn", "/reason"))
                .body("errors.find { it.pointer == '/timing' }.detail", is("must be one of IMMEDIATE, ANNIVERSARY"))
                .body("errors.find { it.pointer == '/effectiveOn' }.detail", containsString("not a field"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "\"text\"", "true"})
    void refusesABodyThatIsNoObject(String body) {
        isProblem(api.ask("list-accounts", body), RefusalReason.INVALID_REQUEST);
    }

    @Test
    void refusesAnEmptyBodyWhereARequestIsNeeded() {
        isProblem(api.ask("list-accounts", ""), RefusalReason.INVALID_REQUEST);
        isProblem(api.command("cancel-billing-item", ""), RefusalReason.INVALID_REQUEST);
        isProblem(api.command("cancel-billing-item", "null"), RefusalReason.INVALID_REQUEST);
    }

    @Test
    void namesWhatIsMissing() {
        Response response = api.command("cancel-billing-item", "{}");
        isProblem(response, RefusalReason.INVALID_REQUEST);
        response.then().body("errors.pointer", containsInAnyOrder("/billingItemId", "/reason"));
    }

    @Test
    void refusesGetOnACommandAndOnAQuestion() {
        for (String function : new String[] {"cancel-billing-item", "list-accounts"}) {
            Response response = given().auth().oauth2(api.token()).get("/" + function);
            isProblem(response, RefusalReason.METHOD_NOT_ALLOWED);
            response.then().header("Allow", "POST");
        }
        isProblem(given().auth().oauth2(api.token()).put("/list-accounts"), RefusalReason.METHOD_NOT_ALLOWED);
    }

    @Test
    void refusesUnknownPaths() {
        isProblem(api.ask("cancel-everything", "{}"), RefusalReason.UNKNOWN_FUNCTION);
        isProblem(api.ask("", "{}"), RefusalReason.UNKNOWN_FUNCTION);
        isProblem(api.ask("list-accounts/x", "{}"), RefusalReason.UNKNOWN_FUNCTION);
        isProblem(given().get("/problems/none"), RefusalReason.UNKNOWN_FUNCTION);
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        isProblem(
                api.ask("list-accounts", "{\"name\":\"" + "x".repeat(6 * 1024 * 1024) + "\"}"),
                RefusalReason.PAYLOAD_TOO_LARGE);
    }

    @Test
    void asksForAToken() {
        isProblem(given().body("{}").post("/list-accounts"), RefusalReason.UNAUTHENTICATED);
        isProblem(given().auth().oauth2("abc").body("{}").post("/list-accounts"), RefusalReason.UNAUTHENTICATED);
        isProblem(
                given().auth().oauth2(api.token() + "x").body("{}").post("/list-accounts"),
                RefusalReason.UNAUTHENTICATED);
        isProblem(
                given().auth().preemptive().basic("a", "b").body("{}").post("/list-accounts"),
                RefusalReason.UNAUTHENTICATED);
        given().body("{}").post("/list-accounts").then().header("WWW-Authenticate", containsString("Bearer"));
    }

    @Test
    void refusesTokensOfOthersAndOfYesterday() {
        isProblem(
                call(token().issuer("https://elsewhere.example")
                        .expiresIn(Duration.ofHours(1))
                        .sign()),
                RefusalReason.UNAUTHENTICATED);
        isProblem(
                call(token().audience("another").expiresIn(Duration.ofHours(1)).sign()), RefusalReason.UNAUTHENTICATED);
        isProblem(call(token().expiresAt(1_600_000_000L).sign()), RefusalReason.UNAUTHENTICATED);
        // Signed with the public key as if it were a secret: only RS256 is taken.
        isProblem(
                call(token().expiresIn(Duration.ofHours(1)).signWithSecret("a-secret-of-at-least-32-characters!")),
                RefusalReason.UNAUTHENTICATED);
    }

    @Test
    void refusesTokensThatLackAClaim() {
        isProblem(
                call(Jwt.subject("x")
                        .groups("agent")
                        .issuer("https://quittance.example")
                        .audience("quittance")
                        .sign()),
                RefusalReason.TOKEN_INCOMPLETE);
        isProblem(call(token().groups("king").sign()), RefusalReason.TOKEN_INCOMPLETE);
        isProblem(call(token().groups("customer").sign()), RefusalReason.TOKEN_INCOMPLETE);
    }

    private io.smallrye.jwt.build.JwtClaimsBuilder token() {
        return Jwt.subject("somebody")
                .groups("agent")
                .claim("tenant", api.tenant())
                .issuer("https://quittance.example")
                .audience("quittance");
    }

    private static Response call(String token) {
        return given().auth().oauth2(token).body("{}").post("/list-accounts");
    }

    @Test
    void refusesRolesThatMayNot() {
        isProblem(api.as(Role.AGENT).command("import-records", "{}"), RefusalReason.NOT_ALLOWED);
        isProblem(api.asCustomerOf("harbor").ask("run-due-actions", "{}"), RefusalReason.NOT_ALLOWED);
        // Before the body is looked at.
        isProblem(api.as(Role.AGENT).command("import-records", "{bad"), RefusalReason.NOT_ALLOWED);
    }

    @Test
    void refusesACursorAndALimitThatAreNotOurs() {
        isProblem(api.ask("list-accounts", "{\"cursor\":\"%%%\"}"), RefusalReason.INVALID_REQUEST);
        isProblem(api.ask("list-cancellations", "{\"cursor\":\"YWJj\"}"), RefusalReason.INVALID_REQUEST);
        isProblem(api.ask("list-accounts", "{\"limit\":201}"), RefusalReason.INVALID_REQUEST);
        isProblem(api.ask("list-accounts", "{\"limit\":0}"), RefusalReason.INVALID_REQUEST);
    }

    @Test
    void refusesAQuoteThatIsNotOurs() {
        api.has(Harbor.RECORDS);
        isProblem(
                api.command(
                        "cancel-billing-item",
                        Harbor.cancel("server", "IMMEDIATE").replace("{\"bill", "{\"quote\":\"abc.def.ghi\",\"bill")),
                RefusalReason.INVALID_REQUEST);
    }

    @Test
    void refusesAKeyThatIsTooLong() {
        isProblem(api.command("import-records", "k".repeat(256), "{}"), RefusalReason.INVALID_REQUEST);
        assertEquals(200, api.command("import-records", "k".repeat(255), "{}").statusCode());
    }

    @ParameterizedTest
    @EnumSource(RefusalReason.class)
    void hasAPageForEachReason(RefusalReason reason) {
        given().get("/problems/" + reason.page())
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString(reason.title()))
                .body(containsString(reason.name()));
    }

    @Test
    void tellsNothingOfAnErrorOfOursButItsId() {
        api.has(Harbor.RECORDS);
        // No function writes such a currency.
        books.write("update account set currency = 'QQQ' where tenant_id = ? and id = 'harbor'", api.tenant());
        Response response = api.ask("get-account-credits", "{\"accountId\":\"harbor\"}");
        isProblem(response, RefusalReason.INTERNAL_ERROR);
        response.then()
                .body("detail", containsString(response.path("errorId")))
                .body("detail", not(containsString("QQQ")));
    }

    @Test
    void leaksNothing() {
        Response response = api.ask("list-accounts", "{\"name\":\"a\\u0000b\",\"accountId\":\"\\ud800\"}");
        isProblem(response, RefusalReason.INVALID_REQUEST);
        response.then().body("errors.pointer", containsInAnyOrder("/name", "/accountId"));
        api.ask("list-billing-items", "{\"accountId\":\"'; drop table account; --\"}")
                .then()
                .statusCode(404)
                .body("reason", is("ACCOUNT_NOT_FOUND"))
                .body("detail", not(containsString("select")));
    }
}
