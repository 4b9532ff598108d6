package io.quittance.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must hold of the money of a tenant at every moment, asked of the rows themselves. */
public final class Ledger {

    /** Each finds the rows for which it does not hold. */
    private static final Map<String, String> INVARIANTS = Map.ofEntries(
            Map.entry(
                    "nothing is owed below zero",
                    "select id from invoice_line where outstanding_minor < 0 and tenant_id = ?"),
            Map.entry("what is owed is what was billed, less credited, less paid and kept", """
                    select id from invoice_line where outstanding_minor <> net_minor + tax_minor
                        - credited_net_minor - credited_tax_minor - paid_minor - applied_minor + refunded_minor
                        + reversed_minor and tenant_id = ?"""),
            Map.entry("a line is paid by its allocations", """
                    select id from invoice_line l where paid_minor <> (select coalesce(sum(amount_minor), 0)
                        from payment_allocation a where a.tenant_id = l.tenant_id and a.line_id = l.id) and tenant_id = ?"""),
            Map.entry("a line is paid by its applications of credit", """
                    select id from invoice_line l where applied_minor <> (select coalesce(sum(amount_minor), 0)
                        from credit_application a where a.tenant_id = l.tenant_id and a.line_id = l.id) and tenant_id = ?"""),
            Map.entry("what went back by the bank of a line is the sum of the parts of reversals", """
                    select id from invoice_line l where reversed_minor <> (select coalesce(sum(amount_minor), 0)
                        from payment_reversal_part p where p.tenant_id = l.tenant_id and p.line_id = l.id) and tenant_id = ?"""),
            Map.entry("what went back by the bank of a payment is the sum of its reversals", """
                    select id from payment y where reversed_minor <> (select coalesce(sum(amount_minor), 0)
                        from payment_reversal v where v.tenant_id = y.tenant_id and v.payment_id = y.id) and tenant_id = ?"""),
            Map.entry("a line is credited by its credits", """
                    select id from invoice_line l where (credited_net_minor, credited_tax_minor) <>
                        (select coalesce(sum(net_minor), 0), coalesce(sum(tax_minor), 0)
                        from line_credit c where c.tenant_id = l.tenant_id and c.line_id = l.id) and tenant_id = ?"""),
            Map.entry("the days of a line are credited once", """
                    select line_id from line_credit where unused_from is not null and tenant_id = ?
                        group by line_id having count(*) > 1"""),
            Map.entry("what went back of a line is the sum of its parts", """
                    select id from invoice_line l where refunded_minor <> (select coalesce(sum(amount_minor), 0)
                        from refund_part p where p.tenant_id = l.tenant_id and p.line_id = l.id) and tenant_id = ?"""),
            Map.entry("what went back of a payment is the sum of its parts", """
                    select id from payment y where refunded_minor <> (select coalesce(sum(amount_minor), 0)
                        from refund_part p where p.tenant_id = y.tenant_id and p.payment_id = y.id) and tenant_id = ?"""),
            Map.entry(
                    "no more goes back of a payment than it was",
                    "select id from payment where refunded_minor > amount_minor and tenant_id = ?"),
            Map.entry("a refund is the sum of its parts, and nothing where it is taken back", """
                    select id from refund r where case
                        when overpaid_minor > 0 and (cancellation_id is null or exists (select 1 from refund_step s
                            where s.tenant_id = r.tenant_id and s.refund_id = r.id and s.what = 'REDIRECTED')) then 0
                        when overpaid_minor > 0 then amount_minor
                        when state = 'CANCELED' and not exists (select 1 from credit_entry e
                            where e.tenant_id = r.tenant_id and e.refund_id = r.id) then 0
                        when state in ('REJECTED', 'REDIRECTED', 'REVERSED')
                            or (state = 'CANCELED' and cancellation_id is null) then 0 else amount_minor end <> (select coalesce(sum(amount_minor), 0)
                        from refund_part p where p.tenant_id = r.tenant_id and p.refund_id = r.id) and tenant_id = ?"""),
            Map.entry(
                    "a refund to the credits is spendable or offset, without its fee, and so is what could not go back",
                    """
                    select id from refund r where case
                        when state = 'SUCCEEDED' and destination in ('AVAILABLE_CREDITS', 'OFFSET') then amount_minor - fee_minor
                        when state = 'CANCELED' and cancellation_id is not null and not exists (select 1 from refund_part p
                            where p.tenant_id = r.tenant_id and p.refund_id = r.id and p.amount_minor < 0)
                            then amount_minor - fee_minor
                        when overpaid_minor = 0 or cancellation_id is null or exists (select 1 from refund_step s
                            where s.tenant_id = r.tenant_id and s.refund_id = r.id and s.what = 'REDIRECTED') then 0
                        when state = 'SUCCEEDED' then overpaid_minor
                        when state = 'REVERSED' then amount_minor - fee_minor
                        else 0 end <> (select coalesce(sum(case when credit = 'AVAILABLE' then amount_minor
                                else - amount_minor end), 0)
                            from credit_entry e where e.tenant_id = r.tenant_id and e.refund_id = r.id)
                        + (select coalesce(sum(amount_minor), 0)
                            from credit_application a where a.tenant_id = r.tenant_id and a.refund_id = r.id)
                        and tenant_id = ?"""),
            Map.entry("a credit note is used by one refund that is by it", """
                    select id from credit_note n where state = 'USED' and (select count(*) from refund r
                        where r.tenant_id = n.tenant_id and coalesce(r.credit_note_id, r.of_credit_note_id) = n.id and r.id = n.refund_id) <> 1
                        and tenant_id = ?"""),
            Map.entry("a credit note that is used is used by the refund that says so", """
                    select id from refund r where coalesce(credit_note_id, of_credit_note_id) is not null
                        and (state in ('REJECTED', 'CANCELED', 'REDIRECTED', 'REVERSED') or overpaid_minor > 0) = exists (select 1 from credit_note n
                            where n.tenant_id = r.tenant_id and n.refund_id = r.id and n.state = 'USED')
                        and tenant_id = ?"""),
            Map.entry("the balance is the sum of its entries", """
                    select account_id from credit_balance b where balance_minor < 0 or balance_minor <>
                        (select coalesce(sum(case when credit = 'AVAILABLE' then amount_minor else - amount_minor end), 0)
                        from credit_entry e where e.tenant_id = b.tenant_id and e.account_id = b.account_id)
                        and tenant_id = ?"""),
            Map.entry("the ledger sums to zero", """
                    select account_id from (
                        select tenant_id, account_id, credit as side, amount_minor from credit_entry
                        union all
                        select tenant_id, account_id, debit, - amount_minor from credit_entry) transfer
                    where tenant_id = ? group by account_id having sum(amount_minor) <> 0"""));

