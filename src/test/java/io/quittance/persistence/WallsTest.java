package io.quittance.persistence;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Call;
import io.quittance.call.Functions;
import io.quittance.contract.Harbor;
import io.quittance.desk.Desk;
import io.quittance.testing.Api;
import io.quittance.testing.Requested;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.metamodel.EntityType;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The two walls between tenants, each without the other. */
@QuarkusTest
class WallsTest extends EveryTable {

    @Inject
    EntityManager entities;

    @Inject
    Desk desk;

    @Inject
    Call call;

    @Inject
    Functions functions;

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
            other.ask("get-cancellation", json("cancellationId", cancellation))
                    .then()
                    .statusCode(404);
            other.command("undo-cancellation", json("cancellationId", cancellation))
                    .then()
                    .statusCode(404);
            for (String function :
                    List.of("get-cancellation-request", "void-cancellation-request", "approve-cancellation-request")) {
                other.command(function, Requested.named(request)).then().statusCode(404);
            }
            other.command("dismiss-declaration", json("declarationId", declaration, "note", "x"))
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
                books.number(
                        "select count(*) from billing_item where tenant_id = ? and account_id = 'harbor' and state = 'CANCELED'",
                        api.tenant()));
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
                    // Nobody writes one, of the own tenant neither: AmountLimitsTest.
                    continue;
                }
                String columns = String.join(
                        ", ",
                        books.texts(
                                "select attname from pg_attribute where attrelid = ?::regclass and attnum > 0"
                                        + " and attgenerated = '' and not attisdropped and attname <> 'tenant_id'",
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

    /** But for the directory of tenants, and of what names them on public pages. */
    private List<String> tenantTables() {
        List<String> tables = books.texts("select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid"
                + " where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')"
                + " and a.attname = 'tenant_id' and c.relname not in ('tenant', 'publishable_key') order by 1");
        assertFalse(tables.isEmpty());
        return tables;
    }
}
