package io.quittance.persistence;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Ready while the database can be reached. The cause of a failure is only logged: the check is public, and the usual
 * one would return the driver's message, which contains hosts and roles.
 */
@Readiness
@ApplicationScoped
public class DatabaseReadiness implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(DatabaseReadiness.class);

    private final AgroalDataSource pool;

    DatabaseReadiness(AgroalDataSource pool) {
        this.pool = pool;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("database").status(isReached()).build();
    }

    private boolean isReached() {
        try {
            return pool.isHealthy(false);
        } catch (SQLException e) {
            LOG.warnf("The database cannot be reached: %s", e.getMessage());
            return false;
        }
    }
}
