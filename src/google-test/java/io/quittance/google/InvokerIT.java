package io.quittance.google;

import static io.quittance.contract.Body.json;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.functions.invoker.runner.Invoker;
import io.quarkus.funqy.gcp.functions.FunqyCloudEventsFunction;
import io.quittance.binding.Database;
import io.quittance.binding.RunningPackage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The package itself under Google's invoker, which hands it messages of Pub/Sub, against a real database. */
class InvokerIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Database database;
    private static RunningPackage function;

    /** What one test has for itself. */
    private final String id = UUID.randomUUID().toString();

    @BeforeAll
    static void start() throws Exception {
        database = new Database();
        int port = RunningPackage.freePort();
        var environment = new HashMap<>(database.startersEnvironment());
        environment.put("QUITTANCE_TENANT", "t");
        environment.put("QUITTANCE_FUNCTIONS", "import-records,cancel-billing-item");
        Path invoker = Path.of(Invoker.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        function = RunningPackage.start(
                port,
                environment,
                // The invoker answers it by itself.
                "/favicon.ico",
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        invoker.toString(),
                        "--classpath",
                        System.getProperty("quittance.google"),
                        "--target",
                        FunqyCloudEventsFunction.class.getName(),
                        "--port",
                        Integer.toString(port)));
    }

    @AfterAll
    static void stop() throws Exception {
        function.close();
        database.close();
    }

    @BeforeEach
    void bringRecords() {
        assertEquals(200, publish(message("import-records", "r-" + id, """
                {"policy":{"termsVersion":"v1","termsText":"Gone is gone.","contactLine":"Ask."},
                 "accounts":[{"id":"a-%1$s","name":"A","currency":"USD","timeZone":"America/New_York"}],
                 "billingItems":[{"id":"i-%1$s","accountId":"a-%1$s","name":"Item","anchorOn":"2026-01-31",
                   "price":{"amount":"79.00","currency":"USD"}}]}""".formatted(id))));
    }

    private static String message(String function, @Nullable String key, String command) {
        return """
                {"function":"%s",%s"actor":{"subject":"crm","role":"system"},"command":%s}""".formatted(function, key == null ? "" : "\"idempotencyKey\":\"" + key + "\",", command);
    }

    private String cancel(String key) {
        return message("cancel-billing-item", key + id, cancellation());
    }

    private String cancellation() {
        return """
                {"billingItemId":"i-%s","timing":"ANNIVERSARY","acknowledged":true,"termsVersion":"v1",
                 "reason":{"code":"NO_LONGER_NEEDED"}}""".formatted(id);
    }

    /** Delivers a message as Eventarc does, in binary mode; below 300 Pub/Sub takes it for done. */
    private int publish(String message) {
        String data = JSON.createObjectNode()
                .put("subscription", "projects/p/subscriptions/s")
                .set(
                        "message",
                        JSON.createObjectNode()
                                .put("messageId", "m-" + id)
                                .put("publishTime", "2026-01-01T00:00:00Z")
                                .put(
                                        "data",
                                        Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8))))
                .toString();
        return deliver("google.cloud.pubsub.topic.v1.messagePublished", data);
    }

    private int deliver(String type, String data) {
        return given().header("ce-specversion", "1.0")
                .header("ce-id", "m-" + id)
                .header("ce-source", "//pubsub.googleapis.com/projects/p/topics/commands")
                .header("ce-type", type)
                .contentType("application/json")
                .body(data)
                .post(function.address() + "/")
                .statusCode();
    }

    private static List<String> told(String type, String subject) {
        return database.texts(
                "select count(*) from outbox where tenant_id = 't' and type = ? and subject = ?", type, subject);
    }

    @Test
    void carriesOutACommandOnceHoweverOftenItIsDelivered() {
        assertEquals(200, publish(cancel("k")));
        assertEquals(200, publish(cancel("k")));
        assertEquals(List.of("1"), told("billing-item.cancellation-scheduled", "i-" + id));
        assertEquals(
                List.of("crm system MESSAGE"),
                database.texts(
                        "select concat_ws(' ', actor, role, source) from audit where tenant_id = 't' and key = ?",
                        "k" + id));
    }

    /** Pub/Sub would deliver it again for ever. */
    @Test
    void takesARefusalForDone() {
        publish(cancel("one"));
        assertEquals(200, publish(cancel("two")));
        assertEquals(List.of("1"), told("command.refused", "two" + id));
    }

    @Test
    void failsOnWhatCannotBeCarriedOutAndLogsIt() {
        assertEquals(500, publish("{\"secret-of-" + id));
        assertEquals(500, publish(message("undo-cancellation", "k" + id, json("cancellationId", "C-1"))));
        assertEquals(500, publish(message("cancel-billing-item", null, cancellation())));
        assertEquals(500, publish(cancel("x").replace("\"timing\"", "\"timin\"")));
        assertEquals(500, publish(""));
        String log = function.log();
        for (String reason :
                List.of("MALFORMED_JSON", "UNKNOWN_FUNCTION", "IDEMPOTENCY_KEY_MISSING", "INVALID_REQUEST")) {
            assertTrue(log.contains("Message m-" + id + " is not carried out: " + reason), reason);
        }
        assertFalse(log.contains("secret-of-" + id), "The log holds a message");
        assertEquals(List.of("0"), told("billing-item.cancellation-scheduled", "i-" + id));
    }

    /** An event of another kind must not be an empty command. */
    @Test
    void failsOnWhatIsNoMessageOfPubsub() {
        assertEquals(500, deliver("google.cloud.storage.object.v1.finalized", json("bucket", "b", "name", "n")));
        assertEquals(500, deliver("google.cloud.pubsub.topic.v1.messagePublished", cancel("raw")));
        assertEquals(List.of("0"), told("billing-item.cancellation-scheduled", "i-" + id));
    }
}
