package io.quittance.persistence;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What code relies on in the schema that it was written for, as PostgreSQL's catalogue tells it.
 *
 * <p>A later schema breaks it where anything of this is gone or is something else, and where anything new refuses or hides
 * what such code writes. Of new conditions PostgreSQL itself is asked whether they do. What triggers and functions do
 * inside cannot be seen here, nor what a migration does to rows.
 */
final class KnownSchema {

    /** Each kind of thing that must stay: its name, and what it is. */
    private static final Map<String, String> STAYING = new LinkedHashMap<>();

    private static final String TABLES = " c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')"
            + " and c.relname <> 'flyway_schema_history' ";
    private static final String COLUMNS = " from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0"
            + " and not a.attisdropped where" + TABLES;

    static {
        STAYING.put(
                "table",
                "select c.relname, case when c.relrowsecurity then 'with row-level security' else 'open' end"
                        + " || case when c.relforcerowsecurity then ', for its owner too' else '' end"
                        + " from pg_class c where" + TABLES);
        STAYING.put(
                "column",
                "select c.relname || '.' || a.attname, concat_ws(' ', format_type(a.atttypid, a.atttypmod),"
                        + " (select 'collate ' || l.collname from pg_collation l join pg_type t on t.oid = a.atttypid"
                        + " where l.oid = a.attcollation and a.attcollation <> t.typcollation),"
                        + " case when a.attidentity <> '' then 'identity' end,"
                        + " case when a.attgenerated <> '' then 'generated' end,"
                        + " (select 'default ' || pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d"
                        + " where d.adrelid = c.oid and d.adnum = a.attnum))" + COLUMNS);
        // Upserts name their columns, and fail without it.
        STAYING.put(
                "key",
                "select c.relname || '.' || x.relname, coalesce(pg_get_constraintdef(k.oid), pg_get_indexdef(x.oid))"
                        + " from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid"
                        + " left join pg_constraint k on k.conindid = x.oid and k.contype in ('p', 'u', 'x')"
                        + " where (i.indisunique or i.indisexclusion) and" + TABLES);
        STAYING.put(
                "cascade",
                "select c.relname || '.' || k.conname, pg_get_constraintdef(k.oid) from pg_constraint k"
                        + " join pg_class c on c.oid = k.conrelid where k.contype = 'f'"
                        + " and (k.confdeltype in ('c', 'n', 'd') or k.confupdtype in ('c', 'n', 'd')) and" + TABLES);
        STAYING.put(
                "sequence",
                "select c.relname, 'of ' || format_type(s.seqtypid, null) || ' by ' || s.seqincrement from pg_sequence s"
                        + " join pg_class c on c.oid = s.seqrelid where c.relnamespace = 'public'::regnamespace");
        STAYING.put(
                "function",
                "select oid::regprocedure::text, pg_get_function_result(oid) from pg_proc"
                        + " where pronamespace = 'public'::regnamespace");
        STAYING.put(
                "trigger",
                "select c.relname || '.' || t.tgname, 'enabled ' || t.tgenabled::text from pg_trigger t"
                        + " join pg_class c on c.oid = t.tgrelid where not t.tgisinternal and" + TABLES);
        STAYING.put(
                "right",
                "select right_to || ' ' || c.relname || '.' || a.attname, 'granted'"
                        + COLUMNS.replace(
                                " where", " cross join unnest(array['select', 'insert', 'update']) right_to where")
                        + " and has_column_privilege('quittance', c.oid, a.attnum, right_to)"
                        + " union all select 'delete from ' || c.relname, 'granted' from pg_class c where" + TABLES
                        + " and has_table_privilege('quittance', c.oid, 'delete')"
                        + " union all select 'use ' || c.relname, 'granted' from pg_sequence s join pg_class c"
                        + " on c.oid = s.seqrelid where c.relnamespace = 'public'::regnamespace"
                        + " and has_sequence_privilege('quittance', s.seqrelid, 'usage')"
                        + " union all select 'call ' || oid::regprocedure, 'granted' from pg_proc"
                        + " where pronamespace = 'public'::regnamespace"
                        + " and has_function_privilege('quittance', oid, 'execute')"
                        + " union all select 'use the schema', 'granted'"
                        + " where has_schema_privilege('quittance', 'public', 'usage')");
        STAYING.put("policy", policies());
    }

