package io.quittance.intake;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Body;
import io.quittance.contract.Harbor;
import io.quittance.testing.Api;
import io.quittance.testing.Books;
import io.quittance.testing.MovingClock;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ImportRecordsTest {

    @Inject
    MovingClock clock;

    @Inject
    Books books;

    private final Api api = Api.newTenant();

    @BeforeEach
    void begin() {
        clock.reset();
    }

    @Test
    void createsAndThenUpdatesById() {
        api.command("import-records", Harbor.RECORDS)
                .then()
                .statusCode(200)
                .body("created", is(15))
                .body("updated", is(0));
        // Documents that are known and the same are left alone.
        api.command("import-records", Harbor.RECORDS)
                .then()
                .statusCode(200)
                .body("created", is(0))
                .body("updated", is(13));
        api.has(json(
                "accounts",
                List.of(Body.of(
                        "id", "harbor", "name", "Harbour Books", "currency", "USD", "timeZone", "Europe/London"))));
        api.ask("list-accounts", json("name", "harbour")).then().body("items.timeZone", is(List.of("Europe/London")));
    }

    @Test
    void importsAllOrNothingAndNamesEveryBadValue() {
        api.command("import-records", """
                        {"accounts":[
                           {"id":"a","name":"A","currency":"XYZ","timeZone":"Mars/Base"},
                           {"id":"b","name":"B","currency":"JPY","timeZone":"Asia/Tokyo"},
                           {"id":"b","name":"B","currency":"JPY","timeZone":"Asia/Tokyo"}],
                         "billingItems":[
                           {"id":"i","accountId":"nobody","name":"I","price":{"amount":"1","currency":"JPY"},"anchorOn":"2026-01-01"},
                           {"id":"j","accountId":"b","parentId":"k","categoryId":"none","name":"J",
                            "price":{"amount":"1.00","currency":"USD"},"anchorOn":"2026-01-01","dependsOn":["j"]}]}""")
                .then()
                .statusCode(400)
                .body("reason", is("INVALID_RECORDS"))
                .body(
                        "errors.pointer",
                        hasItems(
                                "/accounts/0/currency",
                                "/accounts/0/timeZone",
                                "/accounts/2/id",
                                "/billingItems/0/accountId",
                                "/billingItems/1/parentId",
                                "/billingItems/1/categoryId",
                                "/billingItems/1/price/currency",
                                "/billingItems/1/dependsOn/0"));
        assertEquals(0, books.number("select count(*) from account where tenant_id = ?", api.tenant()));
    }

    @Test
    void readsAmountsExactlyOrNotAtAll() {
        api.command("import-records", """
                        {"accounts":[{"id":"b","name":"B","currency":"JPY","timeZone":"Asia/Tokyo"}],
                         "billingItems":[
                          {"id":"1","accountId":"b","name":"I","price":{"amount":"1.5","currency":"JPY"},"anchorOn":"2026-01-01"},
                          {"id":"2","accountId":"b","name":"I","price":{"amount":15,"currency":"JPY"},"anchorOn":"2026-01-01"},
                          {"id":"3","accountId":"b","name":"I","price":{"amount":"1e3","currency":"JPY"},"anchorOn":"2026-01-01"},
                          {"id":"4","accountId":"b","name":"I","price":"15","anchorOn":"2026-02-30"}]}""")
                .then()
                .statusCode(400)
                .body("reason", is("INVALID_REQUEST"))
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/billingItems/0/price",
                                "/billingItems/1/price",
                                "/billingItems/2/price",
                                "/billingItems/3/price",
                                "/billingItems/3/anchorOn"));
    }

    @Test
    void neverRevivesWhatHasEnded() {
        api.has(Harbor.RECORDS);
        api.command("cancel-billing-item", Harbor.cancel("server", "IMMEDIATE"))
                .then()
                .statusCode(200);
        api.has(Harbor.RECORDS);
        api.ask("list-billing-items", json("state", "CANCELED"))
                .then()
                .body("items.billingItemId", is(List.of("disk", "server")));
    }

    @Test
    void takesAnItemOffItsInvoicesWithTheLastPayment() {
        api.has(Harbor.RECORDS);
        api.command("cancel-billing-item", Harbor.cancel("server", "IMMEDIATE"))
                .then()
                .statusCode(200);
        pay("P-2", "12.49").then().body("leftInvoices", is(List.of()));
        openBalanceOfDisk(true);
        pay("P-3", "0.01").then().body("leftInvoices", is(List.of("disk")));
        openBalanceOfDisk(false);
        assertEquals(List.of("disk"), api.events("billing-item.left-invoices"));
        api.ask("list-invoices", json("accountId", "harbor", "open", false))
                .then()
                .body("items[0].outstanding.amount", is("0.00"))
                .body("items[0].lines.itemLeft", is(List.of(true, true)));
        // One more bill for it, and it stands on invoices again.
        api.has("""
                {"invoices":[{"id":"HB-2","accountId":"harbor","issuedOn":"2026-06-10","dueOn":"2026-06-20","lines":[
                 {"id":"HB-2-1","billingItemId":"disk","description":"Disk","periodFrom":"2026-06-01",
                  "periodUntil":"2026-06-10","net":{"amount":"1.00","currency":"USD"}}]}]}""");
        openBalanceOfDisk(true);
    }

    private void openBalanceOfDisk(boolean open) {
        api.ask("list-billing-items", json("state", "CANCELED", "name", "Disk"))
                .then()
                .body("items.openBalance", is(List.of(open)));
    }

    private io.restassured.response.Response pay(String id, String amount) {
        return api.command("import-records", """
                {"payments":[{"id":"%s","accountId":"harbor","amount":{"amount":"%s","currency":"USD"},
                 "receivedOn":"2026-06-10","allocations":[{"lineId":"HB-1-2","amount":{"amount":"%s","currency":"USD"}}]}]}""".formatted(id, amount, amount));
    }

    @Test
    void sharesAPaymentOfAnInvoiceOverItsOpenLines() {
        api.has("""
                {"accounts":[{"id":"a","name":"A","currency":"EUR","timeZone":"Europe/Paris"}],
                 "invoices":[{"id":"R","accountId":"a","issuedOn":"2026-06-01","dueOn":"2026-06-20","lines":[
                  {"id":"R-1","description":"One","periodFrom":"2026-06-01","periodUntil":"2026-07-01",
                   "net":{"amount":"31.00","currency":"EUR"},"tax":{"amount":"6.20","currency":"EUR"}},
                  {"id":"R-2","description":"Two","periodFrom":"2026-06-01","periodUntil":"2026-07-01",
                   "net":{"amount":"31.00","currency":"EUR"},"tax":{"amount":"6.20","currency":"EUR"}}]}],
                 "payments":[{"id":"P","accountId":"a","amount":{"amount":"55.81","currency":"EUR"},"receivedOn":"2026-06-05",
                  "allocations":[{"invoiceId":"R","amount":{"amount":"55.81","currency":"EUR"}}]}]}""");
        api.ask("list-invoices", "{}")
                .then()
                .body("items[0].total.amount", is("74.40"))
                .body("items[0].outstanding.amount", is("18.59"))
                .body("items[0].lines.paid.amount", is(List.of("27.91", "27.90")));
    }

    @Test
    void leavesUnallocatedWhatIsMoreThanIsOpen() {
        api.has(Harbor.RECORDS);
        pay("P-2", "12.51").then().statusCode(200).body("unallocated.amount.amount", is(List.of("0.01")));
        pay("P-3", "12.50").then().statusCode(200).body("unallocated.amount.amount", is(List.of("12.50")));
    }

    @Test
    void refusesToEditDocuments() {
        api.has(Harbor.RECORDS);
        api.command(
                        "import-records",
                        Harbor.RECORDS.replace("79.00\", \"currency\": \"USD\"}}", "80.00\", \"currency\": \"USD\"}}"))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/invoices/0", "/payments/0")));
    }

    @Test
    void takesSubscriptionsWithTheirServicesAndNeverRevivesThem() {
        String records = """
                {"subscriptions":[
                  {"id":"hosting","accountId":"harbor","name":"Hosting","startsOn":"2026-01-31","expiresOn":"2027-01-31"},
                  {"id":"gone","accountId":"harbor","name":"Gone","state":"PAST_DUE","startsOn":"2025-01-01",
                   "anchorOn":"2025-01-15","periodUnit":"YEAR","terminatedOn":"2026-01-01"}],
                 "services":[
                  {"id":"shop","subscriptionId":"hosting","name":"Shop","state":"IN_RESTING"},
                  {"id":"old","subscriptionId":"gone","name":"Old","canceledOn":"2025-12-01"}]}""";
        api.has(Harbor.RECORDS);
        api.command("import-records", records).then().body("created", is(4));
        api.command("import-records", records.replace("Gone", "Over").replace(",\"terminatedOn\":\"2026-01-01\"", ""))
                .then()
                .statusCode(200)
                .body("updated", is(4));
        assertEquals(
                List.of(
                        "Over PAST_DUE 2025-01-15 YEAR TERMINATED 2026-01-01",
                        "Hosting ACTIVE 2026-01-31 MONTH RUNNING"),
                books.texts(
                        "select concat_ws(' ', name, billing_status, anchor_on, period_unit, state, effective_on)"
                                + " from subscription where tenant_id = ? order by id",
                        api.tenant()));
        // The day begins in New York.
        assertEquals(
                List.of("Old EFFECTIVE CANCELED 2025-12-01 05:00:00", "Shop IN_RESTING PROVIDED"),
                books.texts(
                        "select concat_ws(' ', name, billing_status, state, ended_at at time zone 'UTC')"
                                + " from service where tenant_id = ? order by id",
                        api.tenant()));
    }

    @Test
    void bringsAServiceOfAKnownSubscription() {
        api.has(Harbor.RECORDS);
        api.has(HOSTING);
        api.has(json("services", List.of(Body.of("id", "more", "subscriptionId", "hosting", "name", "More"))));
        api.command(
                        "import-records",
                        json("services", List.of(Body.of("id", "more", "subscriptionId", "nothing", "name", "More"))))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/services/0/subscriptionId", "/services/0/subscriptionId")));
    }

    @Test
    void fillsTheSubscriptionOfALineFromItsService() {
        api.has(Harbor.RECORDS);
        api.has(HOSTING);
        // Known, and the same.
        api.command("import-records", HOSTING).then().body("created", is(0));
        api.ask("list-invoices", "{}")
                .then()
                .body("items.find { it.invoiceId == 'HB-5' }.lines.subscriptionId", is(List.of("hosting")))
                .body("items.find { it.invoiceId == 'HB-5' }.lines.serviceId", is(List.of("shop")));
        assertEquals(
                List.of("TRIAL 500 8875"),
                books.texts(
                        "select concat_ws(' ', kind, coupon_minor, tax_rate) from invoice_line"
                                + " where tenant_id = ? and id = 'HB-5-1'",
                        api.tenant()));
    }

    private static final String HOSTING = """
            {"subscriptions":[{"id":"hosting","accountId":"harbor","name":"Hosting","startsOn":"2026-06-01"}],
             "services":[{"id":"shop","subscriptionId":"hosting","name":"Shop"}],
             "invoices":[{"id":"HB-5","accountId":"harbor","issuedOn":"2026-06-01","dueOn":"2026-06-20","lines":[
              {"id":"HB-5-1","serviceId":"shop","kind":"TRIAL","description":"Shop","periodFrom":"2026-06-01",
               "periodUntil":"2026-07-01","net":{"amount":"10.00","currency":"USD"},"coupon":{"amount":"5.00","currency":"USD"},
               "tax":{"amount":"0.89","currency":"USD"},"taxRate":"8.875"}]}]}""";

    @Test
    void readsTaxRatesAsTextOrNotAtAll() {
        api.has(Harbor.RECORDS);
        for (String rate : List.of("\"8.8755\"", "\"1000.001\"", "\"-1\"", "\"\"", "\"8,875\"", "8.875")) {
            api.command("import-records", HOSTING.replace("\"8.875\"", rate))
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", is(List.of("/invoices/0/lines/0/taxRate")));
        }
    }

    @Test
    void replacesThePolicyAndAllItsFees() {
        String policy = "{\"policy\":{\"termsVersion\":\"v1\",\"termsText\":\"t\",\"contactLine\":\"c\"%s}}";
        api.has(policy.formatted(
                ",\"allowRefund\":true,\"expiryDays\":0,\"creditPolicy\":\"FULL\",\"dayCount\":\"SECONDS\","
                        + "\"creditOneTime\":true,\"creditTrial\":true,\"refundCanceledItems\":true,"
                        + "\"selfServiceRefundMode\":\"NONE\",\"adminFees\":[{\"amount\":\"1.50\",\"currency\":\"USD\"},"
                        + "{\"amount\":\"0.750\",\"currency\":\"KWD\"}]"));
        assertPolicy("t 0 FULL SECONDS t t t NONE");
        assertFees("KWD 750", "USD 150");
        api.has(
                policy.formatted(
                        ",\"adminFees\":[{\"amount\":\"2.00\",\"currency\":\"USD\"},{\"amount\":\"90\",\"currency\":\"JPY\"}]"));
        assertPolicy("f 28 PRORATED ACTUAL f f f AVAILABLE_CREDITS");
        assertFees("JPY 90", "USD 200");
        api.has("{}");
        assertFees("JPY 90", "USD 200");
        api.has(policy.formatted(""));
        assertFees();
    }

    @Test
    void replacesAllLimitsOfRefunds() {
        String policy = "{\"policy\":{\"termsVersion\":\"v1\",\"termsText\":\"t\",\"contactLine\":\"c\"%s}}";
        api.has(
                policy.formatted(
                        ",\"refundLimits\":[{\"amount\":\"50.00\",\"currency\":\"USD\"},{\"amount\":\"0\",\"currency\":\"JPY\"}]"));
        assertLimits("JPY 0", "USD 5000");
        api.has(policy.formatted(",\"refundLimits\":[{\"amount\":\"60.00\",\"currency\":\"USD\"}]"));
        assertLimits("USD 6000");
        api.has("{}");
        assertLimits("USD 6000");
        api.has(policy.formatted(""));
        assertLimits();
    }

    private void assertLimits(String... limits) {
        assertEquals(
                List.of(limits),
                books.texts(
                        "select concat_ws(' ', currency, amount_minor) from refund_limit where tenant_id = ? order by 1",
                        api.tenant()));
    }

    private void assertPolicy(String policy) {
        assertEquals(
                List.of(policy),
                books.texts(
                        "select concat_ws(' ', allow_refund, expiry_days, credit_policy, day_count, credit_one_time,"
                                + " credit_trial, refund_canceled_items, self_service_refund_mode) from policy where tenant_id = ?",
                        api.tenant()));
    }

    private void assertFees(String... fees) {
        assertEquals(
                List.of(fees),
                books.texts(
                        "select concat_ws(' ', currency, amount_minor) from admin_fee where tenant_id = ? order by 1",
                        api.tenant()));
    }

    @Test
    void keepsACreditNoteThatIsUsed() {
        api.has(Harbor.RECORDS);
        api.has(json("billRuns", List.of(Body.of("id", "BR-1", "state", "COMPLETED"))));
        String note = """
                {"creditNotes":[{"id":"CN-1","accountId":"harbor","amount":{"amount":"9.00","currency":"USD"},
                 "issuedOn":"2026-06-05","billingItemId":"server","lineId":"HB-1-1","billRunId":"BR-1"}]}""";
        api.command("import-records", note).then().body("created", is(1));
        books.giveCredits(api.tenant(), "harbor", "R-1", 900);
        books.write("update credit_note set state = 'USED', refund_id = 'R-1' where tenant_id = ?", api.tenant());
        api.command("import-records", note)
                .then()
                .statusCode(200)
                .body("created", is(0))
                .body("updated", is(0));
        assertEquals(List.of("USED"), books.texts("select state from credit_note where tenant_id = ?", api.tenant()));
        api.command("import-records", note.replace("9.00", "9.01"))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/creditNotes/0")));
    }

    @Test
    void takesAnItemOffItsInvoicesWithTheLastUseOfCredit() {
        api.has(Harbor.RECORDS);
        api.command("cancel-billing-item", Harbor.cancel("server", "IMMEDIATE"))
                .then()
                .statusCode(200);
        spend("U-0", "12.50", "")
                .then()
                .statusCode(200)
                .body("leftInvoices", is(List.of()))
                .body("unallocated.amount.amount", is(List.of("12.50")));
        books.giveCredits(api.tenant(), "harbor", "R-1", 1500);
        spend("U-1", "12.50", "").then().statusCode(200).body("leftInvoices", is(List.of("disk")));
        assertEquals(250, available());
        api.ask("list-invoices", json("accountId", "harbor"))
                .then()
                .body("items[0].paid.amount", is("79.00"))
                .body("items[0].applied.amount", is("12.50"))
                .body("items[0].outstanding.amount", is("0.00"))
                .body("items[0].lines.applied.amount", is(List.of("0.00", "12.50")))
                .body("items[0].lines.itemLeft", is(List.of(true, true)));
        // Known, and the same: nothing is spent again.
        spend("U-1", "12.50", "").then().statusCode(200).body("created", is(0));
        assertEquals(250, available());
    }

    @Test
    void paysTheSameLinesByMoneyFirstAndThenByCredit() {
        api.has(Harbor.RECORDS);
        books.giveCredits(api.tenant(), "harbor", "R-1", 1500);
        String payment = """
                ,"payments":[{"id":"P-2","accountId":"harbor","amount":{"amount":"5.00","currency":"USD"},
                 "receivedOn":"2026-06-10","allocations":[{"invoiceId":"HB-1","amount":{"amount":"5.00","currency":"USD"}}]}]""";
        spend("U-1", "7.51", payment)
                .then()
                .statusCode(200)
                .body("created", is(2))
                .body("unallocated.amount.amount", is(List.of("0.01")));
        api.ask("list-invoices", json("accountId", "harbor"))
                .then()
                .body("items[0].paid.amount", is("84.00"))
                .body("items[0].applied.amount", is("7.50"))
                .body("items[0].outstanding.amount", is("0.00"));
    }

    private io.restassured.response.Response spend(String id, String amount, String more) {
        return api.command("import-records", """
                {"creditUses":[{"id":"%s","accountId":"harbor","amount":{"amount":"%s","currency":"USD"},
                 "usedOn":"2026-06-10","allocations":[{"invoiceId":"HB-1","amount":{"amount":"%s","currency":"USD"}}]}]%s}""".formatted(id, amount, amount, more));
    }

    private long available() {
        return books.number("select balance_minor from credit_balance where tenant_id = ?", api.tenant());
    }

    /** In the database there is a limit to how many ids one statement can name. */
    @Test
    void refusesMoreRecordsThanOneCallCanBring() {
        api.command("import-records", accounts(33_000))
                .then()
                .statusCode(400)
                .body("reason", is("INVALID_REQUEST"))
                .body("errors.pointer", is(List.of("/accounts/16000")));
        assertEquals(0, books.number("select count(*) from account where tenant_id = ?", api.tenant()));
    }

    @Test
    void takesAsManyRecordsAsOneCallCanBring() {
        api.command("import-records", accounts(16_000)).then().statusCode(200).body("created", is(16_000));
    }

    private static String accounts(int count) {
        return IntStream.range(0, count)
                .mapToObj(json("id", "%1$d", "name", "A", "currency", "USD", "timeZone", "UTC")::formatted)
                .collect(Collectors.joining(",", "{\"accounts\":[", "]}"));
    }

    @Test
    void takesFiveThousandRecordsInOneCall() {
        String items =
                IntStream.range(0, 5000).mapToObj(i -> """
                        {"id":"i-%d","accountId":"a","name":"Item %d","price":{"amount":"1.00","currency":"USD"},
                         "anchorOn":"2026-01-31"}""".formatted(i, i)).collect(Collectors.joining(","));
        api.command(
                        "import-records",
                        "{\"accounts\":[{\"id\":\"a\",\"name\":\"A\",\"currency\":\"USD\",\"timeZone\":\"UTC\"}],\"billingItems\":["
                                + items + "]}")
                .then()
                .statusCode(200)
                .body("created", is(5001));
        String cursor = null;
        int seen = 0;
        do {
            var page = api.ask(
                    "list-billing-items", cursor == null ? json("limit", 200) : json("limit", 200, "cursor", cursor));
            seen += page.<List<Object>>path("items").size();
            cursor = page.path("nextCursor");
        } while (cursor != null);
        assertEquals(5000, seen);
    }
}
