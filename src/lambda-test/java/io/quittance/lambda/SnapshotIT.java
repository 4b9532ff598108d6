package io.quittance.lambda;

import static io.quittance.contract.Body.json;
import static io.quittance.lambda.AwsEvents.claims;
import static io.quittance.lambda.AwsEvents.http;
import static io.quittance.lambda.AwsEvents.message;
import static io.quittance.lambda.AwsEvents.sqs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.binding.Database;
import io.quittance.contract.Body;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The package where SnapStart is on: AWS's runtime client calls the hooks around the snapshot and asks the runtime API to be
 * restored. The process itself goes on; that Lambda takes it apart and builds it anew elsewhere cannot be shown here.
 */
class SnapshotIT {

    private static final Map<String, String> SNAP_START = Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");

    private static Database database;

    @BeforeAll
    static void migrate() throws Exception {
        Lambda.unpack();
        database = new Database();
        Lambda.migrate(database);
    }

    @AfterAll
    static void stop() throws IOException {
        if (database != null) {
            database.close();
        }
    }

    private static Lambda start(String handler, Map<String, String> more) throws IOException {
        var environment = new HashMap<>(database.environment());
        environment.putAll(SNAP_START);
        environment.putAll(more);
        return Lambda.start(handler, environment);
    }

    private static long connections() {
        return Long.parseLong(database.texts("select count(*) from pg_stat_activity where usename = 'quittance'")
                .get(0));
    }

    /** How many rows each table has. */
    private static List<String> rows() {
        return database.texts("select relname || ' ' || (xpath('//c/text()',"
                + " query_to_xml('select count(*) as c from ' || relname, false, true, '')))[1]::text from pg_class"
                + " where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1");
    }

    @Test
    void plansBeforeTheSnapshotAndHoldsNoConnection() throws IOException {
        List<String> before = rows();
        try (Lambda api = start(Lambda.HTTP, Map.of("QUITTANCE_FUNCTIONS", "import-records"))) {
            assertFalse(api.api().awaitSnapshot().failed(), api::log);
            assertTrue(api.log().contains("plans were prepared before the snapshot"), api::log);
            assertEquals(0, connections());
            assertEquals(before, rows());
            logsNoError(api);
            api.api().restore();
            JsonNode answer = api.call(http(
                    "POST",
                    "/import-records",
                    claims("billing-admin"),
                    Map.of("idempotency-key", "k"),
                    json(
                            "accounts",
                            List.of(Body.of("id", "a", "name", "A", "currency", "EUR", "timeZone", "Europe/Paris")))));
            assertEquals(200, answer.path("statusCode").asInt(), answer::toString);
            assertEquals(1, connections());
        }
        assertEquals(List.of("a"), database.texts("select id from account where tenant_id = 't'"));
    }

    @Test
    void doesTheSameForAQueue() throws IOException {
        try (Lambda queue =
                start(Lambda.EVENTS, Map.of("QUITTANCE_TENANT", "q", "QUARKUS_FUNQY_EXPORT", "receive-message"))) {
            assertFalse(queue.api().awaitSnapshot().failed(), queue::log);
            assertTrue(queue.log().contains("plans were prepared before the snapshot"), queue::log);
            assertEquals(0, connections());
            assertTrue(queue.log().contains("Message before the snapshot is not carried out"), queue::log);
            logsNoError(queue);
            queue.api().restore();
            JsonNode answer = queue.call(sqs(message(
                    "import-records",
                    "k",
                    json(
                            "accounts",
                            List.of(Body.of("id", "a", "name", "A", "currency", "EUR", "timeZone", "Europe/Paris"))))));
            assertEquals(0, answer.path("batchItemFailures").size(), answer::toString);
        }
    }

    /** The template counts them, and has an alarm. */
    private static void logsNoError(Lambda lambda) {
        assertFalse(lambda.log().matches("(?s).*\"level\":\"(ERROR|FATAL)\".*"), lambda::log);
    }

    /** So a version can be published before the database is there, or while it is away. */
    @Test
    void isTakenWithoutADatabaseToo() throws IOException {
        try (Lambda api = start(
                Lambda.HTTP,
                Map.of(
                        "QUITTANCE_FUNCTIONS",
                        "list-accounts",
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        "jdbc:postgresql://127.0.0.1:1/quittance"))) {
            assertFalse(api.api().awaitSnapshot().failed(), api::log);
            assertTrue(api.log().contains("not everything could be done before the snapshot"), api::log);
            api.api().restore();
            JsonNode answer = api.call(http("POST", "/list-accounts", claims("agent"), Map.of(), "{}"));
            assertEquals(503, answer.path("statusCode").asInt(), answer::toString);
        }
    }
}
