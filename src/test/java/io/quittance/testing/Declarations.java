package io.quittance.testing;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

/** Forms that somebody sends without a token. */
public final class Declarations {

    private Declarations() {}

    /** A publishable key that is nobody's yet. */
    public static String newKey() {
        return "pk_" + UUID.randomUUID().toString().replace("-", "");
    }

    /** Gives a tenant in Berlin a key of its own. */
    public static String publish(Api api) {
        String key = newKey();
        publish(api, key);
        return key;
    }

    /** Makes these a tenant's keys. */
    public static void publish(Api api, String... keys) {
        api.has(policy(keys));
    }

    public static String policy(String... keys) {
        return """
                {"policy":{"termsVersion":"v1","termsText":"Gone.","contactLine":"Ask.","timeZone":"Europe/Berlin",
                 "publishableKeys":[%s]}}""".formatted(Arrays.stream(keys).map(key -> '"' + key + '"').collect(Collectors.joining(",")));
    }

    /** A form that is filled in; more fields of it may be added. */
    public static String body(String key, String kind, String more) {
        return """
                {"publishableKey":"%s","kind":"%s","name":"A. Customer","contact":"somebody@example.org","contract":"KD-4711"%s}""".formatted(key, kind, more.isEmpty() ? "" : "," + more);
    }

    /** Sends a form under a key of the call. */
    public static Response send(String idempotencyKey, String body) {
        return given().contentType("application/json")
                .header("Idempotency-Key", idempotencyKey)
                .body(body)
                .post("/declare-cancellation");
    }

    /** Sends a form, and answers its number. */
    public static String received(String key, String kind) {
        return send(UUID.randomUUID().toString(), body(key, kind, ""))
                .then()
                .statusCode(200)
                .extract()
                .path("declarationId");
    }
}
