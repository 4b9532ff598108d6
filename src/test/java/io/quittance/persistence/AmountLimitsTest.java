package io.quittance.persistence;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the books let no amount do, whoever asks: no more is paid, given back, spent or credited than there is. */
@QuarkusTest
class AmountLimitsTest extends EveryTable {

    @Test
    void neverPaysALineBeyondItsTotal() throws SQLException {
        // The disk's line is 12.50 and not paid.
        String pay = "insert into payment (tenant_id, id, account_id, amount_minor, currency, received_on)"
                + " values ('%1$s', 'P-9', 'harbor', 2000, 'USD', '2026-06-09');"
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
        String allocate = "insert into payment (tenant_id, id, account_id, amount_minor, currency, received_on)"
                + " values ('%1$s', 'P-9', 'harbor', 100, 'USD', '2026-06-09');"
                + " insert into payment_allocation values ('%1$s', 'P-9', 'HB-1-2', 101)";
        assertEquals(
                CHECK, refusal(APPLICATION, allocate.formatted(api.tenant())).getSQLState());
    }

    @Test
    void neverSetsByHandWhatFollowsFromDocuments() {
        for (String role : List.of(APPLICATION, OWNER)) {
            for (String amount : List.of(
                    "paid_minor", "applied_minor", "refunded_minor", "credited_net_minor", "credited_tax_minor")) {
                String update = "update invoice_line set %1$s = %1$s + 1 where id = 'HB-9-1'".formatted(amount);
                assertEquals(APPEND_ONLY_REFUSED, refusal(role, update).getSQLState(), update);
            }
            for (String table : List.of("payment", "payment_allocation")) {
                String update = "update %s set refunded_minor = 0".formatted(table);
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
        String credit =
                "insert into line_credit (tenant_id, id, line_id, cancellation_id, net_minor, tax_minor, unused_from, at)"
                        + " values ('%s', gen_random_uuid(), 'HB-9-1', null, %d, 0, %s, now())";
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

    @Test
    void chargesAPenaltyForAServiceOnceAndSetsNoMoreOffThanItIs() {
        String charge = "insert into penalty values ('" + api.tenant() + "', 'PN-2', 2, 'harbor', '" + cancellation
                + "', '%s', 'line-2026', 9000, %d, 'USD', now())";
        assertEquals(UNIQUE, refusal(APPLICATION, charge.formatted("line", 0)).getSQLState());
        assertEquals(CHECK, refusal(APPLICATION, charge.formatted("mail", 9001)).getSQLState());
        assertDoesNotThrow(() -> as(APPLICATION, api.tenant(), charge.formatted("mail", 9000)));
    }

    /** As much may go back, and not one minor unit more. */
    private void assertCap(String of, long most) throws SQLException {
        as(APPLICATION, api.tenant(), refund("R-2", 100_000) + part(1, of, most));
        assertEquals(CHECK, giveBack(of, most + 1).getSQLState(), of);
    }

    private SQLException giveBack(String of, long amount) {
        return refusal(APPLICATION, refund("R-2", 100_000) + part(1, of, amount));
    }

    private String refund(String id, long amount) {
        return ("insert into refund (tenant_id, id, number, account_id, destination, credit_note_id, amount_minor, fee_minor,"
                        + " currency, state, reason, requested_at, requested_by, version) values ('%s', '%s', %s, 'harbor',"
                        + " 'OFFLINE', null, %d, 0, 'USD', 'SUCCEEDED', '{}', now(), 'test', 0);")
                .formatted(api.tenant(), id, id.substring(2), amount);
    }

    private String part(int number, String of, long amount) {
        return ("insert into refund_part (tenant_id, refund_id, part, payment_id, line_id, amount_minor)"
                        + " values ('%s', 'R-2', %d, %s, %d);")
                .formatted(api.tenant(), number, of, amount);
    }
}
