package io.quittance.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** Databases at chosen versions of the schema, on one PostgreSQL server that the tests of a JVM share. */
final class MigratedDatabases {

    static final String SUPERUSER = "postgres";
    static final String OWNER = "quittance_owner";
    static final String APPLICATION = "quittance";

    private static final EmbeddedPostgres SERVER = start();

    private MigratedDatabases() {}

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setLocaleConfig("locale", "C.UTF-8")
                    .setServerConfig("fsync", "off")
                    .start();
            try (Connection connection = DriverManager.getConnection(url(server, SUPERUSER), SUPERUSER, "");
                    Statement statement = connection.createStatement()) {
                statement.execute("create role " + OWNER + " login; create role " + APPLICATION + " login");
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String url(EmbeddedPostgres server, String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }

    static Connection connect(String database, String role) throws SQLException {
        return DriverManager.getConnection(url(SERVER, database), role, "");
    }

    /** Creates an empty database. */
    static void create(String database) throws SQLException {
        copy("template1", database);
    }

    static void copy(String database, String copy) throws SQLException {
        try (Connection connection = connect(SUPERUSER, SUPERUSER);
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + copy + " owner " + OWNER + " template " + database);
        }
    }

    static void drop(String database) throws SQLException {
        try (Connection connection = connect(SUPERUSER, SUPERUSER);
                Statement statement = connection.createStatement()) {
            statement.execute("drop database " + database);
        }
    }

    /** Applies the migrations of the locations up to a version. */
    static void migrate(String database, String target, String... locations) {
        Flyway.configure()
                .dataSource(url(SERVER, database), OWNER, "")
                .locations(locations)
                .placeholders(Map.of("applicationRole", APPLICATION))
                .target(target)
                .load()
                .migrate();
    }
}
