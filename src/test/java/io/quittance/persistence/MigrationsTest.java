package io.quittance.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each migration leaves the code of the last release working: it is applied while that code still runs, and stays when a
 * newer one is taken back.
 *
 * <p>With each release {@link #RELEASED} and {@link #CHECKSUMS} move to its last migration.
 */
class MigrationsTest {

    private static final String RELEASED = "1";
    private static final String CHECKSUMS = "of the baseline, as version 0.1.0 has it";

    /** The version of the project until its first release. */
    private static final String UNRELEASED = "0.1.0-SNAPSHOT";

    @BeforeAll
    static void create() throws SQLException {
        MigratedDatabases.create("released");
        MigratedDatabases.migrate("released", RELEASED, "db/migration");
        MigratedDatabases.copy("released", "newest");
        MigratedDatabases.copy("released", "tomorrow");
        MigratedDatabases.migrate("newest", "latest", "db/migration");
        MigratedDatabases.migrate("tomorrow", "latest", "db/migration", "db/tomorrow");
    }

    private static Connection connect(String database) throws SQLException {
        return MigratedDatabases.connect(database, MigratedDatabases.OWNER);
    }

    private static List<String> findings(String before, String after) throws SQLException {
        try (Connection known = connect(before);
                Connection later = connect(after)) {
            later.setAutoCommit(false);
            return KnownSchema.of(known).brokenBy(later);
        }
    }

    @Test
    void leavesTheCodeOfTheLastReleaseWorking() throws SQLException {
        assertEquals(List.of(), findings("released", "newest"), "Code that was released notices this");
    }

    /** What is said of tomorrow is what may be done. */
    @Test
    void findsNothingInTheSchemaThatTestsTakeForTomorrows() throws SQLException {
        assertEquals(List.of(), findings("newest", "tomorrow"));
    }

    /** Where it was applied, an edited one stops every later one. Until the first release the baseline may be edited. */
    @Test
    void keepsWhatWasReleasedAsItIs() throws IOException, SQLException {
        assumeFalse(Files.readString(Path.of("pom.xml")).contains("<version>" + UNRELEASED + "</version>"));
        try (Connection released = connect("released");
                Statement statement = released.createStatement();
                ResultSet row = statement.executeQuery("select md5(string_agg(version || ' ' || checksum, ','"
                        + " order by installed_rank)) from flyway_schema_history where type = 'SQL'")) {
            row.next();
            assertEquals(CHECKSUMS, row.getString(1), "A migration that was released is edited; write another one");
        }
    }

    /** As if a migration did it, on the schema of the last release. */
    private static List<String> findingsAfter(String change) throws SQLException {
        try (Connection connection = connect("released");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            KnownSchema known = KnownSchema.of(connection);
            statement.execute(change);
            return known.brokenBy(connection);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {
                "drop table penalty cascade => table penalty is gone",
                "alter table penalty rename to fine => table penalty is gone",
                "alter table account drop column contact_name => column account.contact_name is gone",
                "alter table account rename name to title => column account.name is gone",
                "alter table account alter licenses type bigint => column account.licenses was integer, and is bigint",
                "alter table account alter name type varchar(5) => column account.name was text, and is character varying(5)",
                "alter table account alter name type text collate \"C\" => column account.name was text, and is text collate C",
                "alter table outbox alter tries drop default => column outbox.tries was integer default 0, and is integer",
                "alter table outbox alter tries set default 1 => column outbox.tries was integer default 0, and is integer default 1",
                "alter table account alter contact_name set not null => column account.contact_name must not be null any more",
                "alter table account add constraint c not null contact_name not valid => column account.contact_name must not be null any more",
                "alter table account add column x text not null => column account.x is new, and must be written",
                "alter table refund add column x bigint generated always as (amount_minor) stored => column refund.x is generated, and null in the triggers that compare rows",
                "alter table account add check (licenses < 10) => check account.account_licenses_check1 may refuse what was taken: (licenses < 10)",
                "alter table account add constraint c check (licenses < 10) not valid => check account.c may refuse what was taken: (licenses < 10)",
                "alter table account add column x text, add constraint c check (x is not null) => check account.c may refuse what was taken: (x IS NOT NULL)",
                "alter table account add column x integer default 7, add constraint c check (x > licenses) => check account.c may refuse what was taken: (x > licenses)",
                "alter table declaration_step drop constraint declaration_step_what_check, add constraint declaration_step_what_check check (what in ('MATCHED', 'DISMISSED')) => check declaration_step.declaration_step_what_check may refuse what was taken: (what = ANY (ARRAY['MATCHED'::text, 'DISMISSED'::text]))",
                "alter table account add constraint u unique (tenant_id, name) => key account.u may refuse what was taken",
                "create unique index u on account (tenant_id, lower(name)) => key account.u may refuse what was taken",
                "alter table account add column x text, add constraint u unique nulls not distinct (tenant_id, x) => key account.u may refuse what was taken",
                "alter table account add column x integer default 7, add constraint u unique (tenant_id, x) => key account.u may refuse what was taken",
                "drop index cancellation_only_once => key cancellation.cancellation_only_once is gone",
                "alter table open_call drop constraint open_call_pkey => key open_call.open_call_pkey is gone",
                "alter table account add foreign key (tenant_id, contact_name) references distributor => reference account: FOREIGN KEY (tenant_id, contact_name) REFERENCES distributor(tenant_id, id) may refuse what was taken",
                "drop sequence refund_number => sequence refund_number is gone",
                "drop function hold_run(text, text) => `function hold_run(text,text) is gone`",
                "drop trigger append_only on audit => trigger audit.append_only is gone",
                "alter table audit disable trigger append_only => trigger audit.append_only was enabled O, and is enabled D",
                "revoke insert on account from quittance => right insert account.name is gone",
                "revoke update (revoked_at) on publishable_key from quittance => right update publishable_key.revoked_at is gone",
                "revoke delete on invoice from quittance => right delete from invoice is gone",
                "revoke usage on sequence refund_number from quittance => right use refund_number is gone",
                "alter table tenant enable row level security => table tenant was open, and is with row-level security",
                "alter table account disable row level security => table account was with row-level security, for its owner too, and is open, for its owner too",
                "drop policy own_tenant on account => policy account.own_tenant is gone",
                "create policy x on account as restrictive using (name <> '') => policy account.x is new on a known table",
                "create policy x on account using (true) => policy account.x is new on a known table"
            })
    void findsWhatCodeOfBeforeNotices(String change, String finding) throws SQLException {
        List<String> findings = findingsAfter(change);
        assertTrue(findings.contains(finding), findings::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table x (id text primary key, name text not null check (name <> ''))",
                "alter table account add column x text",
                "alter table account add column x text not null default 'none' check (x <> '')",
                "alter table account add column x bigint generated by default as identity",
                "alter table account add column x text, add column y text, add check ((x is null) = (y is null))",
                "alter table account add column x text, add check (x is null or licenses > 0)",
                "alter table account add column x text, add constraint u unique (tenant_id, x)",
                "alter table account add column x text; create unique index on account (tenant_id, name) where x is not null",
                "alter table account add column x text, add foreign key (tenant_id, x) references distributor",
                "create index on account (tenant_id, name)",
                "drop index outbox_due",
                "alter table account alter name drop not null",
                "alter table account drop constraint account_licenses_check",
                "alter table account drop constraint account_licenses_check, add check (licenses >= -10)",
                "alter table policy drop constraint policy_cut_off_days_check, add check (cut_off_days between 0 and 1000)",
                "alter table declaration_step drop constraint declaration_step_what_check, add constraint"
                        + " declaration_step_what_check check (what in ('MATCHED', 'DISMISSED', 'ANSWERED', 'LOST'))",
                "alter table cancellation_request_item drop constraint cancellation_request_item_check1, add check"
                        + " (result <> 'UNDONE' or cancellation_id is not null)",
                "alter table account add check (licenses > -1 or licenses is null)",
                "alter table payment_allocation drop constraint payment_allocation_tenant_id_line_id_fkey",
                "create or replace function refuse_change() returns trigger language plpgsql as 'begin return new; end'",
                "create function x(id text) returns text language sql as 'select id'",
                "create trigger x after insert on account for each row execute function refuse_change()",
                "grant delete on account to quittance",
                "create sequence x",
                "comment on table account is 'Another word'"
            })
    void findsNothingInWhatItDoesNotNotice(String change) throws SQLException {
        assertEquals(List.of(), findingsAfter(change));
    }
}
