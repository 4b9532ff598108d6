package io.quittance.testing;

import static io.restassured.RestAssured.given;

import io.quittance.contract.Forms;
import io.restassured.response.Response;
import java.util.UUID;

/** Forms that somebody sends without a token. */
public final class Declarations {

    private Declarations() {}

    /** Gives a tenant in Berlin a key of its own. */
    public static String publish(Api api) {
        String key = Forms.newKey();
        publish(api, key);
        return key;
    }

    /** Makes these a tenant's keys. */
    public static void publish(Api api, String... keys) {
        api.has(Forms.policy(keys));
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
        return send(UUID.randomUUID().toString(), Forms.body(key, kind, ""))
                .then()
                .statusCode(200)
                .extract()
                .path("declarationId");
    }
}
