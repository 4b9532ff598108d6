package io.quittance.persistence;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.desk.Desk;
import io.quittance.edge.Call;
import io.quittance.edge.Functions;
import io.quittance.testing.Api;
import io.quittance.testing.Books;
import io.quittance.testing.Declarations;
import io.quittance.testing.Forms;
import io.quittance.testing.Harbor;
import io.quittance.testing.MovingClock;
import io.quittance.testing.Provided;
import io.quittance.testing.Requested;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.metamodel.EntityType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The two walls between tenants, each without the other; and what the books themselves refuse, whoever asks. */
@QuarkusTest
class WallsTest {

    private static final String APPLICATION = "quittance";
    private static final String OWNER = "quittance_owner";

    private static final String APPEND_ONLY_REFUSED = "23001";
    private static final String NOT_GRANTED = "42501";
    private static final String UNIQUE = "23505";
    private static final String CHECK = "23514";
    private static final String EXCLUSION = "23P01";

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

    @Inject
    MovingClock clock;

    @Inject
    Books books;

    @Inject
    EntityManager entities;

    @Inject
    Desk desk;

    @Inject
    Call call;

    @Inject
    Functions functions;

    private Api api;
    private String cancellation;
    private String request;
    private String declaration;

    @BeforeEach
    void begin() {
        clock.reset();
        api = Api.newTenant();
        api.has(Harbor.RECORDS);
        // R-1 gives 6.00 of the 20.00 back that P-7 has paid of HB-9-1, and 10.00 of credit to spend.
        books.giveCredits(api.tenant(), "harbor", "R-1", 1000);
        String form = Forms.newKey();
        api.has(MORE.replace("\"adminFees\"", "\"publishableKeys\": [\"" + form + "\"], \"adminFees\""));
        declaration = Declarations.received(form, "ORDINARY");
        api.command("match-declaration", "{\"declarationId\":\"" + declaration + "\",\"accountId\":\"harbor\"}")
                .then()
                .statusCode(200);
        books.write("insert into refund_part values (?, 'R-1', 1, 'P-7', 'HB-9-1', 600)", api.tenant());
        books.write(
                "insert into line_credit values (?, gen_random_uuid(), 'HB-9-1', null, 500, 0, '2026-06-26', now())",
                api.tenant());
        books.write(
                "insert into refund_step values (?, 'R-1', 1, 'APPROVED', now(), 'somebody', 'billing-admin', 0)",
                api.tenant());
        api.has(RUN);
        api.has(Provided.LINE);
        api.command("cancel-bill-run", "{\"billRunId\":\"may\",\"reason\":{\"code\":\"NO_LONGER_NEEDED\"}}")
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
        api.command("close-account", "{\"accountId\":\"kawa\",\"reason\":{\"code\":\"NO_LONGER_NEEDED\"}}")
                .then()
                .statusCode(200);
    }

    // The first wall: Hibernate, with row-level security out of the way.

    @Test
    @ActivateRequestContext
    void hidesEveryEntityOfOtherTenantsThoughTheDatabaseShowsAll() throws SQLException {
        Map<String, Long> own = new TreeMap<>();
        Map<String, Long> foreign = new TreeMap<>();
        withoutTheSecondWall(() -> {
            own.putAll(countsAs(api.tenant()));
            foreign.putAll(countsAs("t-somebody-else"));
        });
        assertEquals(own.keySet(), foreign.keySet());
        own.forEach((entity, rows) -> assertTrue(rows > 0, entity + " proves nothing: it has no row here"));
        foreign.forEach((entity, rows) -> assertEquals(0, rows, entity + " is seen by another tenant"));
    }

    private Map<String, Long> countsAs(String tenant) {
        call.actFor(tenant, functions.named("list-accounts").orElseThrow(), null);
        return desk.read("all", (all, locks, asked) -> {
            // Otherwise one session would answer for both.
            entities.clear();
            var counts = new TreeMap<String, Long>();
            for (EntityType<?> entity : entities.getMetamodel().getEntities()) {
                counts.put(
                        entity.getName(),
                        entities.createQuery("select count(*) from " + entity.getName(), Long.class)
                                .getSingleResult());
            }
            return counts;
        });
    }

