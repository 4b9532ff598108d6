package io.quittance.local;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A completed bill run of many invoices, made by SQL past the application, the same for every tenant: one line an invoice,
 * of the one item of its account; one invoice in a thousand is paid in part, one disputed; one in ten has a credit note; one
 * item in a hundred has ended and still stands on its invoices.
 */
record ManyInvoices(EmbeddedServer server, long invoices) {

    static final String RUN = "run";

    /** So many invoices an account, over all the run. */
    private static final int EACH = 100;

    long accounts() {
        return Math.max(1, invoices / EACH);
    }

    /** What cannot be canceled: the first invoice paid is number 1, the first disputed number 2. */
    long exceptions() {
        return (invoices + 998) / 1000 + (invoices + 997) / 1000;
    }

    void of(String tenant) {
        execute(
                "set session_replication_role = replica",
                "insert into tenant values ('%s') on conflict do nothing".formatted(tenant),
                """
                insert into policy (tenant_id, id, cancel_day_used, cut_off_days, self_service_cancellation, terms_version,
                    terms_text, contact_line, invoice_settlement, version)
                values ('%s', 'policy', false, 0, true, 'v1', 'Gone is gone.', 'Call us.', true, 0)""".formatted(tenant),
                """
                insert into account (tenant_id, id, name, currency, time_zone, licenses, version)
                select '%s', 'account-' || lpad(a::text, 9, '0'), 'Account', case when a %% 3 = 0 then 'EUR' else 'USD' end, 'UTC',
                    0, 0 from generate_series(0, %d - 1) a""".formatted(tenant, accounts()),
                """
                insert into billing_item (tenant_id, id, account_id, name, price_minor, currency, anchor_on, period_unit,
                    period_count, cancelable, state, effective_on, effective_at, ended_at, version)
                select '%s', 'item-' || lpad(a::text, 9, '0'), 'account-' || lpad(a::text, 9, '0'), 'Item', 1000,
                    case when a %% 3 = 0 then 'EUR' else 'USD' end, '2026-01-15', 'MONTH', 1, true,
                    case when a %% 100 = 7 then 'CANCELED' else 'ACTIVE' end,
                    case when a %% 100 = 7 then date '2026-05-01' end, case when a %% 100 = 7 then timestamptz '2026-05-01' end,
                    case when a %% 100 = 7 then timestamptz '2026-05-01' end, 0
                from generate_series(0, %d - 1) a""".formatted(tenant, accounts()),
                """
                insert into bill_run (tenant_id, id, kind, state, version)
                values ('%s', '%s', 'AD_HOC', 'COMPLETED', 0)""".formatted(tenant, RUN),
                """
                insert into invoice (tenant_id, id, account_id, issued_on, due_on, currency, version, bill_run_id, state, disputed,
                    total_minor)
                select '%1$s', 'invoice-' || lpad(i::text, 9, '0'), 'account-' || lpad(a::text, 9, '0'), '2026-06-01',
                    '2026-06-15', case when a %% 3 = 0 then 'EUR' else 'USD' end, 0, '%2$s', 'DRAFT', i %% 1000 = 2, 1000 + i %% 97
                from (select i, i::bigint * 7919 %% %3$d as a from generate_series(0, %4$d - 1) i) n""".formatted(tenant, RUN, accounts(), invoices),
                """
                insert into invoice_line (tenant_id, id, invoice_id, billing_item_id, description, period_from, period_until,
                    net_minor, tax_minor, paid_minor, version)
                select '%1$s', 'line-' || lpad(i::text, 9, '0'), 'invoice-' || lpad(i::text, 9, '0'),
                    'item-' || lpad((i::bigint * 7919 %% %2$d)::text, 9, '0'), 'Item', '2026-06-01', '2026-07-01', 1000 + i %% 97, 0,
                    case when i %% 1000 = 1 then 100 else 0 end, 0 from generate_series(0, %3$d - 1) i""".formatted(tenant, accounts(), invoices),
                """
                insert into credit_note (tenant_id, id, account_id, amount_minor, currency, issued_on, bill_run_id, state, version)
                select '%1$s', 'note-' || lpad(i::text, 9, '0'), 'account-' || lpad(a::text, 9, '0'), 50 + i %% 13,
                    case when a %% 3 = 0 then 'EUR' else 'USD' end, '2026-06-01', '%2$s', 'ISSUED', 0
                from (select i, i::bigint * 7919 %% %3$d as a from generate_series(0, %4$d - 1, 10) i) n""".formatted(tenant, RUN, accounts(), invoices));
    }

    /** A checksum over every row of a tenant that the cancellation may touch, but its moments and numbers. */
    List<String> sum(String tenant) {
        return List.of(
                        "invoice",
                        "invoice_line",
                        "credit_note",
                        "bill_run_exception",
                        "bulk_amount",
                        "bulk_chunk",
                        "bulk_job",
                        "bill_run")
                .stream()
                .map(table ->
                        table + " " + server.texts("""
                                select count(*) || ' ' || coalesce(sum(hashtextextended((to_jsonb(t) - 'tenant_id' - 'done_at'
                                    - 'begun_at' - 'finished_at' - 'cancellation_id')::text, 0)::numeric), 0)
                                from %s t where tenant_id = ?""".formatted(table), tenant).get(0))
                .toList();
    }

    /** The items that have left their invoices; the events told of the run; what its receipt says. */
    List<String> told(String tenant) {
        return server.texts("""
                select 'left ' || id from billing_item where tenant_id = $1 and left_invoices_at is not null
                    and id not like 'mine-%'
                union all select type || ' ' || subject from outbox where tenant_id = $1
                    and (type like 'bill-run.%' or type = 'billing-item.left-invoices' and subject not like 'mine-%')
                union all select 'receipt ' || entry || ' ' || what from receipt r where tenant_id = $1
                    and exists (select 1 from cancellation c where c.tenant_id = r.tenant_id and c.id = r.cancellation_id
                        and c.kind = 'BILL_RUN') order by 1""".replace("$1", "'" + tenant + "'"));
    }

    private void execute(String... statements) {
        try (Connection connection = DriverManager.getConnection(server.url(), "postgres", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
