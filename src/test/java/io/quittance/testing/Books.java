package io.quittance.testing;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Looks into the books as the database's superuser, past every wall. */
@ApplicationScoped
public class Books {

    private final String url;

    /** Opened by the first statement; a new one for each of the thousands would cost more than the statements. */
    private @Nullable Connection own;

    Books(@ConfigProperty(name = "quarkus.datasource.jdbc.url") String url) {
        this.url = url;
    }

    /** A connection as some role; {@code quittance} is the application's, {@code quittance_owner} Flyway's. */
    public Connection connectAs(String role) throws SQLException {
        return DriverManager.getConnection(url, role, "");
    }

    private Connection own() throws SQLException {
        if (own == null || own.isClosed()) {
            own = connectAs("postgres");
        }
        return own;
    }

    @PreDestroy
    synchronized void close() throws SQLException {
        if (own != null) {
            own.close();
        }
    }

    /** The first column of the only row. */
    public long number(String sql, Object... parameters) {
        return Long.parseLong(texts(sql, parameters).get(0));
    }

    /** Gives an account of US dollars credits to spend, as a refund does. */
    public void giveCredits(String tenant, String account, String refund, long cents) {
        write(
                "insert into refund (tenant_id, id, number, account_id, destination, amount_minor, fee_minor, currency,"
                        + " state, reason, requested_at, requested_by, version) values (?, ?, 1, ?, 'AVAILABLE_CREDITS',"
                        + " ?, 0, 'USD', 'SUCCEEDED', '{}', now(), 'test', 0)",
                tenant,
                refund,
                account,
                cents);
        write(
                "insert into credit_entry (tenant_id, id, account_id, debit, credit, amount_minor, at, refund_id)"
                        + " values (?, gen_random_uuid(), ?, 'REFUNDS', 'AVAILABLE', ?, now(), ?)",
                tenant,
                account,
                cents,
                refund);
    }

    /** Writes a row that no function of today writes. */
    public synchronized void write(String sql, Object... parameters) {
        try (PreparedStatement statement = own().prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first column of each row. */
    public synchronized List<String> texts(String sql, Object... parameters) {
        try (PreparedStatement statement = own().prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var texts = new ArrayList<String>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