    @Test
    void keepsFunctionsWithinTheirTenantThoughTheDatabaseShowsAll() throws SQLException {
        Api other = Api.newTenant();
        withoutTheSecondWall(() -> {
            for (String list : List.of(
                    "list-accounts",
                    "list-billing-items",
                    "list-invoices",
                    "list-cancellations",
                    "list-cancellation-requests",
                    "list-declarations",
                    "list-bill-runs",
                    "list-subscriptions",
                    "list-penalties")) {
                other.ask(list, "{}").then().statusCode(200).body("items.size()", is(0));
            }
            other.ask("list-cancellation-reasons", "{}")
                    .then()
                    .statusCode(200)
                    .body("items.find { it.code == 'MOVED_ABROAD' }", nullValue());
            other.ask("get-cancellation", "{\"cancellationId\":\"%s\"}".formatted(cancellation))
                    .then()
                    .statusCode(404);
            other.command("undo-cancellation", "{\"cancellationId\":\"%s\"}".formatted(cancellation))
                    .then()
                    .statusCode(404);
            for (String function :
                    List.of("get-cancellation-request", "void-cancellation-request", "approve-cancellation-request")) {
                other.command(function, Requested.named(request)).then().statusCode(404);
            }
            other.command("dismiss-declaration", "{\"declarationId\":\"" + declaration + "\",\"note\":\"x\"}")
                    .then()
                    .statusCode(404);
            // Under the key of the first tenant's command, which is no answer to this one.
            other.command("cancel-billing-item", "k-1", Harbor.cancel("server", "ANNIVERSARY"))
                    .then()
                    .statusCode(404)
                    .header("Idempotency-Replayed", nullValue());
            clock.moveTo("2026-07-01T12:00:00Z");
            other.command("run-due-actions", "{}").then().statusCode(200).body("carriedOut.size()", is(0));
        });
        assertEquals(
                2,
                ofTenant(
                        "select count(*) from billing_item where tenant_id = ? and account_id = 'harbor' and state = 'CANCELED'"));
    }

    @Test
    void importsTheSameIdsBesideThoseOfOtherTenantsThoughTheDatabaseShowsAll() throws SQLException {
        String before = sumOf("account", api.tenant()) + sumOf("billing_item", api.tenant());
        Api other = Api.newTenant();
        withoutTheSecondWall(() -> other.has(Harbor.RECORDS.replace("Harbor Books", "Another Harbor")));
        assertEquals(before, sumOf("account", api.tenant()) + sumOf("billing_item", api.tenant()));
        assertEquals(
                List.of("Another Harbor"),
                books.texts("select name from account where tenant_id = ? and id = 'harbor'", other.tenant()));
    }

    private String sumOf(String table, String tenant) {
        return books.texts(
                        "select md5(string_agg(t::text, '|' order by id)) from " + table + " t where tenant_id = ?",
                        tenant)
                .get(0);
    }

    /** Tests run one after another, so nobody else meets the open gate. */
    private void withoutTheSecondWall(Runnable work) throws SQLException {
        try {
            secondWall("disable");
            work.run();
        } finally {
            secondWall("enable");
        }
    }

    private void secondWall(String verb) throws SQLException {
        try (Connection connection = books.connectAs(OWNER);
                Statement statement = connection.createStatement()) {
            for (String table : tenantTables()) {
                statement.execute("alter table " + table + " " + verb + " row level security");
            }
        }
    }

    // The second wall: the database, without Hibernate.

    @Test
    void showsNoRowToASessionThatNamesNoTenant() throws SQLException {
        for (String role : List.of(APPLICATION, OWNER)) {
            for (String table : tenantTables()) {
                assertEquals(List.of("0"), as(role, null, "select count(*) from " + table), role + ", " + table);
                assertEquals(List.of("0"), as(role, "", "select count(*) from " + table), role + ", " + table);
            }
        }
    }

    @Test
    void showsOnlyTheRowsOfTheTenantThatIsNamed() throws SQLException {
        Api other = Api.newTenant();
        other.has(Harbor.RECORDS);
        for (String role : List.of(APPLICATION, OWNER)) {
            for (String table : tenantTables()) {
                assertEquals(
                        List.of(api.tenant()),
                        as(role, api.tenant(), "select distinct tenant_id from " + table),
                        role + ", " + table);
            }
        }
    }

    @Test
    void forgetsTheTenantWithTheTransaction() throws SQLException {
        try (Connection connection = books.connectAs(APPLICATION)) {
            connection.setAutoCommit(false);
            name(connection, api.tenant());
            assertEquals(List.of("2"), texts(connection, "select count(*) from account"));
            connection.commit();
            assertEquals(List.of("0"), texts(connection, "select count(*) from account"));
            connection.rollback();
        }
    }

