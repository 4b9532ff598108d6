package io.quittance.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/schema.sql} is the schema as the migrations leave it. After a migration it is written by
 * {@code ./mvnw test -Dtest=SchemaTextTest -Dquittance.schema.write=true}.
 */
class SchemaTextTest {

    private static final Path FILE = Path.of("docs/schema.sql");
    private static final boolean WRITE = Boolean.getBoolean("quittance.schema.write");

    @Test
    void isTheSchemaThatMigrationsLeave() throws IOException, SQLException {
        MigratedDatabases.create("described");
        MigratedDatabases.migrate("described", "latest", "db/migration");
        try (Connection connection = MigratedDatabases.connect("described", MigratedDatabases.OWNER)) {
            String schema = SchemaText.of(connection);
            if (WRITE) {
                Files.writeString(FILE, schema);
            }
            assertEquals(schema, Files.readString(FILE));
        }
    }
}