    private Ledger() {}

    /** Each rule, and the statement that finds the rows of a tenant for which it does not hold. */
    public static Map<String, String> rules() {
        return INVARIANTS;
    }

    /** Asserts all of it. */
    public static void holds(Books books, Api api) {
        Map<String, List<String>> broken = INVARIANTS.entrySet().stream()
                .map(each -> Map.entry(each.getKey(), books.texts(each.getValue(), api.tenant())))
                .filter(each -> !each.getValue().isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertEquals(Map.of(), broken);
    }

    /** A sum over all rows of a tenant's money and contracts; it is the same as long as nothing changes. */
    public static String sum(Books books, Api api) {
        return Stream.of(
                        "subscription",
                        "service",
                        "distributor",
                        "subscription_definition",
                        "billing_term",
                        "removal_condition",
                        "binding_extension",
                        "installed_item",
                        "planned_action",
                        "usage_record",
                        "penalty",
                        "invoice_line",
                        "payment",
                        "payment_allocation",
                        "refund",
                        "refund_part",
                        "refund_step",
                        "credit_note",
                        "credit_application",
                        "line_credit",
                        "credit_balance",
                        "credit_entry")
                .map(table -> books.texts(
                        "select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from " + table
                                + " t where tenant_id = ?",
                        api.tenant()))
                .map(sums -> sums.get(0))
                .collect(Collectors.joining(" "));
    }
}
