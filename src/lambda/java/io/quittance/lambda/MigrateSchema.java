package io.quittance.lambda;

import io.quarkus.funqy.Funq;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Brings the schema of the database up to what this package needs: a step of the deployment, called before the other
 * functions get the package, and never by a start.
 *
 * <p>It alone connects as the owner of the schema ({@code QUARKUS_FLYWAY_…}); it is called directly, and is not a function
 * of the API.
 */
public class MigrateSchema {

    private final Flyway flyway;

    MigrateSchema(Flyway flyway) {
        this.flyway = flyway;
    }

    @Funq("migrate-schema")
    public Migrated migrate() {
        MigrateResult result = flyway.migrate();
        return new Migrated(result.migrationsExecuted, String.valueOf(result.targetSchemaVersion));
    }

    /**
     * What was done.
     *
     * @param executed how many migrations
     * @param version the last of them; {@code null} where there was none
     */
    public record Migrated(int executed, String version) {}
}