    @Test
    void refusesToWriteARowOfAnotherTenantIntoAnyTable() throws SQLException {
        String other = Api.newTenant().tenant();
        for (String role : List.of(APPLICATION, OWNER)) {
            for (String table : tenantTables()) {
                if (table.equals("credit_balance")) {
                    // Nobody writes one, of the own tenant neither: see below.
                    continue;
                }
                String columns = String.join(
                        ", ",
                        books.texts(
                                "select attname from pg_attribute where attrelid = ?::regclass and attnum > 0"
                                        + " and attgenerated = '' and attname <> 'tenant_id'",
                                table));
                String copy = "insert into %1$s (tenant_id, %2$s) select '%3$s', %2$s from %1$s limit 1"
                        .formatted(table, columns, other);
                SQLException refused = assertThrows(SQLException.class, () -> as(role, api.tenant(), copy));
                assertEquals(NOT_GRANTED, refused.getSQLState(), refused.getMessage());
                assertTrue(refused.getMessage().contains("row-level security"), refused.getMessage());
            }
        }
    }

    @Test
    void refusesToHandARowToAnotherTenant() {
        for (String role : List.of(APPLICATION, OWNER)) {
            SQLException refused = assertThrows(
                    SQLException.class,
                    () -> as(role, api.tenant(), "update policy set tenant_id = 't-somebody-else' where true"));
            assertTrue(refused.getMessage().contains("row-level security"), refused.getMessage());
        }
    }

    @Test
    void changesNoRowOfAnotherTenant() throws SQLException {
        String renamed = "with done as (update account set name = 'x' where tenant_id = '%s' returning 1)"
                + " select count(*) from done";
        assertEquals(List.of("0"), as(APPLICATION, "t-somebody-else", renamed.formatted(api.tenant())));
        assertEquals(List.of("2"), as(APPLICATION, api.tenant(), renamed.formatted(api.tenant())));
    }

    @Test
    void letsNeitherRoleRoundTheWall() {
        assertEquals(
                2,
                books.number(
                        "select count(*) from pg_roles where rolname in (?, ?) and not rolsuper and not rolbypassrls"
                                + " and not rolcreaterole and not rolreplication",
                        APPLICATION,
                        OWNER));
        // Nor is the application a member of anything, or the owner of any table.
        assertEquals(0, books.number("select count(*) from pg_auth_members where member = ?::regrole", APPLICATION));
        assertEquals(0, books.number("select count(*) from pg_class where relowner = ?::regrole", APPLICATION));
    }

    @Test
    void standsRoundEveryTable() {
        // A table without a tenant must be one of these two.
        assertEquals(
                List.of("flyway_schema_history"),
                books.texts("select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace"
                        + " and c.relkind in ('r', 'p') and not exists (select 1 from pg_attribute a"
                        + " where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) order by 1"));
        for (String table : tenantTables()) {
            assertEquals(
                    List.of("true"),
                    books.texts(
                            "select (relrowsecurity and relforcerowsecurity)::text from pg_class where oid = ?::regclass",
                            table),
                    table + " is not walled, or not for its owner");
            // One policy for all: a second one would be another way in.
            assertEquals(
                    List.of("ALL {public} (tenant_id = current_setting('quittance.tenant'::text, true))"
                            + " (tenant_id = current_setting('quittance.tenant'::text, true))"),
                    books.texts(
                            "select concat_ws(' ', cmd, roles, qual, with_check) from pg_policies where tablename = ?",
                            table),
                    table);
            assertEquals(
                    List.of("tenant_id"),
                    books.texts(
                            "select a.attname from pg_index i join pg_attribute a"
                                    + " on a.attrelid = i.indrelid and a.attnum = i.indkey[0]"
                                    + " where i.indisprimary and i.indrelid = ?::regclass",
                            table),
                    table + " does not lead its key with the tenant");
        }
    }

    @Test
    void hasNoViewAroundTheWall() {
        assertEquals(
                List.of(),
                books.texts("select relname from pg_class where relnamespace = 'public'::regnamespace"
                        + " and relkind in ('v', 'm', 'f')"));
        assertEquals(
                List.of(),
                books.texts("select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef"));
    }

    // What the books refuse to everybody.

