package io.quittance.testing;

import static io.quittance.contract.Body.json;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.nullValue;

import io.quittance.call.Role;
import io.quittance.contract.Body;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls functions over HTTP as one caller of one tenant. */
public record Api(String tenant, String token) {

    /** A tenant of its own for each test, so that none sees another's records. */
    public static Api newTenant() {
        String tenant = "t-" + UUID.randomUUID();
        return new Api(tenant, Tokens.of(tenant, Role.BILLING_ADMIN));
    }

    public Api as(Role role) {
        return new Api(tenant, Tokens.of(tenant, role));
    }

    /** A second person of a role. */
    public Api asAnother(Role role) {
        return new Api(tenant, Tokens.ofAnother(tenant, role));
    }

    public Api asCustomerOf(String account) {
        return new Api(tenant, Tokens.customer(tenant, account));
    }

    /** A command under a key of its own. */
    public Response command(String function, String body) {
        return command(function, UUID.randomUUID().toString(), body);
    }

    public Response command(String function, @Nullable String key, String body) {
        RequestSpecification request = request();
        if (key != null) {
            request = request.header("Idempotency-Key", key);
        }
        return request.body(body).post("/" + function);
    }

    /** A preview or a question. */
    public Response ask(String function, String body) {
        return request().body(body).post("/" + function);
    }

    public Response command(String function, Body body) {
        return command(function, body.json());
    }

    public Response ask(String function, Body body) {
        return ask(function, body.json());
    }

    /** Imports records, which must be right. */
    public void has(String records) {
        command("import-records", records).then().statusCode(200);
    }

    /** The types of all events of the tenant, but for {@code receipt.issued}, in the order of the alphabet. */
    public List<String> events() {
        return read("type", json("limit", 200)).stream()
                .filter(type -> !type.equals("receipt.issued"))
                .toList();
    }

    /** The subjects of the events of one type, in the order of the alphabet. */
    public List<String> events(String type) {
        return read("subject", json("limit", 200, "type", type));
    }

    /** The types of the events whose type begins so, but for {@code receipt.issued}, each with its subject; sorted. */
    public List<String> eventsWithSubjects(String prefix) {
        return read("collect { it.type + ' ' + it.subject }", json("limit", 200)).stream()
                .filter(event -> event.startsWith(prefix) && !event.startsWith("receipt.issued "))
                .toList();
    }

    private List<String> read(String field, String body) {
        List<String> found = page(body).extract().path("items." + field);
        return found.stream().sorted().toList();
    }

    private ValidatableResponse page(String body) {
        return as(Role.BILLING_ADMIN)
                .ask("list-events", body)
                .then()
                .statusCode(200)
                .body("nextCursor", nullValue());
    }

    private RequestSpecification request() {
        return given().auth().oauth2(token).contentType("application/json");
    }
}
