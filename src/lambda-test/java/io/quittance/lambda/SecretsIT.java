package io.quittance.lambda;

import static io.quittance.contract.Body.json;
import static io.quittance.lambda.AwsEvents.claims;
import static io.quittance.lambda.AwsEvents.http;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.binding.Database;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The package as the template starts it: with no secret in its environment but the ARNs of them, on a database that asks for
 * passwords.
 */
class SecretsIT {

    private static final String APPLICATION = "application";
    private static final String OWNER = "owner";
    private static final String QUOTES = "quotes";

    private static Database database;
    private static SecretsServer secrets;

    private Lambda api;

    @BeforeAll
    static void start() throws Exception {
        Lambda.unpack();
        secrets = new SecretsServer();
        database = new Database();
        database.askForPasswords();
        letIn("quittance_owner", "the owner's");
        secrets.keep(OWNER, login("quittance_owner", "the owner's"));
        try (Lambda migration = Lambda.start(Lambda.EVENTS, Lambda.migrating(environment(OWNER)))) {
            assertEquals(1, migration.call("{}").path("executed").asInt(), migration::log);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (database != null) {
            database.close();
            secrets.close();
        }
    }

    @BeforeEach
    void startApi() throws IOException {
        letIn("quittance", "the first");
        secrets.keep(APPLICATION, login("quittance", "the first"));
        secrets.keep(QUOTES, "a secret of at least 32 characters");
        Map<String, String> environment = environment(APPLICATION);
        environment.put("QUITTANCE_QUOTE_SECRET_ARN", SecretsServer.arn(QUOTES));
        environment.put("QUITTANCE_FUNCTIONS", "import-records,preview-billing-item-cancellation,cancel-billing-item");
        api = Lambda.start(Lambda.HTTP, environment);
    }

    @AfterEach
    void stopApi() {
        api.close();
    }

    private static Map<String, String> environment(String secret) {
        var environment = new HashMap<>(secrets.environment());
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.url());
        environment.put("QUARKUS_DATASOURCE_CREDENTIALS_PROVIDER", SecretsServer.arn(secret));
        return environment;
    }

    /** Changes a password, and ends what was connected with the one before. */
    private static void letIn(String role, String password) {
        database.write("alter role " + role + " password '" + password.replace("'", "''") + "'");
        database.texts("select pg_terminate_backend(pid) from pg_stat_activity where usename = ?", role);
    }

    private static String login(String role, String password) {
        return Lambda.JSON
                .createObjectNode()
                .put("username", role)
                .put("password", password)
                .toString();
    }

    private JsonNode post(String function, String key, String body) {
        return api.call(http("POST", "/" + function, claims("billing-admin"), Map.of("idempotency-key", key), body));
    }

    private JsonNode bringRecords(String id) {
        return post("import-records", "import-" + id, """
                {"policy":{"termsVersion":"v1","termsText":"Gone is gone.","contactLine":"Ask."},
                 "accounts":[{"id":"a-%1$s","name":"A","currency":"USD","timeZone":"America/New_York"}],
                 "billingItems":[{"id":"i-%1$s","accountId":"a-%1$s","name":"Item","anchorOn":"2026-01-31",
                   "price":{"amount":"79.00","currency":"USD"}}]}""".formatted(id));
    }

    private JsonNode preview(String id) {
        return post("preview-billing-item-cancellation", "-", json("billingItemId", "i-" + id));
    }

    private static JsonNode body(JsonNode answer) {
        return Lambda.read(answer.path("body").asText());
    }

    private static void isAnswered(JsonNode answer) {
        assertEquals(200, answer.path("statusCode").asInt(), answer::toString);
    }

    /** It says that something is away, and not what. */
    private static void isUnavailable(JsonNode answer) {
        assertEquals(503, answer.path("statusCode").asInt(), answer::toString);
        assertEquals("UNAVAILABLE", body(answer).path("reason").asText());
        assertFalse(answer.at("/headers/Retry-After").asText().isEmpty(), answer::toString);
        for (String inside : List.of("arn:", "ecret", "assword", "quittance\"", "Not allowed", "127.0.0.1")) {
            assertFalse(answer.toString().contains(inside), answer::toString);
        }
    }

    @Test
    void readsForItselfWhatItConnectsAndSignsWith() {
        isAnswered(bringRecords("1"));
        assertEquals(0, secrets.readsOf(QUOTES));
        JsonNode quoted = preview("1");
        isAnswered(quoted);
        isAnswered(post("cancel-billing-item", "k", """
                {"billingItemId":"i-1","quote":"%s","acknowledged":true,"termsVersion":"v1",
                 "reason":{"code":"NO_LONGER_NEEDED"}}""".formatted(
                        body(quoted).path("quote").asText())));
        // Signed and held by the same, which was asked for once.
        assertEquals(1, secrets.readsOf(QUOTES));
        assertEquals(
                List.of("quittance"),
                database.texts("select distinct usename from pg_stat_activity where usename like 'quittance%'"));
    }

    @Test
    void connectsByTheNewPasswordAfterARotation() {
        isAnswered(bringRecords("2"));
        letIn("quittance", "the second");
        // While the database knows it already, and Secrets Manager does not.
        isUnavailable(preview("2"));
        secrets.keep(APPLICATION, login("quittance", "the second"));
        isAnswered(preview("2"));
    }

    @Test
    void isUnavailableAndTellsNothingWithoutItsSecrets() {
        secrets.withhold(APPLICATION);
        isUnavailable(bringRecords("3"));
        assertTrue(api.log().contains("The secret " + SecretsServer.arn(APPLICATION) + " cannot be read"), api::log);
        secrets.keep(APPLICATION, login("quittance", "the first"));
        isAnswered(bringRecords("3"));

        secrets.withhold(QUOTES);
        isUnavailable(preview("3"));
        assertTrue(api.log().contains("The secret " + SecretsServer.arn(QUOTES) + " cannot be read"), api::log);
        secrets.keep(QUOTES, "a secret of at least 32 characters");
        isAnswered(preview("3"));
        assertFalse(api.log().contains("the first"), api::log);
    }
}
