package io.quittance.intake;

import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Body;
import io.quittance.contract.Harbor;
import io.quittance.testing.Api;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Ledger;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The billing system bills days after an end (silverapp/silver#203, recurly/recurly-client-php#222, getlago/lago-api#1754).
 * Everything of the account ends on 16 April, in UTC.
 */
@QuarkusTest
class BilledAfterEndTest extends FunctionTest {

    private static final String RECORDS = """
            {"policy":{"allowRefund":true,"termsVersion":"v1","termsText":"t","contactLine":"c"%s},
             "accounts":[{"id":"a","name":"A","currency":"USD","timeZone":"UTC"}],
             "subscriptions":[{"id":"s","accountId":"a","name":"S","startsOn":"2026-04-01"}],
             "services":[{"id":"v","subscriptionId":"s","name":"V"},{"id":"w","subscriptionId":"s","name":"W"}],
             "billingItems":[{"id":"i","accountId":"a","name":"I","anchorOn":"2026-04-01",
              "price":{"amount":"30.00","currency":"USD"}}]}""";

    @BeforeEach
    void begin() {
        clock.moveTo("2026-04-16T12:00:00Z");
    }

    @AfterEach
    void holds() {
        Ledger.holds(books, api);
    }

    private void has(String policy) {
        api.has(RECORDS.formatted(policy));
    }

    private static String invoice(String of, String id, String from, String until, String more) {
        return """
                {"invoices":[{"id":"N","accountId":"a","issuedOn":"2026-04-20","dueOn":"2026-05-20","lines":[{"id":"NL",
                 "description":"L","%s":"%s","periodFrom":"%s","periodUntil":"%s","taxRate":"20",
                 "net":{"amount":"30.00","currency":"USD"},"tax":{"amount":"6.00","currency":"USD"}%s}]}]}""".formatted(of, id, from, until, more);
    }

    private ValidatableResponse bills(String of, String id, String from, String until) {
        return api.command("import-records", invoice(of, id, from, until, ""))
                .then()
                .statusCode(200);
    }

    private void terminate() {
        api.command(
                        "terminate-subscription",
                        Body.of("subscriptionId", "s").refundTo("NONE").reason("NO_LONGER_NEEDED"))
                .then()
                .statusCode(200);
    }

    private void removeOne() {
        Body body = Body.of("subscriptionId", "s", "serviceIds", List.of("v"))
                .refundTo("NONE")
                .reason("NO_LONGER_NEEDED");
        api.command("remove-services", body).then().statusCode(200);
    }

    private long owed() {
        return books.number(
                "select outstanding_minor from invoice_line where tenant_id = ? and id = 'NL'", api.tenant());
    }

    @Test
    void owesNothingForAMonthAfterTheEnd() {
        has("");
        terminate();
        clock.moveTo("2026-05-01T03:00:00Z");
        bills("subscriptionId", "s", "2026-05-01", "2026-06-01")
                .body("billedAfterEnd", hasSize(1))
                .body("billedAfterEnd[0].lineId", is("NL"))
                .body("billedAfterEnd[0].endedOn", is("2026-04-16"))
                .body("billedAfterEnd[0].unused.amount", is("36.00"))
                .body("billedAfterEnd[0].settled", is(true));
        assertEquals(0, owed());
        // The same invoice may come again, and nothing is credited again.
        bills("subscriptionId", "s", "2026-05-01", "2026-06-01").body("billedAfterEnd", hasSize(0));
        assertEquals(0, owed());
    }

    /** Whether the invoice or the end is known first makes no difference to what is owed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"creditPolicy\":\"NONE\"",
                ",\"creditPolicy\":\"FULL\"",
                ",\"dayCount\":\"THIRTY_360\"",
                ",\"creditPolicy\":\"RE_RATED\""
            })
    void givesTheSameWhicheverComesFirst(String policy) {
        has(policy);
        bills("subscriptionId", "s", "2026-04-01", "2026-05-01");
        terminate();
        long invoiceFirst = owed();
        api = Api.newTenant();
        has(policy);
        terminate();
        bills("subscriptionId", "s", "2026-04-01", "2026-05-01");
        assertEquals(invoiceFirst, owed());
    }

    @Test
    void concernsAServiceThatWasRemoved() {
        has("");
        removeOne();
        bills("serviceId", "w", "2026-05-01", "2026-06-01").body("billedAfterEnd", hasSize(0));
        assertEquals(3600, owed());
        api = Api.newTenant();
        has("");
        removeOne();
        bills("serviceId", "v", "2026-05-01", "2026-06-01").body("billedAfterEnd.lineId", is(List.of("NL")));
        assertEquals(0, owed());
    }

    @Test
    void concernsTheLaterPeriodsOfABillingItem() {
        has("");
        api.command("cancel-billing-item", Harbor.cancel("i", "IMMEDIATE"))
                .then()
                .statusCode(200);
        bills("billingItemId", "i", "2026-05-01", "2026-06-01").body("billedAfterEnd.lineId", is(List.of("NL")));
        assertEquals(0, owed());
        api = Api.newTenant();
        has("");
        api.command("cancel-billing-item", Harbor.cancel("i", "IMMEDIATE"))
                .then()
                .statusCode(200);
        bills("billingItemId", "i", "2026-04-01", "2026-05-01").body("billedAfterEnd", hasSize(0));
        assertEquals(3600, owed());
    }

    @Test
    void onlyListsTheLineIfThePolicySaysSo() {
        has(",\"billedAfterEnd\":\"SHOW\"");
        terminate();
        bills("subscriptionId", "s", "2026-05-01", "2026-06-01")
                .body("billedAfterEnd[0].unused.amount", is("36.00"))
                .body("billedAfterEnd[0].settled", is(false));
        assertEquals(3600, owed());
    }

    @Test
    void leavesOneTimeLinesAndDaysBeforeTheEnd() {
        has("");
        terminate();
        api.command(
                        "import-records",
                        invoice("subscriptionId", "s", "2026-05-01", "2026-06-01", ",\"kind\":\"ONE_TIME\""))
                .then()
                .statusCode(200)
                .body("billedAfterEnd", hasSize(0));
        assertEquals(3600, owed());
        api = Api.newTenant();
        has("");
        terminate();
        bills("subscriptionId", "s", "2026-03-16", "2026-04-16").body("billedAfterEnd", hasSize(0));
        assertEquals(3600, owed());
    }

    /** What is paid in the same import for days after the end is money of the account. */
    @Test
    void leavesAPaymentOfItUnallocated() {
        has("");
        terminate();
        Body payment = Body.of("id", "P", "accountId", "a", "receivedOn", "2026-05-01")
                .amount("36.00")
                .with("allocations", List.of(Body.of("invoiceId", "N").amount("36.00")));
        Body records = Body.read(invoice("subscriptionId", "s", "2026-05-01", "2026-06-01", ""));
        api.command("import-records", records.with("payments", List.of(payment)))
                .then()
                .statusCode(200)
                .body("unallocated.amount.amount", is(List.of("36.00")));
        Body refund = Body.of("paymentId", "P").to("OFFLINE").reason("NO_LONGER_NEEDED");
        api.ask("preview-refund", refund).then().statusCode(200).body("plan.refundable.amount", is("36.00"));
    }

    /** The services end on 16 April, and are billed until the end of the month that was agreed. */
    @Test
    void countsFromTheDayOnWhichTheBillingEnds() {
        has("");
        Body end = Body.of("subscriptionId", "s", "billingEndsOn", "2026-05-01").refundTo("NONE");
        api.command("terminate-subscription", end.reason("NO_LONGER_NEEDED"))
                .then()
                .statusCode(200);
        bills("subscriptionId", "s", "2026-04-16", "2026-05-16")
                .body("billedAfterEnd[0].endedOn", is("2026-05-01"))
                .body("billedAfterEnd[0].unused.amount", is("18.00"));
        assertEquals(1800, owed());
    }

    /** The end that has come but is not carried out settles the line itself, once. */
    @Test
    void leavesAScheduledEndToSettleIt() {
        has("");
        Body end = Body.of("subscriptionId", "s", "timing", "ON_DATE", "effectiveOn", "2026-04-20")
                .refundTo("NONE");
        api.command("terminate-subscription", end.reason("NO_LONGER_NEEDED"))
                .then()
                .statusCode(200);
        clock.moveTo("2026-04-21T12:00:00Z");
        bills("subscriptionId", "s", "2026-05-01", "2026-06-01").body("billedAfterEnd", hasSize(0));
        api.command("run-due-actions", "{}").then().statusCode(200);
        assertEquals(0, owed());
    }
}
