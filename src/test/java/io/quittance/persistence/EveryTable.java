package io.quittance.persistence;

import static io.quittance.contract.Body.json;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.contract.Body;
import io.quittance.contract.Forms;
import io.quittance.contract.Harbor;
import io.quittance.contract.Provided;
import io.quittance.testing.Declarations;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Requested;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A tenant with a row in every table, and statements to the books past the application, as either role. */
abstract class EveryTable extends FunctionTest {

    static final String APPLICATION = "quittance";
    static final String OWNER = "quittance_owner";

    static final String APPEND_ONLY_REFUSED = "23001";
    static final String NOT_GRANTED = "42501";
    static final String UNIQUE = "23505";
    static final String CHECK = "23514";
    static final String EXCLUSION = "23P01";

    /** With {@link Harbor}, a row for every table. */
    private static final String MORE = """
            {"policy": {"termsVersion": "v1", "termsText": "Gone is gone.", "contactLine": "Open a ticket to accounting.",
              "adminFees": [{"amount": "1.50", "currency": "USD"}],
              "refundLimits": [{"amount": "50.00", "currency": "USD"}]},
             "cancellationReasons": [{"code": "MOVED_ABROAD", "title": "Moved abroad"}],
             "subscriptions": [{"id": "hosting", "accountId": "harbor", "name": "Hosting", "startsOn": "2026-06-01"}],
             "services": [{"id": "shop", "subscriptionId": "hosting", "name": "Shop"}],
             "invoices": [
              {"id": "HB-9", "accountId": "harbor", "issuedOn": "2026-06-01", "dueOn": "2026-06-15", "lines": [
               {"id": "HB-9-1", "serviceId": "shop", "description": "Shop", "periodFrom": "2026-06-01",
                "periodUntil": "2026-07-01", "net": {"amount": "30.00", "currency": "USD"}},
               {"id": "HB-9-2", "serviceId": "shop", "description": "Set-up", "kind": "ONE_TIME",
                "periodFrom": "2026-06-01", "periodUntil": "2026-07-01", "net": {"amount": "10.00", "currency": "USD"}}]}],
             "billings": [{"id": "B-1", "accountId": "kawa", "plannedOn": "2026-07-01",
              "amount": {"amount": "1980", "currency": "JPY"}}],
             "creditNotes": [{"id": "CN-1", "accountId": "harbor", "amount": {"amount": "9.00", "currency": "USD"},
              "issuedOn": "2026-06-05"}],
             "payments": [{"id": "P-7", "accountId": "harbor", "amount": {"amount": "51.00", "currency": "USD"},
              "receivedOn": "2026-06-05", "allocations": [
               {"lineId": "HB-9-1", "amount": {"amount": "20.00", "currency": "USD"}},
               {"lineId": "HB-9-2", "amount": {"amount": "1.00", "currency": "USD"}}]}],
             "creditUses": [{"id": "U-1", "accountId": "harbor", "amount": {"amount": "4.00", "currency": "USD"},
              "usedOn": "2026-06-06", "allocations": [
               {"lineId": "HB-9-2", "amount": {"amount": "4.00", "currency": "USD"}}]}]}""";

    /** A run of a series that makes one invoice, which is disputed and so an exception of its cancellation. */
    private static final String RUN = """
            {"billRunSeries": [{"id": "monthly", "anchorOn": "2026-05-31"}],
             "billRuns": [{"id": "may", "kind": "SCHEDULED", "seriesId": "monthly", "number": 1,
              "scheduledOn": "2026-05-31", "state": "COMPLETED"}],
             "invoices": [{"id": "MAY-1", "accountId": "harbor", "billRunId": "may", "disputed": true,
              "issuedOn": "2026-05-31", "dueOn": "2026-06-14", "lines": [
               {"id": "MAY-1-1", "description": "Shop", "periodFrom": "2026-05-31", "periodUntil": "2026-06-30",
                "net": {"amount": "10.00", "currency": "USD"}}]}]}""";

    String cancellation;
    String request;
    String declaration;

    @BeforeEach
    void begin() {
        api.has(Harbor.RECORDS);
        // R-1 gives 6.00 of the 20.00 back that P-7 has paid of HB-9-1, and 10.00 of credit to spend.
        books.giveCredits(api.tenant(), "harbor", "R-1", 1000);
        String form = Forms.newKey();
        api.has(MORE.replace("\"adminFees\"", "\"publishableKeys\": [\"" + form + "\"], \"adminFees\""));
        declaration = Declarations.received(form, "ORDINARY");
        api.command("match-declaration", json("declarationId", declaration, "accountId", "harbor"))
                .then()
                .statusCode(200);
        books.write(
                "insert into refund_part (tenant_id, refund_id, part, payment_id, line_id, amount_minor)"
                        + " values (?, 'R-1', 1, 'P-7', 'HB-9-1', 600)",
                api.tenant());
        books.write(
                "insert into line_credit (tenant_id, id, line_id, cancellation_id, net_minor, tax_minor, unused_from, at)"
                        + " values (?, gen_random_uuid(), 'HB-9-1', null, 500, 0, '2026-06-26', now())",
                api.tenant());
        books.write("insert into payment_reversal values (?, 'V-1', 'P-1', 1, '2026-06-05', 'RETURNED')", api.tenant());
        books.write("insert into payment_reversal_part values (?, 'V-1', 1, 'HB-1-1', 1)", api.tenant());
        books.write(
                "insert into allocation_excess values (?, gen_random_uuid(), 'P-7', null, 'HB-9', 100)", api.tenant());
        books.write(
                "insert into refund_step values (?, 'R-1', 1, 'APPROVED', now(), 'somebody', 'billing-admin', 0)",
                api.tenant());
        api.has(RUN);
        api.has(Provided.LINE);
        api.command("cancel-bill-run", json("billRunId", "may", "reason", Body.of("code", "NO_LONGER_NEEDED")))
                .then()
                .statusCode(200);
        cancellation = api.command("cancel-billing-item", "k-1", Harbor.cancel("server", "ANNIVERSARY"))
                .path("cancellationId");
        books.write("insert into cancellation_service values (?, ?, 'line')", api.tenant(), cancellation);
        books.write(
                "insert into penalty values (?, 'PN-1', 1, 'harbor', ?, 'line', 'line-2026', 9000, 7200, 'USD', now())",
                api.tenant(),
                cancellation);
        api.command("cancel-billing-item", Harbor.cancel("backup", "IMMEDIATE"))
                .then()
                .statusCode(200);
        request = Requested.approved(api, "network", "firewall!");
        api.command("close-account", json("accountId", "kawa", "reason", Body.of("code", "NO_LONGER_NEEDED")))
                .then()
                .statusCode(200);
    }

    SQLException refusal(String role, String statement) {
        return assertThrows(SQLException.class, () -> as(role, api.tenant(), statement), role + ": " + statement);
    }

    /** Runs statements as a role and a tenant, and rolls them back; answers the first column. */
    List<String> as(String role, String tenant, String sql) throws SQLException {
        try (Connection connection = books.connectAs(role)) {
            connection.setAutoCommit(false);
            if (tenant != null) {
                name(connection, tenant);
            }
            try {
                return texts(connection, sql);
            } finally {
                connection.rollback();
            }
        }
    }

    static void name(Connection connection, String tenant) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select set_config('quittance.tenant', ?, true)")) {
            statement.setString(1, tenant);
            statement.execute();
        }
    }

    static List<String> texts(Connection connection, String sql) throws SQLException {
        var texts = new ArrayList<String>();
        try (Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        texts.add(rows.getString(1));
                    }
                }
            }
        }
        return texts;
    }
}
