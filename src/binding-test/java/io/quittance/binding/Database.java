package io.quittance.binding;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** A database as a deployment has it: one role that owns the schema, and one that the functions connect as. */
public final class Database implements AutoCloseable {

    private final EmbeddedPostgres server;

    public Database() throws IOException, SQLException {
        server = EmbeddedPostgres.builder()
                .setLocaleConfig("locale", "C.UTF-8")
                .setServerConfig("fsync", "off")
                .start();
        try (Connection connection = DriverManager.getConnection(url("postgres"), "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create role quittance_owner login; create role quittance login");
            statement.execute("create database quittance owner quittance_owner");
        }
    }

    public String url() {
        return url("quittance");
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }

    /** How a package finds it. */
    public Map<String, String> environment() {
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", url(),
                "QUARKUS_DATASOURCE_USERNAME", "quittance",
                "QUARKUS_DATASOURCE_PASSWORD", "none",
                "QUITTANCE_QUOTE_SECRET", "a secret of at least 32 characters");
    }

    /** The same for a package that makes the schema when it starts. */
    public Map<String, String> startersEnvironment() {
        var environment = new HashMap<>(environment());
        environment.put("QUARKUS_FLYWAY_JDBC_URL", url());
        environment.put("QUARKUS_FLYWAY_USERNAME", "quittance_owner");
        environment.put("QUARKUS_FLYWAY_PASSWORD", "none");
        environment.put("QUARKUS_FLYWAY_MIGRATE_AT_START", "true");
        return environment;
    }

    /**
     * Brings its schema, whether it is there or not, to one that a later package may make: newer than the tested one knows.
     * It stands in {@code src/test/resources/db/tomorrow}.
     */
    public void becomeTomorrows() {
        Flyway.configure()
                .dataSource(url(), "quittance_owner", "")
                .locations("db/migration", "db/tomorrow")
                .placeholders(Map.of("applicationRole", "quittance"))
                .load()
                .migrate();
    }

    /** From now on the two roles have to say their password; whoever starts a package has to give them one. */
    public void askForPasswords() throws IOException {
        Path access = Path.of(texts("show hba_file").get(0));
        Files.writeString(access, "host all quittance,quittance_owner all scram-sha-256\n" + Files.readString(access));
        texts("select pg_reload_conf()");
    }

    /** Writes past every wall. */
    public void write(String sql, Object... parameters) {
        execute(sql, parameters, PreparedStatement::executeUpdate);
    }

    /** The first column of each row, past every wall. */
    public List<String> texts(String sql, Object... parameters) {
        return execute(sql, parameters, statement -> {
            var texts = new ArrayList<String>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        });
    }

    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    private <T> T execute(String sql, Object[] parameters, Work<T> work) {
        try (Connection connection = DriverManager.getConnection(url(), "postgres", "");
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return work.on(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
