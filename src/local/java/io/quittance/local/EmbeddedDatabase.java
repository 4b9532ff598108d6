package io.quittance.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * A PostgreSQL of our own, for laptops and tests: on a free port, with a role that owns the schema and one that the
 * application connects as.
 *
 * <p>With a directory it keeps its data, and a server that a killed process left behind there is adopted. Without one the
 * data goes with the process, and what killed processes left behind is stopped and removed at the next start.
 */
final class EmbeddedDatabase {

    static final String APPLICATION = "quittance";
    static final String OWNER = "quittance_owner";

    private static final Logger LOG = Logger.getLogger(EmbeddedDatabase.class);
    private static final String SUPERUSER = "postgres";
    private static final Duration STARTUP = Duration.ofSeconds(60);

    /** A live reload brings new classes into the same process, which finds its server here. */
    private static final String RUNNING = "quittance.embedded-postgresql.running";

    private EmbeddedDatabase() {}

    /** The address of the server, which is started on the first request for it. */
    static synchronized String url(Optional<Path> directory) {
        String running = System.getProperty(RUNNING);
        if (running == null) {
            running = address(directory.map(EmbeddedDatabase::kept).orElseGet(EmbeddedDatabase::passing), APPLICATION);
            System.setProperty(RUNNING, running);
        }
        return running;
    }

    private static int kept(Path directory) {
        var server = new ServerDirectory(directory.toAbsolutePath().normalize());
        int port = adopted(server).orElseGet(() -> start(server, "on"));
        server.finish();
        prepare(port);
        if (server.own()) {
            stopWithProcess(server, false);
        }
        return port;
    }

    private static int passing() {
        Path all = Path.of(System.getProperty("java.io.tmpdir"), "quittance-" + System.getProperty("user.name"));
        ServerDirectory.removeOrphans(all);
        var server =
                new ServerDirectory(all.resolve("pg-" + ProcessHandle.current().pid()));
        // First of all, so that nobody who starts now takes it for an orphan.
        server.own();
        stopWithProcess(server, true);
        // Nobody needs this data after a power cut; it still outlives a kill of either process.
        int port = start(server, "off");
        prepare(port);
        return port;
    }

    /** The port of a server that was left behind: it may have to recover first, or be about to end. */
    private static Optional<Integer> adopted(ServerDirectory server) {
        Optional<Integer> port = server.runningPort();
        for (int waited = 0; port.isPresent() && waited < STARTUP.toMillis(); waited += 100) {
            if (answers(port.get())) {
                LOG.infof("Adopted the PostgreSQL that was left behind on port %d", port.get());
                return port;
            }
            LockSupport.parkNanos(100_000_000);
            port = server.runningPort();
        }
        return Optional.empty();
    }

    private static int start(ServerDirectory server, String fsync) {
        server.forgetGone();
        try {
            Files.createDirectories(server.directory());
            server.removeUnfinished();
            return EmbeddedPostgres.builder()
                    .setDataDirectory(server.data())
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setLocaleConfig("locale", "C.UTF-8")
                    .setServerConfig("fsync", fsync)
                    .setServerConfig("synchronous_commit", "on")
                    .setPGStartupWait(STARTUP)
                    .start()
                    .getPort();
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL does not start in " + server.directory(), e);
        }
    }

    private static void prepare(int port) {
        try (Connection connection = DriverManager.getConnection(address(port, "postgres"), SUPERUSER, "");
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "select 1 from pg_roles where rolname = '" + APPLICATION + "'")) {
                statement.execute("create role " + OWNER + " login nosuperuser nobypassrls; create role " + APPLICATION
                        + " login nosuperuser nobypassrls");
            }
            if (!exists(statement, "select 1 from pg_database where datname = '" + APPLICATION + "'")) {
                statement.execute("create database " + APPLICATION + " owner " + OWNER);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The embedded PostgreSQL cannot be prepared", e);
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static boolean answers(int port) {
        try (Connection connection = DriverManager.getConnection(address(port, SUPERUSER), SUPERUSER, "")) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private static String address(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static void stopWithProcess(ServerDirectory server, boolean remove) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.stop();
                            if (remove) {
                                server.remove();
                            }
                        },
                        "embedded-postgresql-stop"));
    }
}
