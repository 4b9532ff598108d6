package io.quittance.lambda;

import io.quarkus.funqy.Funq;
import java.util.Arrays;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;
import org.jboss.logging.Logger;

/**
 * Brings the schema of the database up to what this package needs: a step of the deployment, called before the other
 * functions get the package, and never by a start.
 *
 * <p>It alone connects as the owner of the schema; it is called directly, and is not a function
 * of the API. A schema that a newer package has made is left as it is: this one works with it, too.
 */
public class MigrateSchema {

    private static final Logger LOG = Logger.getLogger(MigrateSchema.class);

    private final Flyway flyway;

    MigrateSchema(Flyway flyway) {
        this.flyway = flyway;
    }

    @Funq("migrate-schema")
    public Migrated migrate() {
        int executed = flyway.migrate().migrationsExecuted;
        MigrationInfoService schema = flyway.info();
        MigrationVersion version = Objects.requireNonNull(schema.current()).getVersion();
        MigrationVersion needed = Arrays.stream(schema.all())
                .filter(migration -> migration.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .max(MigrationVersion::compareTo)
                .orElseThrow();
        boolean newer = version.compareTo(needed) > 0;
        if (newer) {
            LOG.warnf(
                    "The schema is of version %s and newer than this package, which needs %s; it is left as it is",
                    version, needed);
        }
        return new Migrated(executed, version.getVersion(), needed.getVersion(), newer);
    }

    /**
     * What was done.
     *
     * @param executed how many migrations
     * @param version of the schema, now
     * @param needed the version that this package brings it to
     * @param newer whether the schema was ahead of this package, and nothing was done
     */
    public record Migrated(int executed, String version, String needed, boolean newer) {}
}