    @Test
    void onlyEverAddsToWhatIsProof() {
        for (String table : List.of(
                "receipt",
                "audit",
                "payment",
                "payment_allocation",
                "cancellation_item",
                "refund_part",
                "refund_step",
                "credit_use",
                "credit_application",
                "line_credit",
                "credit_entry",
                "bill_run_exception",
                "closure_form",
                "declaration",
                "declaration_step",
                "binding_extension",
                "cancellation_service",
                "penalty")) {
            String update = "update %s set tenant_id = tenant_id".formatted(table);
            String delete = "delete from %s".formatted(table);
            String truncate = "truncate %s cascade".formatted(table);
            for (String statement : List.of(update, delete, truncate)) {
                assertEquals(NOT_GRANTED, refusal(APPLICATION, statement).getSQLState(), statement);
                assertEquals(APPEND_ONLY_REFUSED, refusal(OWNER, statement).getSQLState(), statement);
            }
        }
    }

    @Test
    void letsTheApplicationDeleteNothingButLinksFeesAndWhatRunsMade() {
        assertEquals(
                List.of("admin_fee", "billing_item_link", "credit_note", "invoice", "invoice_line", "refund_limit"),
                books.texts(
                        "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"
                                + " and (has_table_privilege(?, oid, 'delete') or has_table_privilege(?, oid, 'truncate'))"
                                + " order by 1",
                        APPLICATION,
                        APPLICATION));
    }

    @Test
    void letsNobodyDeleteADocumentButWithItsRun() {
        for (String statement : List.of(
                "delete from invoice_line where id = 'MAY-1-1'",
                "delete from invoice where id = 'HB-9'",
                "delete from credit_note where id = 'CN-1'")) {
            assertEquals(APPEND_ONLY_REFUSED, refusal(APPLICATION, statement).getSQLState(), statement);
            assertEquals(APPEND_ONLY_REFUSED, refusal(OWNER, statement).getSQLState(), statement);
        }
    }

    @Test
    void neverRewritesAnOperation() throws SQLException {
        for (String change : List.of(
                "key = 'k-2'",
                "function = 'close-account'",
                "fingerprint = 'x'",
                "asked_at = asked_at + interval '1 second'",
                "refused = not refused",
                "refused = null",
                "answer = '{}'")) {
            String update = "update operation set " + change + " where key = 'k-1'";
            assertEquals(APPEND_ONLY_REFUSED, refusal(APPLICATION, update).getSQLState(), change);
            assertEquals(APPEND_ONLY_REFUSED, refusal(OWNER, update).getSQLState(), change);
        }
        // After 30 days its answer is forgotten, and no other takes its place.
        String forget = "update operation set answer = null where key = 'k-1'";
        assertEquals(
                APPEND_ONLY_REFUSED,
                refusal(APPLICATION, forget + "; update operation set answer = '{}' where key = 'k-1'")
                        .getSQLState());
        assertEquals(
                List.of("1"),
                as(APPLICATION, api.tenant(), "with done as (" + forget + " returning 1) select count(*) from done"));
    }

    @Test
    void neverRevivesABillingItemNorMovesItsEnd() {
        for (String change : List.of(
                "state = 'ACTIVE', ended_at = null, left_invoices_at = null",
                "ended_at = ended_at + interval '1 second'",
                "cancellation_id = null",
                "effective_on = effective_on + 1",
                "effective_on = null, effective_at = null, cancellation_id = null",
                "effective_at = effective_at + interval '1 second'")) {
            String update = "update billing_item set " + change + " where id = 'backup'";
            assertEquals(APPEND_ONLY_REFUSED, refusal(APPLICATION, update).getSQLState(), change);
            assertEquals(APPEND_ONLY_REFUSED, refusal(OWNER, update).getSQLState(), change);
        }
    }

    @Test
    void neverReopensAnAccountNorGivesItLicensesOrCollectsForIt() {
        for (String role : List.of(APPLICATION, OWNER)) {
            String reopen = "update account set status = 'ACTIVE' where id = 'kawa'";
            assertEquals(APPEND_ONLY_REFUSED, refusal(role, reopen).getSQLState(), role);
            String license = "update account set licenses = 1 where id = 'kawa'";
            assertEquals(CHECK, refusal(role, license).getSQLState(), role);
            String collect = "update billing set state = 'SCHEDULED', cancellation_id = null, canceled_at = null";
            assertEquals(APPEND_ONLY_REFUSED, refusal(role, collect).getSQLState(), role);
        }
    }

    @Test
    void makesNothingNewForAClosedAccount() {
        for (String table : List.of("subscription", "billing_item", "invoice", "billing")) {
            String copy =
                    "insert into %1$s select (jsonb_populate_record(t, '{\"id\":\"new\",\"account_id\":\"kawa\"}')).*"
                            + " from %1$s t limit 1";
            assertEquals(
                    APPEND_ONLY_REFUSED,
                    refusal(APPLICATION, copy.formatted(table)).getSQLState(),
                    table);
        }
    }

