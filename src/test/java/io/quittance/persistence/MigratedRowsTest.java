package io.quittance.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A migration that changes rows changes them (docs/adr/0026).
 *
 * <p>Each one is applied to the version before it, with the rows of {@code src/test/resources/db/rows/V<version>.sql}, and
 * must have changed at least one row of every table that it means to change. The examples are in the same folder.
 */
class MigratedRowsTest {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Path ROWS = Path.of("src/test/resources/db/rows");
    private static final Pattern VERSION = Pattern.compile("V([0-9.]+)__.*\\.sql");

    @BeforeAll
    static void create() throws SQLException {
        MigratedDatabases.create("before_rows");
        MigratedDatabases.migrate("before_rows", "latest", "db/migration");
    }

    private static Map<MigrationVersion, Path> migrations() throws IOException {
        var migrations = new TreeMap<MigrationVersion, Path>();
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            for (Path file : files.toList()) {
                Matcher version = VERSION.matcher(file.getFileName().toString());
                assertTrue(version.matches(), file + " is no versioned migration");
                migrations.put(MigrationVersion.fromVersion(version.group(1)), file);
            }
        }
        return migrations;
    }

    @Test
    void liftsAndForcesRowLevelSecurityInEveryMigration() throws IOException, SQLException {
        Set<String> forced = forced("before_rows");
        assertTrue(forced.containsAll(Set.of("account", "outbox")), forced::toString);
        for (Path file : migrations().values()) {
            assertEquals(List.of(), MigrationScript.of(file).findings(forced), file::toString);
        }
    }

    @Test
    void changesRowsInEveryMigrationThatMeansTo() throws IOException, SQLException {
        MigrationVersion before = MigrationVersion.EMPTY;
        for (Map.Entry<MigrationVersion, Path> migration : migrations().entrySet()) {
            MigrationScript script = MigrationScript.of(migration.getValue());
            if (!script.changedTables().isEmpty()) {
                Path rows = ROWS.resolve("V" + migration.getKey() + ".sql");
                assertTrue(
                        Files.exists(rows), migration.getValue() + " changes rows, so the test needs some in " + rows);
                MigratedDatabases.create("step");
                MigratedDatabases.migrate("step", before.getVersion(), "db/migration");
                Map<String, Long> changed = changes("step", rows, migration.getValue());
                MigratedDatabases.drop("step");
                for (String table : script.changedTables()) {
                    assertTrue(
                            changed.getOrDefault(table, 0L) > 0, migration.getValue() + " changes no row of " + table);
                }
            }
            before = migration.getKey();
        }
    }

    @Test
    void changesTheRowsOfAllTenantsWhereRowLevelSecurityIsLifted() throws IOException, SQLException {
        Path lifted = ROWS.resolve("lifted.sql");
        assertEquals(List.of(), MigrationScript.of(lifted).findings(forced("before_rows")));
        assertEquals(Set.of("account", "admin_fee"), MigrationScript.of(lifted).changedTables());
        assertEquals(Map.of("account", 3L, "admin_fee", 2L), changesOfExample(lifted));
    }

    /** PostgreSQL reports no failure; the statements find nothing to change. */
    @Test
    void changesNothingWhereRowLevelSecurityIsForced() throws IOException, SQLException {
        Path forced = ROWS.resolve("forced.sql");
        assertEquals(
                List.of(
                        "row-level security of account is forced while rows are changed: update account set postpaid = true",
                        "row-level security of account is forced while rows are changed: insert into admin_fee (tenant_id, currency, amount_minor)",
                        "row-level security of admin_fee is forced while rows are changed: insert into admin_fee (tenant_id, currency, amount_minor)"),
                MigrationScript.of(forced).findings(forced("before_rows")));
        assertEquals(Map.of(), changesOfExample(forced));
    }

    private static Map<String, Long> changesOfExample(Path example) throws IOException, SQLException {
        MigratedDatabases.copy("before_rows", "example");
        try {
            return changes("example", ROWS.resolve("examples.sql"), example);
        } finally {
            MigratedDatabases.drop("example");
        }
    }

    /** How many rows of each table a script inserts, updates and deletes, as PostgreSQL counts them in its transaction. */
    private static Map<String, Long> changes(String database, Path rows, Path script) throws IOException, SQLException {
        Set<String> forced = forced(database);
        try (Connection connection = MigratedDatabases.connect(database, MigratedDatabases.SUPERUSER);
                Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(rows));
        }
        var changes = new HashMap<String, Long>();
        try (Connection connection = MigratedDatabases.connect(database, MigratedDatabases.OWNER);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(Files.readString(script).replace("${applicationRole}", MigratedDatabases.APPLICATION));
            try (ResultSet counts = statement.executeQuery("select relname, n_tup_ins + n_tup_upd + n_tup_del"
                    + " from pg_stat_xact_user_tables where n_tup_ins + n_tup_upd + n_tup_del > 0")) {
                while (counts.next()) {
                    changes.put(counts.getString(1), counts.getLong(2));
                }
            }
            connection.commit();
        }
        assertTrue(forced(database).containsAll(forced), script + " leaves a table without forced row-level security");
        return changes;
    }

    private static Set<String> forced(String database) throws SQLException {
        var forced = new TreeSet<String>();
        try (Connection connection = MigratedDatabases.connect(database, MigratedDatabases.OWNER);
                Statement statement = connection.createStatement();
                ResultSet names = statement.executeQuery(
                        "select relname from pg_class where relkind = 'r' and relforcerowsecurity")) {
            while (names.next()) {
                forced.add(names.getString(1));
            }
        }
        return forced;
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {
                "update account set name = 'x' => account",
                "UPDATE ONLY account a SET name = 'x' => account",
                "with w as (select 1) delete from account using w => account",
                "merge into account using outbox on true when matched then delete => account, outbox",
                "update tenant set created_at = now() from account => account",
                "insert into tenant (tenant_id) select tenant_id from outbox join account on true => account, outbox",
                "do $x$ begin update account set name = ';'; end $x$ => account",
                "alter table account no force row level security; alter table account force row level security; delete from account => account"
            })
    void findsWhatIsForced(String script, String tables) {
        var found = new ArrayList<String>();
        for (String table : tables.split(", ")) {
            found.add("row-level security of " + table + " is forced");
        }
        assertEquals(
                found,
                MigrationScript.of(script).findings(Set.of("account", "outbox")).stream()
                        .map(finding -> finding.split(" while")[0])
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {
                "alter table account no force row level security; delete from account => row-level security of account is not forced again",
                "do $$ begin execute format('delete from %I', name); end $$ => the table that is changed must be named: %i"
            })
    void findsWhatIsLeftOpen(String script, String finding) {
        assertEquals(List.of(finding), MigrationScript.of(script).findings(Set.of("account")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {
                "-- update account set name = 'x'",
                "update tenant set created_at = now()",
                "create function f() returns trigger language plpgsql as $$ begin update account set name = 'x'; return new; end $$",
                "do $$ begin execute format('grant select, insert, update on %I to quittance', 'account'); end $$",
                "create trigger t before update or delete on account for each row execute function f()",
                "grant select, insert, update, delete on account to quittance",
                "alter table account no force row level security; insert into account values ('x'); alter table account force row level security"
            })
    void findsNothingElse(String script) {
        assertEquals(List.of(), MigrationScript.of(script).findings(Set.of("account")));
    }
}
