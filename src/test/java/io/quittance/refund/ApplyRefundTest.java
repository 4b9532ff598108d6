package io.quittance.refund;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.edge.Role;
import io.quittance.persistence.RefundDestination;
import io.quittance.testing.Api;
import io.quittance.testing.Books;
import io.quittance.testing.Contracts;
import io.quittance.testing.Harbor;
import io.quittance.testing.Ledger;
import io.quittance.testing.MovingClock;
import io.quittance.testing.Refunds;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of invoice I-1 36.00 and 72.00 are paid by P-1; it is 11 June. */
@QuarkusTest
class ApplyRefundTest {

    /**
     * I-2 of 30.00, paid by P-2 of 50.00, of which 20.00 are not allocated; I-3 of 100.00, paid by P-3 of 60.00 and P-4
     * of 40.00; I-4 of 25.00 and I-5 of 10.00, which is due first, not paid.
     */
    private static final String MORE = """
            {
              "billingItems": [
                {"id": "server", "accountId": "harbor", "name": "Server", "price": {"amount": "100.00", "currency": "USD"},
                 "anchorOn": "2026-06-01"}
              ],
              "invoices": [
                {"id": "I-2", "accountId": "harbor", "issuedOn": "2026-06-01", "dueOn": "2026-06-15", "lines": [
                  {"id": "I-2-1", "description": "Domain", "periodFrom": "2026-06-01", "periodUntil": "2027-06-01",
                   "net": {"amount": "30.00", "currency": "USD"}}]},
                {"id": "I-3", "accountId": "harbor", "issuedOn": "2026-06-01", "dueOn": "2026-06-15", "lines": [
                  {"id": "I-3-1", "billingItemId": "server", "description": "Server", "periodFrom": "2026-06-01",
                   "periodUntil": "2026-07-01", "net": {"amount": "100.00", "currency": "USD"}}]},
                {"id": "I-4", "accountId": "harbor", "issuedOn": "2026-06-02", "dueOn": "2026-06-20", "lines": [
                  {"id": "I-4-1", "description": "Mail", "periodFrom": "2026-06-01", "periodUntil": "2026-07-01",
                   "net": {"amount": "25.00", "currency": "USD"}}]},
                {"id": "I-5", "accountId": "harbor", "issuedOn": "2026-06-02", "dueOn": "2026-06-16", "lines": [
                  {"id": "I-5-1", "description": "Backup", "periodFrom": "2026-06-01", "periodUntil": "2026-07-01",
                   "net": {"amount": "10.00", "currency": "USD"}}]}
              ],
              "payments": [
                {"id": "P-2", "accountId": "harbor", "amount": {"amount": "50.00", "currency": "USD"},
                 "receivedOn": "2026-06-03",
                 "allocations": [{"lineId": "I-2-1", "amount": {"amount": "30.00", "currency": "USD"}}]},
                {"id": "P-3", "accountId": "harbor", "amount": {"amount": "60.00", "currency": "USD"},
                 "receivedOn": "2026-06-03",
                 "allocations": [{"lineId": "I-3-1", "amount": {"amount": "60.00", "currency": "USD"}}]},
                {"id": "P-4", "accountId": "harbor", "amount": {"amount": "40.00", "currency": "USD"},
                 "receivedOn": "2026-06-04",
                 "allocations": [{"lineId": "I-3-1", "amount": {"amount": "40.00", "currency": "USD"}}]},
                {"id": "P-5", "accountId": "harbor", "amount": {"amount": "7.00", "currency": "USD"},
                 "receivedOn": "2026-06-05"}
              ]
            }
            """;

    private static final String I1 = "\"invoiceId\":\"I-1\"";
    private static final String I3 = "\"invoiceId\":\"I-3\"";

    @Inject
    MovingClock clock;

    @Inject
    Books books;