    @Test
    void neverTakesBackADecidedCancellation() {
        for (String state : List.of("SCHEDULED", "UNDONE")) {
            String update = "update cancellation set state = '%s' where state = 'EFFECTIVE'".formatted(state);
            assertEquals(APPEND_ONLY_REFUSED, refusal(APPLICATION, update).getSQLState(), state);
        }
    }

    @Test
    void neverPaysALineBeyondItsTotal() throws SQLException {
        // The disk's line is 12.50 and not paid.
        String pay = "insert into payment values ('%1$s', 'P-9', 'harbor', 2000, 'USD', '2026-06-09');"
                + " insert into payment_allocation values ('%1$s', 'P-9', 'HB-1-2', %2$s)";
        assertEquals(
                CHECK, refusal(APPLICATION, pay.formatted(api.tenant(), 1251)).getSQLState());
        // And nothing but an allocation says what is paid.
        assertEquals(
                APPEND_ONLY_REFUSED,
                refusal(APPLICATION, "update invoice_line set paid_minor = 1250 where id = 'HB-1-2'")
                        .getSQLState());
        as(APPLICATION, api.tenant(), pay.formatted(api.tenant(), 1250));
    }

    @Test
    void neverAllocatesAPaymentBeyondItsAmount() {
        String allocate = "insert into payment values ('%1$s', 'P-9', 'harbor', 100, 'USD', '2026-06-09');"
                + " insert into payment_allocation values ('%1$s', 'P-9', 'HB-1-2', 101)";
        assertEquals(
                CHECK, refusal(APPLICATION, allocate.formatted(api.tenant())).getSQLState());
    }

    @Test
    void neverSetsByHandWhatFollowsFromDocuments() {
        for (String role : List.of(APPLICATION, OWNER)) {
            for (String amount : List.of(
                    "paid_minor", "applied_minor", "returned_minor", "credited_net_minor", "credited_tax_minor")) {
                String update = "update invoice_line set %1$s = %1$s + 1 where id = 'HB-9-1'".formatted(amount);
                assertEquals(APPEND_ONLY_REFUSED, refusal(role, update).getSQLState(), update);
            }
            for (String table : List.of("payment", "payment_allocation")) {
                String update = "update %s set returned_minor = 0".formatted(table);
                assertEquals(APPEND_ONLY_REFUSED, refusal(role, update).getSQLState(), update);
            }
            for (String change : List.of(
                    "update credit_balance set balance_minor = balance_minor + 1",
                    "insert into credit_balance values ('%s', 'kawa', 1)".formatted(api.tenant()))) {
                assertEquals(APPEND_ONLY_REFUSED, refusal(role, change).getSQLState(), change);
            }
        }
    }

    @Test
    void givesNoMoreBackThanAnAllocationHasPaid() throws SQLException {
        // P-7 has paid 20.00 of HB-9-1, and 6.00 of it went back.
        assertCap("'P-7', 'HB-9-1'", 1400);
        assertEquals(CHECK, giveBack("'P-1', 'HB-9-1'", 1).getSQLState());
    }

    @Test
    void givesNoMoreBackOfAPaymentThanNoLineHasTaken() throws SQLException {
        // Of 51.00 lines have taken 21.00.
        assertCap("'P-7', null", 3000);
    }

    @Test
    void givesNoMoreBackThanCreditHasPaid() throws SQLException {
        // 4.00 of the 5.00 that are paid of HB-9-2.
        assertCap("null, 'HB-9-2'", 400);
    }

    @Test
    void givesNoMoreBackThanTheRefundIs() throws SQLException {
        String parts = part(1, "'P-7', null", 600) + part(2, "'P-7', 'HB-9-1'", 400);
        as(APPLICATION, api.tenant(), refund("R-2", 1000) + parts);
        assertEquals(CHECK, refusal(APPLICATION, refund("R-2", 999) + parts).getSQLState());
    }

    /** As much may go back, and not one minor unit more. */
    private void assertCap(String of, long most) throws SQLException {
        as(APPLICATION, api.tenant(), refund("R-2", 100_000) + part(1, of, most));
        assertEquals(CHECK, giveBack(of, most + 1).getSQLState(), of);
    }

    private SQLException giveBack(String of, long amount) {
        return refusal(APPLICATION, refund("R-2", 100_000) + part(1, of, amount));
    }

