package io.quittance.sequences;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the database says of one tenant, in the words of {@link ExpectedBooks}. */
final class WrittenBooks implements AutoCloseable {

    /** Numbers that the model does not know; what they number has a name there. */
    private static final Pattern NUMBERED = Pattern.compile("\\b(?:C|R|CR)-\\d+\\b");

    private static final String READ = """
            select 0, number, concat_ws(' ', id, kind, subject_id) from cancellation where tenant_id = ?1
            union all
            select 1, number, concat_ws(' ', id, cancellation_id) from refund where tenant_id = ?1
            union all
            select 2, number, id from cancellation_request where tenant_id = ?1
            union all
            select 3, 0, concat_ws(' ', 'account', id, status, licenses, coalesce((select balance_minor from credit_balance b
                where b.tenant_id = a.tenant_id and b.account_id = a.id), 0)) from account a where tenant_id = ?1
            union all
            select 3, 0, concat_ws(' ', 'item', id, state, coalesce(cancellation_id, '-'), coalesce(effective_on::text, '-'),
                coalesce(floor(extract(epoch from effective_at) * 1000)::bigint, 0), left_invoices_at is not null)
                from billing_item where tenant_id = ?1
            union all
            select 3, 0, concat_ws(' ', 'subscription', id, state, coalesce(cancellation_id, '-'), coalesce(effective_on::text, '-'),
                coalesce(floor(extract(epoch from effective_at) * 1000)::bigint, 0)) from subscription where tenant_id = ?1
            union all
            select 3, 0, concat_ws(' ', 'service', id, state, coalesce(cancellation_id, '-'), coalesce(effective_on::text, '-'),
                coalesce(floor(extract(epoch from effective_at) * 1000)::bigint, 0)) from service where tenant_id = ?1
            union all
            select 3, 0, concat_ws(' ', 'installed', id, state, coalesce(cancellation_id, '-')) from installed_item where tenant_id = ?1
            union all
            select 3, 0, concat_ws(' ', 'action', id, state, coalesce(dropped_by, '-')) from planned_action where tenant_id = ?1
            union all
            select 3, 0, concat_ws(' ', 'removes', cancellation_id, service_id) from cancellation_service where tenant_id = ?1
            union all
            select 3, 0, concat_ws(' ', 'released', data::jsonb ->> 'distributorId', data::jsonb ->> 'subscriptionId',
                data::jsonb ->> 'cancellationId') from outbox where tenant_id = ?1 and type = 'distributor.released'
            union all
            select 3, 0, concat_ws(' ', 'end', id, timing, state, effective_on, floor(extract(epoch from effective_at) * 1000)::bigint,
                coalesce(superseded_by, '-'), parked_at is not null) from cancellation where tenant_id = ?1
            union all
            select 3, 0, concat_ws(' ', 'covers', cancellation_id, billing_item_id) from cancellation_item where tenant_id = ?1
            union all
            select 3, 0, concat_ws(' ', 'request', id, state) from cancellation_request where tenant_id = ?1
            union all
            select 3, 0, concat_ws(' ', 'requested', request_id, billing_item_id, result, effective_on, coalesce(cancellation_id, '-'))
                from cancellation_request_item where tenant_id = ?1
            union all
            select 3, 0, concat_ws(' ', 'line', id, paid_minor, applied_minor, refunded_minor, credited_net_minor,
                credited_tax_minor, outstanding_minor, exists (select 1 from line_credit c where c.tenant_id = l.tenant_id
                    and c.line_id = l.id and c.unused_from is not null)) from invoice_line l where tenant_id = ?1
            union all
            select 3, 0, concat_ws(' ', 'allocation', payment_id, line_id, amount_minor, refunded_minor)
                from payment_allocation where tenant_id = ?1
            union all
            select 3, 0, concat_ws(' ', 'payment', id, amount_minor, refunded_minor) from payment where tenant_id = ?1
            union all
            select 3, 0, concat_ws(' ', 'refund', id, account_id, destination, coalesce(payment_id, '-'),
                coalesce(credit_note_id, of_credit_note_id, '-'), amount_minor, fee_minor, state, attempt, overpaid_minor) from refund where tenant_id = ?1
            union all
            select 3, 0, concat_ws(' ', 'note', id, state, coalesce(refund_id, '-')) from credit_note where tenant_id = ?1
            union all
            select 3, 0, concat_ws(' ', 'billing', id, state) from billing where tenant_id = ?1
            order by 1, 2""".replace("?1", "?");

    private static final int TENANTS =
            (int) READ.chars().filter(each -> each == '?').count();

    private final Connection connection;
    private final PreparedStatement read;

    WrittenBooks(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement settings = connection.createStatement()) {
            // A plan that is made while the tables are small must not be kept to the end.
            settings.execute("set enable_seqscan = off");
        }
        this.read = connection.prepareStatement(READ);
    }

    /**
     * What is written.
     *
     * @param ids of what the model knows by names, by those
     */
    record Written(TreeSet<String> rows, Map<String, String> ids) {}

    Written of(String tenant) {
        try {
            for (int i = 1; i <= TENANTS; i++) {
                read.setString(i, tenant);
            }
            var names = new HashMap<String, String>();
            var counts = new HashMap<String, Integer>();
            var rows = new TreeSet<String>();
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    String text = row.getString(3);
                    switch (row.getInt(1)) {
                        case 0 -> name(text, "", "/", names, counts);
                        case 1 -> name(text, "refund ", " ", names, counts);
                        case 2 -> names.put(text, "request " + counts.merge("request", 1, Integer::sum));
                        default -> rows.add(named(text, names));
                    }
                }
            }
            var ids = new HashMap<String, String>();
            names.forEach((id, name) -> ids.put(name, id));
            return new Written(rows, ids);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The how manyth it is of what it is of. */
    private static void name(
            String text, String prefix, String separator, Map<String, String> names, Map<String, Integer> counts) {
        String[] parts = text.split(" ", 2);
        String of = parts.length == 1 ? "" : (prefix.isEmpty() ? "" : "of ") + named(parts[1], names);
        int count = counts.merge(prefix + of, 1, Integer::sum);
        names.put(parts[0], of.isEmpty() ? prefix + count : prefix + of + separator + count);
    }

    private static String named(String text, Map<String, String> names) {
        return NUMBERED.matcher(text)
                .replaceAll(id -> Matcher.quoteReplacement(names.getOrDefault(id.group(), id.group())));
    }

    /** Rows that a statement finds for a tenant: the first column of each. */
    TreeSet<String> found(String statement, String tenant) {
        try (PreparedStatement query = connection.prepareStatement(statement)) {
            query.setString(1, tenant);
            var rows = new TreeSet<String>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    rows.add(row.getString(1));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
