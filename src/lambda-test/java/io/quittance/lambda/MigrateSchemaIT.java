package io.quittance.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.binding.Database;
import java.util.List;
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
                assertTrue(executed > 10, made::toString);
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

    private static List<String> history(Database database) {
        return database.texts("select version || ' ' || checksum || ' ' || success from flyway_schema_history"
                + " where type = 'SQL' order by installed_rank");
    }
}