    @Test
    void usesACreditNoteOnce() throws SQLException {
        String use = refund("R-2", 900) + "update credit_note set state = 'USED', refund_id = 'R-1' where id = 'CN-1';";
        as(APPLICATION, api.tenant(), use);
        for (String again : List.of("refund_id = 'R-2'", "state = 'ISSUED', refund_id = null", "amount_minor = 1")) {
            String update = use + "update credit_note set " + again + " where id = 'CN-1'";
            assertEquals(APPEND_ONLY_REFUSED, refusal(APPLICATION, update).getSQLState(), again);
        }
        String refunds = refund("R-2", 900) + refund("R-3", 900);
        assertEquals(
                UNIQUE,
                refusal(APPLICATION, refunds.replace("'OFFLINE', null", "'CREDIT_NOTE', 'CN-1'"))
                        .getSQLState());
    }

    @Test
    void takesNoMoreBackThanARefundGave() throws SQLException {
        String gave = refund("R-2", 1000) + part(1, "'P-7', 'HB-9-1'", 1000);
        as(APPLICATION, api.tenant(), gave + part(2, "'P-7', 'HB-9-1'", -1000));
        for (String more : List.of(
                part(2, "'P-7', 'HB-9-1'", -1001),
                part(2, "'P-7', null", -1),
                part(2, "'P-7', 'HB-9-1'", -1000) + part(3, "'P-7', 'HB-9-1'", -1))) {
            assertEquals(CHECK, refusal(APPLICATION, gave + more).getSQLState(), more);
        }
    }

    @Test
    void takesNoMoreCreditBackThanARefundGaveOrThanIsLeft() throws SQLException {
        // R-1 gave 10.00, of which 4.00 are spent.
        String back =
                "insert into credit_entry values ('%s', gen_random_uuid(), 'harbor', 'AVAILABLE', 'REFUNDS', %d, now(),"
                        + " '%s', null)";
        as(APPLICATION, api.tenant(), back.formatted(api.tenant(), 600, "R-1"));
        assertEquals(
                CHECK,
                refusal(APPLICATION, back.formatted(api.tenant(), 601, "R-1")).getSQLState());
        assertEquals(
                CHECK,
                refusal(APPLICATION, refund("R-2", 1) + back.formatted(api.tenant(), 1, "R-2"))
                        .getSQLState());
    }

    @Test
    void letsARefundGoOnlyTheWaysThatItMay() throws SQLException {
        as(APPLICATION, api.tenant(), "update refund set state = 'REVERSED' where id = 'R-1'");
        for (String change : List.of(
                "state = 'PENDING'",
                "state = 'FAILED'",
                "state = 'CANCELED'",
                "state = 'PENDING_APPROVAL'",
                "amount_minor = 999",
                "requested_by = 'another'")) {
            String update = "update refund set " + change + " where id = 'R-1'";
            assertEquals(APPEND_ONLY_REFUSED, refusal(APPLICATION, update).getSQLState(), change);
        }
    }

    @Test
    void takesARefundBackOnce() {
        String step = "insert into refund_step values ('%s', 'R-1', %d, '%s', now(), 'somebody', 'billing-admin', 0);";
        for (String what : List.of("REVERSED", "CANCELED")) {
            String twice = step.formatted(api.tenant(), 2, "REVERSED") + step.formatted(api.tenant(), 3, what);
            assertEquals(UNIQUE, refusal(APPLICATION, twice).getSQLState(), what);
        }
    }

    @Test
    void spendsNoMoreCreditThanThereIs() throws SQLException {
        // 10.00 came and 4.00 went.
        String spend = "insert into credit_use values ('%1$s', 'U-2', 'harbor', %2$d, 'USD', '2026-06-09');"
                + " insert into credit_entry values ('%1$s', gen_random_uuid(), 'harbor', 'AVAILABLE', 'USED', %2$d, now(),"
                + " null, 'U-2')";
        as(APPLICATION, api.tenant(), spend.formatted(api.tenant(), 600));
        assertEquals(
                CHECK, refusal(APPLICATION, spend.formatted(api.tenant(), 601)).getSQLState());
    }

    @Test
    void appliesNoMoreCreditThanIsUsedOrOwed() throws SQLException {
        // HB-9-2 has 5.00 open.
        String apply = "insert into credit_use values ('%1$s', 'U-2', 'harbor', %2$d, 'USD', '2026-06-09');"
                + " insert into credit_application values ('%1$s', gen_random_uuid(), null, 'U-2', 'HB-9-2', %3$d)";
        as(APPLICATION, api.tenant(), apply.formatted(api.tenant(), 500, 500));
        assertEquals(
                CHECK,
                refusal(APPLICATION, apply.formatted(api.tenant(), 501, 501)).getSQLState());
        assertEquals(
                CHECK,
                refusal(APPLICATION, apply.formatted(api.tenant(), 499, 500)).getSQLState());
    }

