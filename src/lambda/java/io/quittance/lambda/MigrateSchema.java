package io.quittance.lambda;

import io.quarkus.funqy.Funq;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
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

    private final DataSource database;
    private final String applicationRole;

    /** @param applicationRole the role that the other functions connect as, which the migrations let in */
    MigrateSchema(
            DataSource database,
            @ConfigProperty(name = "quarkus.flyway.placeholders.applicationRole") String applicationRole) {
        this.database = database;
        this.applicationRole = applicationRole;
    }

    @Funq("migrate-schema")
    public MigrationResult migrate() {
        Flyway flyway = Flyway.configure()
                .dataSource(database)
                .placeholders(Map.of("applicationRole", applicationRole))
                .ignoreMigrationPatterns("*:future")
                .load();
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
        return new MigrationResult(executed, version.getVersion(), needed.getVersion(), newer);
    }

    /**
     * The result of a migration.
     *
     * @param executed the number of migrations
     * @param version the version of the schema afterwards
     * @param needed the version that this package brings it to
     * @param newer whether the schema was ahead of this package, so that nothing was done
     */
    public record MigrationResult(int executed, String version, String needed, boolean newer) {}
}
