package io.quittance.persistence;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The schema of a database as text, from PostgreSQL's catalogs: tables by name, and what belongs to each next to it. */
final class SchemaText {

    private static final String TABLES = "select relname from pg_class where relnamespace = 'public'::regnamespace"
            + " and relkind = 'r' and relname <> 'flyway_schema_history' order by relname collate \"C\"";

    private static final String COLUMNS = """
            select concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
                case when a.attgenerated <> '' then 'generated always as ' || pg_get_expr(d.adbin, d.adrelid) || ' stored'
                    else 'default ' || pg_get_expr(d.adbin, d.adrelid) end,
                case when a.attnotnull then 'not null' end)
            from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where a.attrelid = '%s'::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum""";

    private static final String CONSTRAINTS = """
            select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
            where conrelid = '%s'::regclass and contype in ('p', 'u', 'x', 'c', 'f')
            order by array_position(array['p', 'u', 'x', 'c', 'f'], contype::text), conname collate "C\"""";

    private static final String OPTIONS =
            "select ' with (' || array_to_string(reloptions, ', ') || ')' from pg_class where oid = '%s'::regclass and reloptions is not null";

    private static final String COMMENTS = """
            select 'comment on ' || case when a.attnum is null then 'table ' || c.relname
                else 'column ' || c.relname || '.' || a.attname end || ' is ' || quote_literal(m.description) || ';'
            from pg_class c join pg_description m on m.objoid = c.oid and m.classoid = 'pg_class'::regclass
            left join pg_attribute a on a.attrelid = c.oid and a.attnum = m.objsubid and m.objsubid > 0
            where c.oid = '%s'::regclass order by m.objsubid""";

    private static final String INDEXES = """
            select replace(pg_get_indexdef(indexrelid), ' ON public.', ' ON ') || ';' from pg_index i
            join pg_class x on x.oid = i.indexrelid
            where indrelid = '%s'::regclass and not exists (select 1 from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))
            order by x.relname collate "C\"""";

    private static final String TRIGGERS = """
            select replace(pg_get_triggerdef(oid), ' ON public.', ' ON ') || ';' from pg_trigger
            where tgrelid = '%s'::regclass and not tgisinternal order by tgname collate "C\"""";

    private static final String SECURITY = """
            select case when relrowsecurity then 'row-level security' || case when relforcerowsecurity then ', forced' else '' end
                else 'no row-level security' end from pg_class where oid = '%s'::regclass""";

    private static final String POLICIES = """
            select concat_ws(' ', 'policy', polname, 'for', case polcmd when '*' then 'all' else polcmd::text end, 'using', pg_get_expr(polqual, polrelid), 'with check',
                pg_get_expr(polwithcheck, polrelid)) from pg_policy where polrelid = '%s'::regclass order by polname collate "C\"""";

    private static final String RIGHTS = """
            select string_agg(lower(privilege_type), ', ' order by privilege_type)
            from (select distinct privilege_type from information_schema.table_privileges
                where table_schema = 'public' and table_name = '%1$s' and grantee = 'quittance'
                union all
                select privilege_type || ' (' || string_agg(column_name, ', ' order by column_name) || ')'
                from information_schema.column_privileges p
                where table_schema = 'public' and table_name = '%1$s' and grantee = 'quittance' and not exists (
                    select 1 from information_schema.table_privileges t where t.table_schema = 'public'
                        and t.table_name = p.table_name and t.grantee = p.grantee and t.privilege_type = p.privilege_type)
                group by privilege_type) rights""";

    private static final String SEQUENCES = """
            select 'create sequence ' || sequencename || ' start ' || start_value || ';' from pg_sequences
            where schemaname = 'public' order by sequencename collate "C\"""";

    private static final String FUNCTIONS = """
            select replace(pg_get_functiondef(oid), 'FUNCTION public.', 'FUNCTION ') from pg_proc
            where pronamespace = 'public'::regnamespace order by proname collate "C", oid::regprocedure::text collate "C\"""";

    private SchemaText() {}

    static String of(Connection connection) throws SQLException {
        var text = new StringBuilder("""
                -- The schema as the migrations leave it, to be read: tables by name, then sequences and functions.
                -- A test writes this file and keeps it true (SchemaTextTest); the migrations are in src/main/resources/db/migration.
                """);
        for (String table : rows(connection, TABLES)) {
            var definition = new ArrayList<>(rows(connection, COLUMNS.formatted(table)));
            definition.addAll(rows(connection, CONSTRAINTS.formatted(table)));
            text.append("\n\ncreate table ")
                    .append(table)
                    .append(" (\n    ")
                    .append(String.join(",\n    ", definition));
            text.append("\n)")
                    .append(String.join("", rows(connection, OPTIONS.formatted(table))))
                    .append(";\n");
            append(text, rows(connection, COMMENTS.formatted(table)));
            append(text, rows(connection, INDEXES.formatted(table)));
            append(text, rows(connection, TRIGGERS.formatted(table)));
            text.append("-- ")
                    .append(String.join("", rows(connection, SECURITY.formatted(table))))
                    .append('\n');
            rows(connection, POLICIES.formatted(table))
                    .forEach(policy -> text.append("-- ").append(policy).append('\n'));
            text.append("-- the application may ")
                    .append(String.join("", rows(connection, RIGHTS.formatted(table))))
                    .append('\n');
        }
        text.append("\n\n");
        append(text, rows(connection, SEQUENCES));
        for (String function : rows(connection, FUNCTIONS)) {
            text.append("\n\n").append(function.strip()).append(";\n");
        }
        return text.toString();
    }

    private static void append(StringBuilder text, List<String> lines) {
        lines.forEach(line -> text.append(line).append('\n'));
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        var rows = new ArrayList<String>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