    @Test
    void creditsTheDaysOfALineOnceAndNoMoreThanItIs() throws SQLException {
        // 5.00 of 30.00 are credited for its last days; 11.00 are open.
        String credit = "insert into line_credit values ('%s', gen_random_uuid(), 'HB-9-1', null, %d, 0, %s, now())";
        assertEquals(
                UNIQUE,
                refusal(APPLICATION, credit.formatted(api.tenant(), 1, "'2026-06-20'"))
                        .getSQLState());
        as(APPLICATION, api.tenant(), credit.formatted(api.tenant(), 1100, "null"));
        assertEquals(
                CHECK,
                refusal(APPLICATION, credit.formatted(api.tenant(), 1101, "null"))
                        .getSQLState());
        assertEquals(
                CHECK,
                refusal(APPLICATION, credit.formatted(api.tenant(), 2501, "null"))
                        .getSQLState());
    }

    private String refund(String id, long amount) {
        return ("insert into refund (tenant_id, id, number, account_id, destination, credit_note_id, amount_minor, fee_minor,"
                        + " currency, state, reason, requested_at, requested_by, version) values ('%s', '%s', %s, 'harbor',"
                        + " 'OFFLINE', null, %d, 0, 'USD', 'SUCCEEDED', '{}', now(), 'test', 0);")
                .formatted(api.tenant(), id, id.substring(2), amount);
    }

    private String part(int number, String of, long amount) {
        return "insert into refund_part values ('%s', 'R-2', %d, %s, %d);".formatted(api.tenant(), number, of, amount);
    }

    @Test
    void keepsAPublishableKeyWithItsTenant() {
        for (String change : List.of("tenant_id = 't-somebody-else'", "key = 'pk_0000000000000000'")) {
            String update = "update publishable_key set " + change;
            assertEquals(NOT_GRANTED, refusal(APPLICATION, update).getSQLState(), change);
            assertEquals(APPEND_ONLY_REFUSED, refusal(OWNER, update).getSQLState(), change);
        }
        for (String statement : List.of("delete from publishable_key", "truncate publishable_key")) {
            assertEquals(NOT_GRANTED, refusal(APPLICATION, statement).getSQLState(), statement);
            assertEquals(APPEND_ONLY_REFUSED, refusal(OWNER, statement).getSQLState(), statement);
        }
    }

    @Test
    void keepsOneOpenCancellationAnItem() {
        String copy = "insert into cancellation select (jsonb_populate_record(c, '{\"id\":\"C-0\",\"number\":0}')).*"
                + " from cancellation c where subject_id = '%s'";
        assertEquals(UNIQUE, refusal(APPLICATION, copy.formatted("server")).getSQLState());
        assertEquals(UNIQUE, refusal(APPLICATION, copy.formatted("backup")).getSQLState());
    }

    @Test
    void keepsOneOpenRequestAnItem() {
        String copy =
                "insert into cancellation_request select (jsonb_populate_record(r, '{\"id\":\"CR-0\",\"number\":0}')).*"
                        + " from cancellation_request r; insert into cancellation_request_item"
                        + " select (jsonb_populate_record(i, '{\"request_id\":\"CR-0\"}')).*"
                        + " from cancellation_request_item i where billing_item_id = '%s'";
        assertEquals(UNIQUE, refusal(APPLICATION, copy.formatted("network")).getSQLState());
        // What has ended by a request is no open one.
        assertDoesNotThrow(() -> as(APPLICATION, api.tenant(), copy.formatted("firewall")));
    }

    @Test
    void neverTakesBackADecidedRequestNorRewritesWhatWasAsked() {
        for (String role : List.of(APPLICATION, OWNER)) {
            for (String change : List.of(
                    "cancellation_request set state = 'PENDING', approved_at = null, approved_by = null",
                    "cancellation_request set approved_by = 'somebody else'",
                    "cancellation_request set plan = '{}'",
                    "cancellation_request set reason = '{}'",
                    "cancellation_request_item set timing = 'IMMEDIATE' where billing_item_id = 'network'",
                    "cancellation_request_item set cancellation_id = null, result = 'REMOVED'",
                    "cancellation_request_item set result = 'UNDONE' where billing_item_id = 'firewall'",
                    "cancellation_request_item set result = 'WAITING', cancellation_id = null")) {
                assertEquals(
                        APPEND_ONLY_REFUSED, refusal(role, "update " + change).getSQLState(), change);
            }
        }
        for (String table : List.of("cancellation_request_item", "cancellation_request")) {
            assertEquals(
                    APPEND_ONLY_REFUSED, refusal(OWNER, "delete from " + table).getSQLState());
        }
    }