    /** Those that the application meets. */
    private static String policies() {
        return "select c.relname || '.' || p.polname, concat_ws(' ', p.polcmd::text, p.polpermissive,"
                + " pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) from pg_policy p"
                + " join pg_class c on c.oid = p.polrelid where (0 = any (p.polroles) or exists (select 1"
                + " from unnest(p.polroles) r where r <> 0 and pg_has_role('quittance', r, 'usage'))) and" + TABLES;
    }

    private static final String MANDATORY =
            "select c.relname || '.' || a.attname, 'not null'" + COLUMNS + "and a.attnotnull";

    /** What stands in each column where it is not written. */
    private static final String LEFT_OUT = "select c.relname || '.' || a.attname, case"
            + " when a.attgenerated <> '' then 'generated' when a.attidentity <> '' then 'identity'"
            + " else coalesce(pg_get_expr(d.adbin, d.adrelid), 'null') end"
            + COLUMNS.replace(" where", " left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum where");

    private static final String CHECKS = "select c.relname || '.' || k.conname, pg_get_expr(k.conbin, k.conrelid)"
            + " from pg_constraint k join pg_class c on c.oid = k.conrelid where k.contype = 'c' and" + TABLES;

    private static final String FOREIGN_KEYS = "select c.relname || ': ' || pg_get_constraintdef(k.oid),"
            + " (select string_agg(quote_ident(a.attname) || ' is not null', ' and ') from pg_attribute a"
            + " where a.attrelid = c.oid and a.attnum = any (k.conkey)) from pg_constraint k"
            + " join pg_class c on c.oid = k.conrelid where k.contype = 'f' and" + TABLES;

    /** The rows that keys compare with each other. */
    private static final String KEYED = "select c.relname || '.' || x.relname, concat_ws(' and ', '('"
            + " || pg_get_expr(i.indpred, i.indrelid) || ')', case when i.indnullsnotdistinct then 'true' else"
            + " (select string_agg('(' || pg_get_indexdef(x.oid, n, false) || ') is not null', ' and ')"
            + " from generate_series(1, i.indnkeyatts) n) end)"
            + " from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid"
            + " where (i.indisunique or i.indisexclusion) and" + TABLES;

    private final Map<String, Map<String, String>> staying = new LinkedHashMap<>();
    private final Map<String, String> mandatory;
    private final Map<String, String> columns;
    private final Map<String, String> checks;
    private final Map<String, String> foreignKeys;
    private final Map<String, String> keyed;

    private KnownSchema(Connection connection) throws SQLException {
        for (Map.Entry<String, String> kind : STAYING.entrySet()) {
            staying.put(kind.getKey(), rows(connection, kind.getValue()));
        }
        mandatory = rows(connection, MANDATORY);
        columns = rows(connection, LEFT_OUT);
        checks = rows(connection, CHECKS);
        foreignKeys = rows(connection, FOREIGN_KEYS);
        keyed = rows(connection, KEYED);
    }

    static KnownSchema of(Connection connection) throws SQLException {
        return new KnownSchema(connection);
    }