    private Api api;

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-11T12:00:00Z");
        api = Api.newTenant();
        api.has(Contracts.JUNE);
        api.has(MORE);
    }

    @AfterEach
    void holds() {
        Ledger.holds(books, api);
    }

    private ValidatableResponse refund(String body) {
        return api.command("apply-refund", body).then().statusCode(200);
    }

    private ValidatableResponse refuses(String reason, String body) {
        String before = Ledger.sum(books, api);
        ValidatableResponse refused = api.command("apply-refund", body).then().body("reason", is(reason));
        // The preview says the same, and nothing has changed.
        api.ask("preview-refund", body).then().body("reason", is(reason));
        assertEquals(before, Ledger.sum(books, api));
        return refused;
    }

    private String available() {
        return api.ask("get-account-credits", "{\"accountId\":\"harbor\"}").path("available.amount");
    }

    // Of a payment, an invoice, chosen lines.

    @Test
    void takesTheUnallocatedRestOfAPaymentFirst() {
        refund(Refunds.of("\"paymentId\":\"P-2\"", "15.00", "AVAILABLE_CREDITS"))
                .body("plan.refundable.amount", is("50.00"))
                .body("plan.unallocated.amount", is("15.00"))
                .body("plan.lines", is(List.of()))
                .body("refunds[0].parts[0].paymentId", is("P-2"))
                .body("refunds[0].parts[0].lineId", nullValue());
        refund(Refunds.of("\"paymentId\":\"P-2\"", "15.00", "AVAILABLE_CREDITS"))
                .body("plan.refundable.amount", is("35.00"))
                .body("plan.unallocated.amount", is("5.00"))
                .body("plan.lines.lineId", is(List.of("I-2-1")))
                .body("plan.lines.amount.amount", is(List.of("10.00")))
                .body("plan.lines.refundableAfter.amount", is(List.of("20.00")));
        assertEquals(
                3000,
                books.number("select returned_minor from payment where id = 'P-2' and tenant_id = ?", api.tenant()));
        assertEquals("30.00", available());
    }

    @Test
    void givesAllOfAPaymentBackAndThenNothing() {
        refund(Refunds.of("\"paymentId\":\"P-2\"", "AVAILABLE_CREDITS"))
                .body("plan.payout.refund.amount", is("50.00"))
                .body("plan.unallocated.amount", is("20.00"))
                .body("plan.lines.amount.amount", is(List.of("30.00")));
        refuses("NOTHING_TO_REFUND", Refunds.of("\"paymentId\":\"P-2\"", "AVAILABLE_CREDITS"))
                .statusCode(422);
    }

    @Test
    void givesAPaymentBackThatPaidNothingYet() {
        refund(Refunds.of("\"paymentId\":\"P-5\"", "ORIGINAL_PAYMENT"))
                .body("plan.unallocated.amount", is("7.00"))
                .body("refunds.paymentId", is(List.of("P-5")));
    }

    @Test
    void splitsAPartOfAnInvoiceOverItsLinesWithTheirTax() {
        refund(Refunds.of(I1, "54.00", "AVAILABLE_CREDITS"))
                .body("plan.refundable.amount", is("108.00"))
                .body("plan.lines.amount.amount", is(List.of("18.00", "36.00")))
                .body("plan.lines.net.amount", is(List.of("15.00", "30.00")))
                .body("plan.lines.tax.amount", is(List.of("3.00", "6.00")))
                .body("plan.effects.after", is(List.of("returned USD 18.00", "returned USD 36.00")))
                .body("reason.code", is("NO_LONGER_NEEDED"))
                .body("contactLine", is("Open a ticket to accounting."));
        api.ask("list-invoices", "{\"accountId\":\"harbor\"}")
                .then()
                .body("items.find { it.invoiceId == 'I-1' }.lines.outstanding.amount", is(List.of("0.00", "0.00")));
        assertEquals("54.00", available());
    }

    @Test
    void givesBackWhatIsSaidOfEachChosenLine() {
        refund(Refunds.of(
                        "\"lines\":[{\"lineId\":\"I-1-2\",\"amount\":" + Refunds.usd("6.00")
                                + "},{\"lineId\":\"I-1-1\"},{\"lineId\":\"I-3-1\",\"amount\":" + Refunds.usd("10.00")
                                + "}]",
                        "OFFLINE"))
                .body("plan.lines.lineId", is(List.of("I-1-1", "I-1-2", "I-3-1")))
                .body("plan.lines.amount.amount", is(List.of("36.00", "6.00", "10.00")))
                .body("refunds.size()", is(1))
                .body("refunds[0].amount.amount", is("52.00"))
                .body("refunds[0].parts.paymentId", is(List.of("P-1", "P-1", "P-3", "P-4")))
                .body("refunds[0].parts.amount.amount", is(List.of("36.00", "6.00", "6.00", "4.00")));
    }

    // To every destination.

    @Test
    void asksThePaymentSystemOnceAPayment() {
        refund(Refunds.of(I3, "50.00", "ORIGINAL_PAYMENT"))
                .body("refunds.paymentId", is(List.of("P-3", "P-4")))
                .body("refunds.state", is(List.of("PENDING", "PENDING")))
                .body("refunds.amount.amount", is(List.of("30.00", "20.00")));
        assertEquals(List.of("P-3 30.00", "P-4 20.00"), told("refund.pending", "paymentId"));
        assertEquals(List.of(), told("refund.succeeded", "destination"));
        assertEquals("0.00", available());
    }

    private List<String> told(String type, String about) {
        return books.texts(
                "select data::jsonb ->> '" + about + "' || ' ' || (data::jsonb -> 'amount' ->> 'amount') from outbox"
                        + " where tenant_id = ? and type = '" + type + "' order by 1",
                api.tenant());
    }

    @Test
    void paysWhatIsDueFirstAndMakesTheRestSpendable() {
        refund(Refunds.of(I3, "40.00", "OFFSET"))
                .body("plan.payout.offsets.lineId", is(List.of("I-5-1", "I-4-1")))
                .body("plan.payout.offsets.amount.amount", is(List.of("10.00", "25.00")))
                .body("plan.payout.availableCredits.amount", is("5.00"))
                .body("refunds.destination", is(List.of("OFFSET")));
        assertEquals("5.00", available());
        api.ask("list-invoices", "{\"accountId\":\"harbor\",\"open\":true}")
                .then()
                .body("items", is(List.of()));
    }

    @Test
    void givesCreditBackAsCredit() {
        refund(Refunds.of(I3, "25.00", "AVAILABLE_CREDITS"));
        api.has("""
                {"creditUses":[{"id":"U-1","accountId":"harbor","amount":{"amount":"25.00","currency":"USD"},
                 "usedOn":"2026-06-11","allocations":[{"invoiceId":"I-4","amount":{"amount":"25.00","currency":"USD"}}]}]}""");
        assertEquals("0.00", available());
        refund(Refunds.of("\"invoiceId\":\"I-4\"", "ORIGINAL_PAYMENT"))
                .body("refunds.destination", is(List.of("AVAILABLE_CREDITS")))
                .body("refunds.state", is(List.of("SUCCEEDED")))
                .body("plan.payout.availableCredits.amount", is("25.00"));
        assertEquals("25.00", available());
    }

    @Test
    void onlyWritesDownWhatIsPaidOutside() {
        refund(Refunds.of(I3, "40.00", "OFFLINE")).body("refunds.state", is(List.of("SUCCEEDED")));
        assertEquals(List.of("OFFLINE 40.00"), told("refund.succeeded", "destination"));
        assertEquals("0.00", available());
    }

    @Test
    void letsACreditNoteBeTheRefundOnce() {
        note("CN-1", "30.00", "");
        String id = refund(Refunds.byNote(I1, "CN-1"))
                .body("plan.payout.refund.amount", is("30.00"))
                .body("plan.payout.creditNote.difference.amount", is("-78.00"))
                .body("plan.lines.amount.amount", is(List.of("10.00", "20.00")))
                .body("refunds.creditNoteId", is(List.of("CN-1")))
                .body("refunds.state", is(List.of("SUCCEEDED")))
                .extract()
                .path("refunds[0].refundId");
        assertEquals("0.00", available());
        refuses("CREDIT_NOTE_NOT_USABLE", Refunds.byNote(I3, "CN-1"))
                .statusCode(409)
                .body("refundId", is(id));
    }

    @Test
    void letsACreditNoteBeTheRefundWhereThePolicyAllowsNone() {
        note("CN-1", "30.00", "");
        policy("\"allowRefund\": false");
        refuses("REFUNDS_NOT_ALLOWED", Refunds.of(I1, "OFFLINE")).statusCode(422);
        refund(Refunds.byNote(I1, "CN-1"));
    }

    private void note(String id, String amount, String names) {
        api.has("{\"creditNotes\":[{\"id\":\"" + id + "\",\"accountId\":\"harbor\",\"amount\":" + Refunds.usd(amount)
                + names + ",\"issuedOn\":\"2026-06-10\"}]}");
    }

    private void policy(String switches) {
        api.has("{\"policy\": {" + switches
                + ", \"termsVersion\": \"v1\", \"termsText\": \"Gone.\", \"contactLine\": \"Ask.\"}}");
    }

    // To several destinations.

    @Test
    void sharesARefundOutOverDestinations() {
        policy("\"allowRefund\": true, \"adminFees\": [" + Refunds.usd("5.00") + "]");
        refund(over("\"OFFSET\",\"40.00\"", "\"ORIGINAL_PAYMENT\",\"30.00\"", "\"AVAILABLE_CREDITS\",\"30.00\""))
                .body("refunds.destination", is(List.of("ORIGINAL_PAYMENT", "OFFSET", "AVAILABLE_CREDITS")))
                .body("refunds.amount.amount", is(List.of("30.00", "40.00", "30.00")))
                .body("refunds.adminFee.amount", is(List.of("1.50", "2.00", "1.50")))
                .body("plan.payout.adminFee.amount", is("5.00"))
                .body("plan.payout.offsets.amount.amount", is(List.of("10.00", "25.00")));
        // 3.00 that were left to offset, and 28.50.
        assertEquals("31.50", available());
    }

    @Test
    void refusesDestinationsThatDoNotAddUp() {
        refuses("REFUND_SPLIT_DOES_NOT_ADD_UP", over("\"OFFSET\",\"40.00\"", "\"OFFLINE\",\"59.99\""))
                .statusCode(422)
                .body("difference.amount", is("0.01"));
        refuses("REFUND_SPLIT_DOES_NOT_ADD_UP", over("\"OFFSET\",\"40.00\"", "\"OFFLINE\",\"60.01\""))
                .body("difference.amount", is("-0.01"));
    }

    /** Of I-3, which is paid wholly. */
    private static String over(String... shares) {
        String all = List.of(shares).stream()
                .map(share -> share.split(","))
                .map(share ->
                        "{\"destination\":" + share[0] + ",\"amount\":" + Refunds.usd(share[1].replace("\"", "")) + "}")
                .collect(Collectors.joining(","));
        return "{" + I3 + ",\"destinations\":[" + all + "],\"reason\":{\"code\":\"NO_LONGER_NEEDED\"}}";
    }

    // A credit note that is paid out.

    @ParameterizedTest
    @CsvSource({"AVAILABLE_CREDITS, 30.00", "OFFLINE, 0.00", "OFFSET, 0.00"})
    void paysACreditNoteOutOnce(String destination, String spendable) {
        note("CN-1", "30.00", ",\"lineId\":\"I-1-1\"");
        String body = Refunds.of("\"ofCreditNoteId\":\"CN-1\"", destination);
        String id = refund(body)
                .body("plan.payout.refund.amount", is("30.00"))
                .body("plan.lines", is(List.of()))
                .body("refunds.ofCreditNoteId", is(List.of("CN-1")))
                .body("refunds.state", is(List.of("SUCCEEDED")))
                .body("refunds[0].creditNoteId", nullValue())
                .extract()
                .path("refunds[0].refundId");
        assertEquals(spendable, available());
        refuses("CREDIT_NOTE_NOT_USABLE", body).statusCode(409).body("refundId", is(id));
        // The note has said it, and nothing else may pay for its line without being asked.
        refuses("CREDIT_NOTE_EXISTS", Refunds.of(I1, "1.00", "OFFLINE")).body("refundId", is(id));
    }

    @Test
    void paysACreditNoteOutByAPaymentAndCountsItThere() {
        note("CN-1", "30.00", "");
        refund(Refunds.of("\"ofCreditNoteId\":\"CN-1\",\"paymentId\":\"P-2\"", "ORIGINAL_PAYMENT"))
                .body("plan.refundable.amount", is("50.00"))
                .body("plan.unallocated.amount", is("20.00"))
                .body("plan.lines.amount.amount", is(List.of("10.00")))
                .body("refunds.paymentId", is(List.of("P-2")));
        note("CN-2", "20.01", "");
        refuses(
                        "REFUND_EXCEEDS_PAYMENT",
                        Refunds.of("\"ofCreditNoteId\":\"CN-2\",\"paymentId\":\"P-2\"", "ORIGINAL_PAYMENT"))
                .body("refundable.amount", is("20.00"));
        refuses(
                        "CREDIT_NOTE_NOT_FOUND",
                        Refunds.of("\"ofCreditNoteId\":\"CN-9\",\"paymentId\":\"P-2\"", "ORIGINAL_PAYMENT"))
                .statusCode(404);
        refuses("CREDIT_NOTE_NOT_FOUND", Refunds.of("\"ofCreditNoteId\":\"CN-9\"", "OFFLINE"));
    }

    @Test
    void paysACreditNoteOutAfterItWasGivenBack() {
        note("CN-1", "30.00", "");
        String body = Refunds.of("\"ofCreditNoteId\":\"CN-1\"", "AVAILABLE_CREDITS");
        String id = refund(body).extract().path("refunds[0].refundId");
        api.command("reverse-refund", Refunds.because(id, "")).then().statusCode(200);
        assertEquals("0.00", available());
        refund(body);
        assertEquals("30.00", available());
    }

    // The fee.

    @Test
    void keepsTheFeeOnceAndShowsItByItself() {
        policy("\"allowRefund\": true, \"adminFees\": [" + Refunds.usd("5.00") + "]");
        refund(Refunds.of(I3, "50.00", "ORIGINAL_PAYMENT"))
                .body("plan.payout.refund.amount", is("50.00"))
                .body("plan.payout.adminFee.amount", is("5.00"))
                .body("plan.payout.paidOut.amount", is("45.00"))
                .body("refunds.adminFee.amount", is(List.of("3.00", "2.00")))
                .body("refunds.paidOut.amount", is(List.of("27.00", "18.00")));
        assertEquals(List.of("P-3 27.00", "P-4 18.00"), told("refund.pending", "paymentId"));
        refund(Refunds.of(I1, "54.00", "AVAILABLE_CREDITS")).body("plan.payout.availableCredits.amount", is("49.00"));
        assertEquals("49.00", available());
    }

    /** The payment system has nothing to do where the fee takes all. */
    @Test
    void takesNoMoreFeeThanGoesBack() {
        policy("\"allowRefund\": true, \"adminFees\": [" + Refunds.usd("5.00") + "]");
        refund(Refunds.of("\"paymentId\":\"P-5\"", "4.99", "ORIGINAL_PAYMENT"))
                .body("refunds.adminFee.amount", is(List.of("4.99")))
                .body("refunds.paidOut.amount", is(List.of("0.00")))
                .body("refunds.state", is(List.of("SUCCEEDED")));
        assertEquals(List.of(), told("refund.pending", "paymentId"));
    }

    // Never more than was paid.

    @ParameterizedTest
    @CsvSource({
        "'\"paymentId\":\"P-2\"', 50.00, 50.01",
        "'\"invoiceId\":\"I-1\"', 108.00, 108.01",
        "'\"lines\":[{\"lineId\":\"I-1-1\",\"amount\":{\"amount\":\"36.01\",\"currency\":\"USD\"}}]', 36.00,"
    })
    void refusesMoreThanWasPaidAndSaysWhatIsRefundable(String what, String refundable, String amount) {
        String body =
                amount == null ? Refunds.of(what, "AVAILABLE_CREDITS") : Refunds.of(what, amount, "AVAILABLE_CREDITS");
        refuses("REFUND_EXCEEDS_PAYMENT", body).statusCode(422).body("refundable.amount", is(refundable));
    }

    @Test
    void countsWhatWentBackByAnotherDoor() {
        refund(Refunds.of(I3, "90.00", "OFFLINE"));
        refuses("REFUND_EXCEEDS_PAYMENT", Refunds.of("\"paymentId\":\"P-3\"", "6.01", "OFFLINE"))
                .body("refundable.amount", is("6.00"));
        refund(Refunds.of("\"paymentId\":\"P-3\"", "OFFLINE")).body("plan.payout.refund.amount", is("6.00"));
        refund(Refunds.of(I3, "OFFLINE"))
                .body("plan.payout.refund.amount", is("4.00"))
                .body("refunds[0].parts.paymentId", is(List.of("P-4")));
        refuses("NOTHING_TO_REFUND", Refunds.of(I3, "OFFLINE"));
    }

    @Test
    void refundsNothingThatWasNotPaid() {
        refuses("NOTHING_TO_REFUND", Refunds.of("\"invoiceId\":\"I-4\"", "OFFLINE"));
        refuses("NOTHING_TO_REFUND", Refunds.of("\"invoiceId\":\"I-4\"", "1.00", "OFFLINE"));
    }

    /** Of 36.00 and 72.00 a termination on 11 June gives 24.00 and 48.00 back. */
    @Test
    void refundsOnlyWhatATerminationHasLeft() {
        api.command("terminate-subscription", Contracts.terminate("hosting", "AVAILABLE_CREDITS"))
                .then()
                .statusCode(200);
        refuses("REFUND_EXCEEDS_PAYMENT", Refunds.of(I1, "36.01", "AVAILABLE_CREDITS"))
                .body("refundable.amount", is("36.00"));
        refund(Refunds.of(I1, "AVAILABLE_CREDITS")).body("plan.lines.amount.amount", is(List.of("12.00", "24.00")));
        refuses("NOTHING_TO_REFUND", Refunds.of(I1, "AVAILABLE_CREDITS"));
        refuses("NOTHING_TO_REFUND", Refunds.of("\"paymentId\":\"P-1\"", "AVAILABLE_CREDITS"));
        assertEquals("108.00", available());
    }

    @Test
    void leavesATerminationOnlyWhatARefundHasLeft() {
        refund(Refunds.of("\"lines\":[{\"lineId\":\"I-1-2\"}]", "AVAILABLE_CREDITS"));
        api.command("terminate-subscription", Contracts.terminate("hosting", "AVAILABLE_CREDITS"))
                .then()
                .statusCode(200)
                .body("plan.lines.credit.amount", is(List.of("24.00", "0.00")))
                .body("plan.lines.creditedBefore.amount", is(List.of("0.00", "72.00")))
                .body("plan.kept.amount", is("12.00"));
        assertEquals("96.00", available());
    }

    // Items that were canceled at once.

    @Test
    void refundsItemsThatWereCanceledAtOnceOnlyWhereThePolicySaysSo() {
        api.command("cancel-billing-item", Harbor.cancel("server", "IMMEDIATE"))
                .then()
                .statusCode(200);
        for (String what : List.of(I3, "\"paymentId\":\"P-3\"", "\"lines\":[{\"lineId\":\"I-3-1\"}]")) {
            refuses("REFUND_NOT_FOR_CANCELED_ITEM", Refunds.of(what, "OFFLINE"))
                    .statusCode(422)
                    .body("lines", is(List.of("I-3-1")));
        }
        policy("\"allowRefund\": true, \"refundCanceledItems\": true");
        refund(Refunds.of(I3, "OFFLINE"));
    }

    @Test
    void refundsAnItemThatEndsAtItsAnniversary() {
        api.command("cancel-billing-item", Harbor.cancel("server", "ANNIVERSARY"))
                .then()
                .statusCode(200);
        refund(Refunds.of(I3, "OFFLINE"));
    }

    // The one guard against paying twice.

    @ParameterizedTest
    @CsvSource({"lineId, I-3-1, I-3, I-1", "billingItemId, server, I-3, I-1", "subscriptionId, hosting, I-1, I-3"})
    void paysNothingThatACreditNoteSaysAlready(String names, String id, String blocked, String free) {
        note("CN-1", "10.00", ",\"" + names + "\":\"" + id + "\"");
        String body = Refunds.of("\"invoiceId\":\"" + blocked + "\"", "1.00", "OFFLINE");
        refuses("CREDIT_NOTE_EXISTS", body)
                .statusCode(409)
                .body("creditNoteId", is("CN-1"))
                .body("amount.amount", is("10.00"));
        refund(Refunds.of("\"invoiceId\":\"" + free + "\"", "1.00", "OFFLINE"));
        String anyway = body.replace("{\"invoiceId", "{\"overrideReason\":\"The note was lost.\",\"invoiceId");
        for (Role role : List.of(Role.AGENT, Role.SYSTEM)) {
            api.as(role)
                    .command("apply-refund", anyway)
                    .then()
                    .statusCode(422)
                    .body("reason", is("OVERRIDE_NOT_ALLOWED"));
        }
        String paid = refund(anyway)
                .body("plan.payout.besides.creditNoteId", is("CN-1"))
                .extract()
                .path("refunds[0].refundId");
        api.ask("list-refunds", "{}")
                .then()
                .body("items.find { it.refundId == '" + paid + "' }.besidesCreditNoteId", is("CN-1"))
                .body("items.find { it.refundId == '" + paid + "' }.overrideReason", is("The note was lost."))
                .body("items.findAll { it.overrideReason != null }.size()", is(1));
        assertEquals(List.of("paid besides: The note was lost."), auditedOf("CN-1"));
        // Once it is used it stands in nobody's way.
        refund(Refunds.byNote("\"invoiceId\":\"" + blocked + "\"", "CN-1"));
        refund(body);
    }

    /** What the audit says of a credit note that was paid besides. */
    private List<String> auditedOf(String note) {
        return books.texts(
                "select e ->> 'after' from audit, json_array_elements(effects::json) e where tenant_id = ?"
                        + " and function = 'apply-refund'"
                        + " and e ->> 'record' = 'credit-note' and e ->> 'id' = ?",
                api.tenant(),
                note);
    }

    // Bad input.

    @Test
    void refusesWhatNamesNoneOrSeveralSources() {
        for (String what : List.of(
                "\"lines\":[]",
                "\"paymentId\":\"P-1\",\"invoiceId\":\"I-1\"",
                "\"invoiceId\":\"I-1\",\"lines\":[{\"lineId\":\"I-1-1\"}]")) {
            refuses("INVALID_REQUEST", Refunds.of(what, "OFFLINE"))
                    .statusCode(400)
                    .body("errors.pointer", is(List.of("")))
                    .body(
                            "errors.detail",
                            is(List.of("must name one of paymentId, invoiceId, lines and ofCreditNoteId")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'invoiceId':'I-1','amount':{'amount':'1','currency':'JPY'},'destination':'OFFLINE'} | /amount/currency",
                "{'invoiceId':'I-1','amount':{'amount':'-1.00','currency':'USD'},'destination':'OFFLINE'} | /amount/amount",
                "{'invoiceId':'I-1','amount':{'amount':'0.00','currency':'USD'},'destination':'OFFLINE'} | /amount/amount",
                "{'invoiceId':'I-1','amount':{'amount':'1.001','currency':'USD'},'destination':'OFFLINE'} | /amount",
                "{'lines':[{'lineId':'I-1-1'}],'amount':{'amount':'1.00','currency':'USD'},'destination':'OFFLINE'} | /amount",
                "{'lines':[{'lineId':'I-1-1','amount':{'amount':'-1.00','currency':'USD'}}],'destination':'OFFLINE'} | /lines/0/amount/amount",
                "{'lines':[{'lineId':'I-1-1'},{'lineId':' '}],'destination':'OFFLINE'} | /lines/1/lineId",
                "{'lines':[{'lineId':'I-1-1'},{'lineId':'I-1-1'}],'destination':'OFFLINE'} | /lines/1/lineId",
                "{'invoiceId':'I-1','destination':'CREDIT_NOTE'} | /creditNoteId",
                "{'invoiceId':'I-1','creditNoteId':'CN-1','destination':'OFFLINE'} | /creditNoteId",
                "{'invoiceId':'I-1','destination':'NONE'} | /destination",
                "{'invoiceId':'I-1'} | /destination",
                "{'ofCreditNoteId':'CN-1','destination':'ORIGINAL_PAYMENT'} | /paymentId",
                "{'ofCreditNoteId':'CN-1','destination':'OFFLINE','paymentId':'P-1'} | /paymentId",
                "{'ofCreditNoteId':'CN-1','destination':'OFFLINE','invoiceId':'I-1'} | /ofCreditNoteId",
                "{'ofCreditNoteId':'CN-1','destination':'CREDIT_NOTE'} | /destination",
                "{'ofCreditNoteId':'CN-1','destination':'OFFLINE','amount':{'amount':'1.00','currency':'USD'}} | /amount",
                "{'invoiceId':'I-1','destination':'OFFLINE','total':'1.00'} | /total"
            })
    void refusesBadInputAndSaysWhereItStands(String body, String pointer) {
        String json = body.replace('\'', '"').replaceFirst("}$", ",\"reason\":{\"code\":\"NO_LONGER_NEEDED\"}}");
        refuses("INVALID_REQUEST", json).statusCode(400).body("errors.pointer", is(List.of(pointer)));
    }

    @Test
    void needsAReasonOfTheCatalogueForTheCommandAlone() {
        String body = "{" + I1 + ",\"destination\":\"OFFLINE\"}";
        api.ask("preview-refund", body).then().statusCode(200);
        api.command("apply-refund", body).then().statusCode(400).body("errors.pointer", is(List.of("/reason")));
        api.command("apply-refund", Refunds.of(I1, "OFFLINE").replace("NO_LONGER_NEEDED", "BOREDOM"))
                .then()
                .statusCode(422)
                .body("reason", is("REASON_UNKNOWN"));
    }

    // What does not exist, or is not the caller's.

    @ParameterizedTest
    @CsvSource({
        "'\"paymentId\":\"P-9\"', PAYMENT_NOT_FOUND",
        "'\"invoiceId\":\"I-9\"', INVOICE_NOT_FOUND",
        "'\"lines\":[{\"lineId\":\"I-9-1\"}]', INVOICE_NOT_FOUND",
        "'\"lines\":[{\"lineId\":\"I-1-1\"},{\"lineId\":\"I-9-1\"}]', INVOICE_NOT_FOUND"
    })
    void saysWhatItDoesNotKnow(String what, String reason) {
        refuses(reason, Refunds.of(what, "OFFLINE")).statusCode(404);
    }

    @Test
    void knowsOnlyTheCreditNotesOfTheAccount() {
        api.has("""
                {"creditNotes":[{"id":"CN-K","accountId":"kawa","amount":{"amount":"100","currency":"JPY"},
                 "issuedOn":"2026-06-10"}]}""");
        refuses("CREDIT_NOTE_NOT_FOUND", Refunds.byNote(I1, "CN-K")).statusCode(404);
    }

    @Test
    void refusesLinesOfTwoAccounts() {
        api.has("""
                {"invoices":[{"id":"I-K","accountId":"kawa","issuedOn":"2026-06-01","dueOn":"2026-06-15","lines":[
                 {"id":"I-K-1","description":"Mail","periodFrom":"2026-06-01","periodUntil":"2026-07-01",
                  "net":{"amount":"1000","currency":"JPY"}}]}]}""");
        refuses("INVOICE_NOT_FOUND", Refunds.of("\"lines\":[{\"lineId\":\"I-1-1\"},{\"lineId\":\"I-K-1\"}]", "OFFLINE"))
                .statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"paymentId\":\"P-1\"", "\"invoiceId\":\"I-1\"", "\"lines\":[{\"lineId\":\"I-1-1\"}]"})
    void hidesTheMoneyOfOtherTenants(String what) {
        Api other = Api.newTenant();
        other.command("apply-refund", Refunds.of(what, "OFFLINE")).then().statusCode(404);
        other.ask("preview-refund", Refunds.of(what, "OFFLINE")).then().statusCode(404);
    }

    @Test
    void isNotOpenToCustomers() {
        Api customer = api.asCustomerOf("harbor");
        String before = Ledger.sum(books, api);
        customer.command("apply-refund", Refunds.of(I1, "OFFLINE"))
                .then()
                .statusCode(403)
                .body("reason", is("NOT_ALLOWED"));
        customer.ask("preview-refund", Refunds.of(I1, "OFFLINE")).then().statusCode(403);
        assertEquals(before, Ledger.sum(books, api));
    }

    // Once, as quoted.

    @Test
    void answersTheSameWhenAskedTwice() {
        String body = Refunds.of(I1, "54.00", "AVAILABLE_CREDITS");
        String first = api.command("apply-refund", "k-1", body).asString();
        String before = Ledger.sum(books, api);
        api.command("apply-refund", "k-1", body)
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body(equalTo(first));
        assertEquals(before, Ledger.sum(books, api));
        assertEquals(List.of("AVAILABLE_CREDITS 54.00"), told("refund.succeeded", "destination"));
    }

    @ParameterizedTest
    @EnumSource(value = RefundDestination.class, mode = EnumSource.Mode.EXCLUDE, names = "PENALTY")
    void previewsExactlyWhatItDoes(RefundDestination destination) {
        note("CN-1", "40.00", "");
        String body = destination == RefundDestination.CREDIT_NOTE
                ? Refunds.byNote(I3, "CN-1")
                : Refunds.of(I3, "40.00", destination.name());
        String before = Ledger.sum(books, api);
        Response previewed = api.ask("preview-refund", body);
        assertEquals(before, Ledger.sum(books, api));
        String quoted = body.replace("{\"invoiceId", "{\"quote\":\"" + previewed.path("quote") + "\",\"invoiceId");
        Object done = refund(quoted).extract().path("plan");
        assertEquals((Object) previewed.path("plan"), done);
        assertNotEquals(before, Ledger.sum(books, api));
    }

    @Test
    void refusesWhatIsNoLongerAsQuoted() {
        String body = Refunds.of(I3, "40.00", "OFFLINE");
        String quote = api.ask("preview-refund", body).path("quote");
        refund(Refunds.of(I3, "10.00", "OFFLINE"));
        String before = Ledger.sum(books, api);
        api.command("apply-refund", body.replace("{\"invoiceId", "{\"quote\":\"" + quote + "\",\"invoiceId"))
                .then()
                .statusCode(409)
                .body("reason", is("QUOTE_CHANGED"))
                .body("changes.find { it.pointer == '/refundable/amount' }.quoted", is("100.00"))
                .body("changes.find { it.pointer == '/refundable/amount' }.now", is("90.00"));
        assertEquals(before, Ledger.sum(books, api));
    }

    // Looking back.

    @Test
    void listsRefundsByAccountPaymentStateAndCancellation() {
        refund(Refunds.of(I3, "10.00", "ORIGINAL_PAYMENT"));
        refund(Refunds.of("\"paymentId\":\"P-3\"", "5.00", "OFFLINE"));
        String cancellation = api.command("terminate-subscription", Contracts.terminate("hosting", "AVAILABLE_CREDITS"))
                .path("cancellationId");
        assertEquals(List.of("6.00", "4.00", "5.00", "72.00"), listed("\"accountId\":\"harbor\""));
        assertEquals(List.of(), listed("\"accountId\":\"kawa\""));
        assertEquals(List.of("6.00", "5.00"), listed("\"paymentId\":\"P-3\""));
        assertEquals(List.of("6.00", "4.00"), listed("\"state\":\"PENDING\""));
        assertEquals(List.of("6.00"), listed("\"state\":\"PENDING\",\"paymentId\":\"P-3\""));
        assertEquals(List.of("72.00"), listed("\"cancellationId\":\"" + cancellation + "\""));
        api.ask("list-refunds", "{\"accountId\":\"nobody\"}").then().statusCode(404);
        Api.newTenant().ask("list-refunds", "{}").then().body("items", is(List.of()));
    }

    private List<String> listed(String filter) {
        return api.ask("list-refunds", "{" + filter + "}").path("items.amount.amount");
    }

    @Test
    void pagesThroughRefundsInTheOrderOfTheirNumbers() {
        for (int i = 1; i <= 5; i++) {
            refund(Refunds.of(I3, i + ".00", "OFFLINE"));
        }
        String cursor = api.ask("list-refunds", "{\"limit\":2}")
                .then()
                .body("items.amount.amount", is(List.of("1.00", "2.00")))
                .body("nextCursor", notNullValue())
                .extract()
                .path("nextCursor");
        String last = api.ask("list-refunds", "{\"limit\":2,\"cursor\":\"" + cursor + "\"}")
                .then()
                .body("items.amount.amount", is(List.of("3.00", "4.00")))
                .extract()
                .path("nextCursor");
        api.ask("list-refunds", "{\"limit\":2,\"cursor\":\"" + last + "\"}")
                .then()
                .body("items.amount.amount", is(List.of("5.00")))
                .body("nextCursor", nullValue());
        api.ask("list-refunds", "{\"cursor\":\"bad\"}").then().body("errors.pointer", is(List.of("/cursor")));
    }

    @Test
    void showsCustomersTheirOwnRefundsAndCreditsAlone() {
        refund(Refunds.of(I3, "10.00", "AVAILABLE_CREDITS"));
        api.asCustomerOf("harbor").ask("list-refunds", "{}").then().body("items.size()", is(1));
        api.asCustomerOf("kawa").ask("list-refunds", "{}").then().body("items.size()", is(0));
        api.asCustomerOf("kawa")
                .ask("list-refunds", "{\"accountId\":\"harbor\"}")
                .then()
                .statusCode(404);
        api.asCustomerOf("kawa")
                .ask("get-account-credits", "{\"accountId\":\"harbor\"}")
                .then()
                .statusCode(404);
        api.asCustomerOf("harbor")
                .ask("get-account-credits", "{\"accountId\":\"harbor\"}")
                .then()
                .body("available.amount", is("10.00"));
    }

    @Test
    void showsTheCreditsWithTheirEntriesAndTheNotesThatAreNotUsed() {
        note("CN-1", "10.00", ",\"subscriptionId\":\"hosting\"");
        note("CN-2", "12.00", "");
        refund(Refunds.byNote(I3, "CN-2"));
        String id =
                refund(Refunds.of(I3, "30.00", "AVAILABLE_CREDITS")).extract().path("refunds[0].refundId");
        clock.moveTo("2026-06-12T12:00:00Z");
        api.has("""
                {"creditUses":[{"id":"U-1","accountId":"harbor","amount":{"amount":"10.00","currency":"USD"},
                 "usedOn":"2026-06-12","allocations":[{"invoiceId":"I-5","amount":{"amount":"10.00","currency":"USD"}}]}]}""");
        api.ask("get-account-credits", "{\"accountId\":\"harbor\"}")
                .then()
                .body("available.amount", is("20.00"))
                .body("entries.amount.amount", is(List.of("10.00", "30.00")))
                .body("entries.credit", is(List.of("USED", "AVAILABLE")))
                .body("entries[1].refundId", is(id))
                .body("entries[0].creditUseId", is("U-1"))
                .body("creditNotes.creditNoteId", containsInAnyOrder("CN-1"))
                .body("creditNotes[0].subscriptionId", is("hosting"));
    }
}