    @Test
    void keepsOneActiveDefinitionOfAClassAndCurrency() throws SQLException {
        String on = "update billing_term set active = true where id = 'line-2025';";
        String off = "update billing_term set active = false where id = 'line-2026';";
        // At the end of the transaction, in whatever order.
        String check = "set constraints all immediate";
        assertEquals(EXCLUSION, refusal(APPLICATION, on + check).getSQLState());
        as(APPLICATION, api.tenant(), on + off + check);
        as(APPLICATION, api.tenant(), on + "update billing_term set currency = 'EUR' where id = 'line-2025';" + check);
    }

    @Test
    void neverTakesBackWhatAnEndHasDropped() throws SQLException {
        String drop = "update planned_action set state = 'DROPPED', dropped_by = '%s';".formatted(cancellation);
        String restore = "update planned_action set state = 'PLANNED', dropped_by = null";
        assertEquals(APPEND_ONLY_REFUSED, refusal(APPLICATION, drop + restore).getSQLState());
        as(
                APPLICATION,
                api.tenant(),
                drop + "update cancellation set state = 'UNDONE' where id = '%s';".formatted(cancellation) + restore);
    }

    @Test
    void neverRewritesUsageThatIsSettled() throws SQLException {
        String settle =
                "update usage_record set state = '%s', cancellation_id = '" + cancellation + "' where id = 'U-1';";
        String change = "update usage_record set %s where id = 'U-1'";
        for (String state : List.of("BILLED", "INVOICE_REQUESTED", "DROPPED")) {
            for (String column : List.of("state = 'UNBILLED'", "amount_minor = 501", "cancellation_id = null")) {
                assertEquals(
                        APPEND_ONLY_REFUSED,
                        refusal(APPLICATION, settle.formatted(state) + change.formatted(column))
                                .getSQLState(),
                        state + ", " + column);
            }
        }
        as(APPLICATION, api.tenant(), settle.formatted("INVOICE_REQUESTED") + change.formatted("state = 'BILLED'"));
        assertEquals(
                APPEND_ONLY_REFUSED,
                refusal(APPLICATION, settle.formatted("DROPPED") + change.formatted("state = 'BILLED'"))
                        .getSQLState());
    }

    @Test
    void neverInstallsAgainWhatWasRemoved() {
        for (String change : List.of(
                "state = 'INSTALLED', ended_at = null",
                "effective_on = '2026-05-02'",
                "effective_at = effective_at + interval '1 second'")) {
            String update = "update installed_item set " + change + " where id = 'router'";
            assertEquals(APPEND_ONLY_REFUSED, refusal(APPLICATION, update).getSQLState(), change);
        }
    }

    @Test
    void chargesAPenaltyForAServiceOnceAndSetsNoMoreOffThanItIs() {
        String charge = "insert into penalty values ('" + api.tenant() + "', 'PN-2', 2, 'harbor', '" + cancellation
                + "', '%s', 'line-2026', 9000, %d, 'USD', now())";
        assertEquals(UNIQUE, refusal(APPLICATION, charge.formatted("line", 0)).getSQLState());
        assertEquals(CHECK, refusal(APPLICATION, charge.formatted("mail", 9001)).getSQLState());
        assertDoesNotThrow(() -> as(APPLICATION, api.tenant(), charge.formatted("mail", 9000)));
    }

    /** But for the directory of tenants, and of what names them on public pages. */
    private List<String> tenantTables() {
        List<String> tables = books.texts("select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid"
                + " where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')"
                + " and a.attname = 'tenant_id' and c.relname not in ('tenant', 'publishable_key') order by 1");
        assertFalse(tables.isEmpty());
        return tables;
    }

    private long ofTenant(String sql) {
        return books.number(sql, api.tenant());
    }

    private SQLException refusal(String role, String statement) {
        return assertThrows(SQLException.class, () -> as(role, api.tenant(), statement), role + ": " + statement);
    }

    /** Runs statements as a role and a tenant, and rolls them back; answers the first column. */
    private List<String> as(String role, String tenant, String sql) throws SQLException {
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

    private static void name(Connection connection, String tenant) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select set_config('quittance.tenant', ?, true)")) {
            statement.setString(1, tenant);
            statement.execute();
        }
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
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