    private static Map<String, String> rows(Connection connection, String sql) throws SQLException {
        var rows = new TreeMap<String, String>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.put(result.getString(1), result.getString(2));
            }
        }
        return rows;
    }

    /** What the schema at the other end of a connection breaks, a sentence each. */
    List<String> brokenBy(Connection connection) throws SQLException {
        var later = new KnownSchema(connection);
        var findings = new ArrayList<String>();
        staying.forEach((kind, known) -> known.forEach((name, was) -> {
            String is = Objects.requireNonNull(later.staying.get(kind)).get(name);
            if (is == null) {
                findings.add(kind + " " + name + " is gone");
            } else if (!is.equals(was)) {
                findings.add(kind + " " + name + " was " + was + ", and is " + is);
            }
        }));
        added(Objects.requireNonNull(staying.get("policy")), Objects.requireNonNull(later.staying.get("policy")))
                .forEach((name, text) -> findings.add("policy " + name + " is new on a known table"));
        added(columns, later.columns).forEach((name, value) -> {
            if (value.equals("null") && later.mandatory.containsKey(name)) {
                findings.add("column " + name + " is new, and must be written");
            } else if (value.equals("generated")) {
                findings.add("column " + name + " is generated, and null in the triggers that compare rows");
            }
        });
        added(mandatory, later.mandatory).forEach((name, text) -> {
            if (columns.containsKey(name)) {
                findings.add("column " + name + " must not be null any more");
            }
        });
        for (Map.Entry<String, String> check : changed(checks, later.checks).entrySet()) {
            if (meets(connection, later, check.getKey(), "not (" + check.getValue() + ")")) {
                findings.add("check " + check.getKey() + " may refuse what was taken: " + check.getValue());
            }
        }
        for (Map.Entry<String, String> key : added(keyed, later.keyed).entrySet()) {
            if (meets(connection, later, key.getKey(), key.getValue())) {
                findings.add("key " + key.getKey() + " may refuse what was taken");
            }
        }
        for (Map.Entry<String, String> key :
                added(foreignKeys, later.foreignKeys).entrySet()) {
            if (meets(connection, later, key.getKey(), key.getValue())) {
                findings.add("reference " + key.getKey() + " may refuse what was taken");
            }
        }
        return findings;
    }

    /** What is new in a known table; new tables may be as they like. */
    private Map<String, String> added(Map<String, String> before, Map<String, String> after) {
        var added = new TreeMap<>(after);
        added.keySet().removeIf(name -> before.containsKey(name) || !tables().contains(tableOf(name)));
        return added;
    }

    private Map<String, String> changed(Map<String, String> before, Map<String, String> after) {
        var changed = new TreeMap<>(after);
        changed.entrySet()
                .removeIf(each -> each.getValue().equals(before.get(each.getKey()))
                        || !tables().contains(tableOf(each.getKey())));
        return changed;
    }

    private Set<String> tables() {
        return Objects.requireNonNull(staying.get("table")).keySet();
    }

    private static String tableOf(String name) {
        return name.split("[.:]", 2)[0];
    }

    /**
     * Whether a row that code of before could write meets a condition of later.
     *
     * <p>An empty copy of the table has an index of all that was refused before. Where the planner takes it for a query of
     * the condition, it has proved that whatever meets it was refused; where it reads nothing, that no row meets it. What
     * such code leaves out of new columns is put into the query.
     */
    private boolean meets(Connection connection, KnownSchema later, String name, String condition) throws SQLException {
        String table = tableOf(name);
        List<String> refusedBefore = checks.entrySet().stream()
                .filter(check -> tableOf(check.getKey()).equals(table))
                .map(check -> "not (" + check.getValue() + ")")
                .toList();
        var values = new TreeSet<String>();
        for (String column : later.columns.keySet()) {
            if (tableOf(column).equals(table)) {
                String bare = column.substring(table.length() + 1);
                String value = Objects.requireNonNull(later.columns.get(column));
                boolean leftOut = !columns.containsKey(column)
                        && condition.contains(bare)
                        && !Set.of("generated", "identity").contains(value);
                values.add((leftOut ? "(" + value + ")" : bare) + " as " + bare);
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("create temp table probe (like " + table + ")");
            for (String refused : refusedBefore) {
                statement.execute("create index on probe ((1)) where " + refused);
            }
            statement.execute("set local enable_seqscan = off");
            var plan = new StringBuilder();
            try (ResultSet lines = statement.executeQuery("explain select 1 from (select " + String.join(", ", values)
                    + " from probe) " + table + " where " + condition)) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
            statement.execute("drop table probe");
            return plan.indexOf("Seq Scan") >= 0;
        }
    }
}
