package io.quittance.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.binding.Database;
import io.quittance.lambda.RuntimeApi.Answer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The step of the deployment that makes the schema. */
class MigrateSchemaIT {

    @BeforeAll
    static void unpack() throws Exception {
        Lambda.unpack();
    }

    /** As when code is taken back and the schema is not. */
    @Test
    void bringsTheSchemaUpToItsPackageAndLeavesANewerOneAsItIs() throws Exception {
        try (Database database = new Database()) {
            try (Lambda migration = Lambda.start(Lambda.EVENTS, Lambda.migrating(database))) {
                JsonNode made = migration.call("{}");
                int executed = made.path("executed").asInt();
                assertEquals(history(database).size(), executed, made::toString);
                assertTrue(executed > 0, made::toString);
                assertEquals(made.path("needed").asText(), made.path("version").asText());
                assertFalse(made.path("newer").asBoolean(true), made::toString);

                JsonNode again = migration.call("{}");
                assertEquals(0, again.path("executed").asInt(1));
                assertEquals(made.path("version"), again.path("version"));

                database.becomeTomorrows();
                List<String> history = history(database);
                JsonNode newer = migration.call("{}");
                assertEquals(0, newer.path("executed").asInt(1));
                assertEquals("1000", newer.path("version").asText());
                assertEquals(made.path("needed"), newer.path("needed"));
                assertTrue(newer.path("newer").asBoolean(), newer::toString);
                assertTrue(migration.log().contains("newer than this package"), migration::log);
                assertEquals(history, history(database));
            }
        }
    }

    /** A statement on a large table takes long, and is not given up as those of other functions are. */
    @Test
    void waitsForTheDatabaseAsLongAsItTakes() throws Exception {
        try (Database database = new Database()) {
            Map<String, String> patient = Lambda.migrating(database);
            assertFalse(answersOnceTheHistoryIsFree(database, patient).failed());
            var impatient = new HashMap<>(patient);
            impatient.put(Lambda.SOCKET_TIMEOUT, "1");
            assertTrue(answersOnceTheHistoryIsFree(database, impatient).failed());
        }
    }

    private static Answer answersOnceTheHistoryIsFree(Database database, Map<String, String> environment)
            throws IOException {
        try (Lambda migration = Lambda.start(Lambda.EVENTS, environment)) {
            migration.call("{}");
            CompletableFuture<Void> holding = CompletableFuture.runAsync(
                    () -> database.write(
                            "do $$ begin lock table flyway_schema_history in access exclusive mode; perform pg_sleep(5); end $$"));
            while (database.texts("select 1 from pg_locks where granted and mode = 'AccessExclusiveLock'"
                            + " and relation = 'flyway_schema_history'::regclass")
                    .isEmpty()) {
                assertFalse(holding.isDone(), "It was not held");
                Thread.onSpinWait();
            }
            Answer answer = migration.invoke("{}");
            holding.join();
            return answer;
        }
    }

    private static List<String> history(Database database) {
        return database.texts("select version || ' ' || checksum || ' ' || success from flyway_schema_history"
                + " where type = 'SQL' order by installed_rank");
    }
}
