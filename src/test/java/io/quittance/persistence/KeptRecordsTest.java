package io.quittance.persistence;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the books keep as it is, whoever asks: proof is only added to, and what is decided stays so. */
@QuarkusTest
class KeptRecordsTest extends EveryTable {

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
                assertOutOfReach(statement);
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
            assertKept(statement);
        }
    }

    @Test
    void neverRewritesAnOperation() throws SQLException {
        for (String change : List.of(
                "key = 'k-2'",
                "function = 'close-account'",
                "fingerprint = 'x'",
                "requested_at = requested_at + interval '1 second'",
                "refused = not refused",
                "refused = null",
                "answer = '{}'")) {
            String update = "update operation set " + change + " where key = 'k-1'";
            assertKept(update);
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
            assertKept(update);
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
        for (String[] both :
                new String[][] {{"REVERSED", "REVERSED"}, {"CANCELED", "REJECTED"}, {"REDIRECTED", "REDIRECTED"}}) {
            String twice = step.formatted(api.tenant(), 2, both[0]) + step.formatted(api.tenant(), 3, both[1]);
            assertEquals(UNIQUE, refusal(APPLICATION, twice).getSQLState(), both[0]);
        }
    }

    @Test
    void keepsAPublishableKeyWithItsTenant() {
        for (String change : List.of("tenant_id = 't-somebody-else'", "key = 'pk_0000000000000000'")) {
            String update = "update publishable_key set " + change;
            assertOutOfReach(update);
        }
        for (String statement : List.of("delete from publishable_key", "truncate publishable_key")) {
            assertOutOfReach(statement);
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

    /** Neither role changes it: a trigger of the table refuses. */
    private void assertKept(String statement) {
        for (String role : List.of(APPLICATION, OWNER)) {
            assertEquals(APPEND_ONLY_REFUSED, refusal(role, statement).getSQLState(), role + ": " + statement);
        }
    }

    /** The application is not let near, and the owner is refused like {@link #assertKept}. */
    private void assertOutOfReach(String statement) {
        assertEquals(NOT_GRANTED, refusal(APPLICATION, statement).getSQLState(), statement);
        assertEquals(APPEND_ONLY_REFUSED, refusal(OWNER, statement).getSQLState(), statement);
    }
}
