package io.quittance.refund.steps;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Role;
import io.quittance.contract.Body;
import io.quittance.contract.Contracts;
import io.quittance.contract.Refunds;
import io.quittance.testing.Api;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Ledger;
import io.quittance.testing.Together;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of invoice I-1 36.00 and 72.00 are paid by P-1; more than 50.00 needs a second person. It is 11 June. */
@QuarkusTest
class ApproveRefundTest extends FunctionTest {

    private static final Body I1 = Body.of("invoiceId", "I-1");

    /** I-4 of 25.00 is not paid. */
    private static final String OWED = """
            {"invoices": [
              {"id": "I-4", "accountId": "harbor", "issuedOn": "2026-06-02", "dueOn": "2026-06-20", "lines": [
                {"id": "I-4-1", "description": "Mail", "periodFrom": "2026-06-01", "periodUntil": "2026-07-01",
                 "net": {"amount": "25.00", "currency": "USD"}}]}]}""";

    private Api checker;

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-11T12:00:00Z");
        checker = api.asAnother(Role.BILLING_ADMIN);
        api.has(Contracts.JUNE);
        policy(Body.of("allowRefund", true));
    }

    @AfterEach
    void holds() {
        Ledger.holds(books, api);
    }

    private void policy(Body switches) {
        Body limited = switches.with("refundLimits", List.of(Body.usd("50.00")));
        api.has(json(
                "policy", limited.and(Body.of("termsVersion", "v1", "termsText", "Gone.", "contactLine", "Ask."))));
    }

    /** The id of a refund that waits. */
    private String waiting(Api maker, String body) {
        return maker.command("apply-refund", body)
                .then()
                .statusCode(200)
                .body("refunds[0].state", is("PENDING_APPROVAL"))
                .extract()
                .path("refunds[0].refundId");
    }

    private String waiting(String destination) {
        return waiting(api, Refunds.of(I1, "54.00", destination));
    }

    private ValidatableResponse approve(String refund) {
        return checker.command("approve-refund", Refunds.step(refund, Body.of()))
                .then();
    }

    private ValidatableResponse reject(String refund) {
        return checker.command("reject-refund", Refunds.because(refund, Body.of()))
                .then();
    }

    private void refuses(String reason, int status, Api caller, String function, String body) {
        String before = Ledger.sum(books, api);
        caller.command(function, body).then().statusCode(status).body("reason", is(reason));
        assertEquals(before, Ledger.sum(books, api));
    }

    private String available() {
        return api.ask("get-account-credits", json("accountId", "harbor")).path("available.amount");
    }

    private long told(String type) {
        return api.events("refund." + type).size();
    }

    // The limit.

    @ParameterizedTest
    @ValueSource(strings = {"agent", "billing-admin", "system"})
    void waitsAboveTheLimitWhoeverAsks(String role) {
        Api maker = api.as(Role.of(role).orElseThrow());
        maker.ask("preview-refund", Refunds.of(I1, "50.00", "AVAILABLE_CREDITS"))
                .then()
                .body("plan.needsApproval", is(false));
        maker.ask("preview-refund", Refunds.of(I1, "50.01", "AVAILABLE_CREDITS"))
                .then()
                .body("plan.needsApproval", is(true));
        waiting(maker, Refunds.of(I1, "50.01", "AVAILABLE_CREDITS"));
        assertEquals("0.00", available());
        assertEquals(1, told("approval-requested"));
        assertEquals(0, told("succeeded"));
        maker.command("apply-refund", Refunds.of(I1, "50.00", "AVAILABLE_CREDITS"))
                .then()
                .body("refunds.state", is(List.of("SUCCEEDED")));
    }

    @Test
    void holdsWhatItWouldGiveBack() {
        waiting("AVAILABLE_CREDITS");
        api.command("apply-refund", Refunds.of(I1, "54.01", "OFFLINE"))
                .then()
                .body("reason", is("REFUND_EXCEEDS_PAYMENT"))
                .body("refundable.amount", is("54.00"));
        // Nothing of the invoice is owed again.
        api.ask("list-invoices", json("accountId", "harbor", "open", true))
                .then()
                .body("items", is(List.of()));
    }

    @Test
    void leavesTerminationsAndCreditNotesAlone() {
        api.has(Refunds.note("CN-1", "51.00", Body.of()));
        api.command("apply-refund", Refunds.byNote(I1, "CN-1")).then().body("refunds.state", is(List.of("SUCCEEDED")));
        policy(Body.of("allowRefund", true, "creditPolicy", "FULL"));
        api.command("terminate-subscription", Contracts.terminate("hosting", "AVAILABLE_CREDITS"))
                .then()
                .body("plan.payout.refund.amount", is("57.00"));
        assertEquals("57.00", available());
    }

    /** Of I-7 100.00 are paid by P-7. */
    private static final String ANOTHER = """
            {"invoices": [
              {"id": "I-7", "accountId": "harbor", "issuedOn": "2026-06-02", "dueOn": "2026-06-20", "lines": [
                {"id": "I-7-1", "description": "Mail", "periodFrom": "2026-06-01", "periodUntil": "2026-07-01",
                 "net": {"amount": "100.00", "currency": "USD"}}]}],
             "payments": [
              {"id": "P-7", "accountId": "harbor", "amount": {"amount": "100.00", "currency": "USD"},
               "receivedOn": "2026-06-03",
               "allocations": [{"invoiceId": "I-7", "amount": {"amount": "100.00", "currency": "USD"}}]}]}""";

    private static final Body I7 = Body.of("invoiceId", "I-7");

    /** How much has gone back before without a second person, and whether so much more needs one. */
    private void counts(String unapproved, boolean needsApproval, Body what, String amount) {
        api.ask("preview-refund", Refunds.of(what, amount, "OFFLINE"))
                .then()
                .statusCode(200)
                .body("plan.unapprovedTotal.amount", is(unapproved))
                .body("plan.needsApproval", is(needsApproval));
    }

    private String refunded(Api maker, Body what, String amount) {
        return maker.command("apply-refund", Refunds.of(what, amount, "OFFLINE"))
                .then()
                .statusCode(200)
                .body("refunds.state", is(List.of("SUCCEEDED")))
                .extract()
                .path("refunds[0].refundId");
    }

    @Test
    void countsAllOfAnAccountWithin24HoursWhoeverAsked() {
        api.has(ANOTHER);
        refunded(api.as(Role.AGENT), I1, "30.00");
        refunded(api, I7, "20.00");
        counts("50.00", true, I7, "0.01");
        api.command("apply-refund", Refunds.of(Body.of("paymentId", "P-7"), "0.01", "OFFLINE"))
                .then()
                .body("refunds.state", is(List.of("PENDING_APPROVAL")));
        clock.moveTo("2026-06-12T11:59:59.999Z");
        counts("50.00", true, I7, "0.01");
        // Then what is of other payments counts no more.
        clock.moveTo("2026-06-12T12:00:00Z");
        counts("20.00", false, I7, "30.00");
        counts("30.00", false, I1, "20.00");
    }

    @Test
    void countsAllOfAPaymentOrALineWheneverThatWas() {
        api.has(ANOTHER);
        api.command("apply-refund", Refunds.of(line("I-1-1", "30.00"), "OFFLINE"))
                .then()
                .statusCode(200);
        clock.moveTo("2027-06-11T12:00:00Z");
        counts("30.00", true, Body.of("paymentId", "P-1"), "20.01");
        counts("30.00", true, I1, "20.01");
        // The other line was paid by the same payment.
        api.ask("preview-refund", Refunds.of(line("I-1-2", "20.01"), "OFFLINE"))
                .then()
                .body("plan.needsApproval", is(true));
        counts("0.00", false, I7, "50.00");
    }

    private static Body line(String id, String amount) {
        return Body.of("lines", List.of(Body.of("lineId", id, "amount", Body.usd(amount))));
    }

    @Test
    void countsNothingThatASecondPersonSawOrThatWasTakenBack() {
        approve(waiting("AVAILABLE_CREDITS")).statusCode(200);
        reject(waiting(api, Refunds.of(I1, "50.01", "OFFLINE"))).statusCode(200);
        waiting(api, Refunds.of(I1, "50.01", "OFFLINE"));
        counts("0.00", false, I1, "3.99");
        String reversed = api.command("apply-refund", Refunds.of(I1, "3.00", "AVAILABLE_CREDITS"))
                .path("refunds[0].refundId");
        counts("3.00", false, I1, "0.99");
        api.command("reverse-refund", Refunds.because(reversed, Body.of()))
                .then()
                .statusCode(200);
        counts("0.00", false, I1, "3.99");
    }

    @Test
    void countsNoEndAndNoCreditNote() {
        api.has(Refunds.note("CN-1", "1.00", Body.of()));
        api.command("apply-refund", Refunds.byNote(I1, "CN-1")).then().statusCode(200);
        api.command("terminate-subscription", Contracts.terminate("hosting", "AVAILABLE_CREDITS"))
                .then()
                .statusCode(200);
        counts("0.00", false, I1, "10.00");
    }

    // Approved.

    @Test
    void carriesOutWhatASecondPersonApproves() {
        String id = waiting("AVAILABLE_CREDITS");
        approve(id)
                .statusCode(200)
                .body("refund.state", is("SUCCEEDED"))
                .body("refund.history.what", is(List.of("APPROVED")))
                .body("refund.history.by", is(List.of("another-billing-admin")))
                .body("contactLine", is("Ask."));
        assertEquals("54.00", available());
        assertEquals(1, told("succeeded"));
        refuses("REFUND_NOT_PENDING_APPROVAL", 409, checker, "approve-refund", Refunds.step(id, Body.of()));
        refuses("REFUND_NOT_PENDING_APPROVAL", 409, checker, "reject-refund", Refunds.because(id, Body.of()));
    }

    @Test
    void tellsThePaymentSystemOnlyThen() {
        String id = waiting("ORIGINAL_PAYMENT");
        assertEquals(0, told("pending"));
        approve(id).statusCode(200).body("refund.state", is("PENDING")).body("refund.attempt", is(1));
        assertEquals(1, told("pending"));
        assertEquals(0, told("succeeded"));
    }

    @Test
    void paysWhatIsOwedWhenItIsApproved() {
        String id = waiting("OFFSET");
        api.has(OWED);
        assertEquals(1, openInvoices());
        approve(id).statusCode(200).body("refund.state", is("SUCCEEDED"));
        assertEquals(0, openInvoices());
        assertEquals("29.00", available());
    }

    private int openInvoices() {
        return api.ask("list-invoices", json("accountId", "harbor", "open", true))
                .path("items.size()");
    }

    @Test
    void answersTheSameWhenAskedTwice() {
        String body = Refunds.step(waiting("AVAILABLE_CREDITS"), Body.of());
        String first = checker.command("approve-refund", "k-1", body).asString();
        String before = Ledger.sum(books, api);
        checker.command("approve-refund", "k-1", body)
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body(equalTo(first));
        assertEquals(before, Ledger.sum(books, api));
        assertEquals(1, told("succeeded"));
    }

    @Test
    void letsNobodyApproveTheirOwn() {
        refuses("MAKER_IS_CHECKER", 422, api, "approve-refund", Refunds.step(waiting("OFFLINE"), Body.of()));
    }

    @Test
    void asksTheOtherQuestionsAgain() {
        String id = waiting("OFFLINE");
        policy(Body.of("allowRefund", false));
        refuses("REFUNDS_NOT_ALLOWED", 422, checker, "approve-refund", Refunds.step(id, Body.of()));
        policy(Body.of("allowRefund", true));
        api.has(Refunds.note("CN-1", "1.00", Body.of("lineId", "I-1-1")));
        refuses("CREDIT_NOTE_EXISTS", 409, checker, "approve-refund", Refunds.step(id, Body.of()));
        checker.command("approve-refund", Refunds.step(id, Body.of("overrideReason", "The note was lost.")))
                .then()
                .body("refund.state", is("SUCCEEDED"))
                .body("refund.history.note", is(List.of("The note was lost.")));
    }

    // Rejected, and given up.

    @ParameterizedTest
    @CsvSource({"reject-refund, REJECTED, rejected", "cancel-refund, CANCELED, canceled"})
    void freesWhatItHeld(String function, String state, String event) {
        String before = books.texts(
                        "select string_agg(concat_ws(' ', id, refunded_minor, credited_net_minor, credited_tax_minor), ','"
                                + " order by id) from invoice_line where tenant_id = ?",
                        api.tenant())
                .get(0);
        String id = waiting("AVAILABLE_CREDITS");
        checker.command(function, Refunds.because(id, Body.of()))
                .then()
                .statusCode(200)
                .body("refund.state", is(state))
                .body("refund.parts.amount.amount", is(List.of("18.00", "36.00")))
                .body("refund.history.what", is(List.of(state)))
                .body("refund.history[0].reason.note", is("By mistake."));
        assertEquals(
                List.of(before),
                books.texts(
                        "select string_agg(concat_ws(' ', id, refunded_minor, credited_net_minor, credited_tax_minor), ','"
                                + " order by id) from invoice_line where tenant_id = ?",
                        api.tenant()));
        assertEquals(1, told(event));
        assertEquals("0.00", available());
        refuses("REFUND_NOT_PENDING_APPROVAL", 409, checker, "approve-refund", Refunds.step(id, Body.of()));
        refuses("REFUND_NOT_CANCELABLE", 409, checker, "cancel-refund", Refunds.because(id, Body.of()));
        refuses("REFUND_NOT_PENDING", 409, api, "settle-refund", Refunds.step(id, Body.of("outcome", "SUCCEEDED")));
        api.ask("preview-refund", Refunds.of(I1, "OFFLINE")).then().body("plan.refundable.amount", is("108.00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reject-refund", "cancel-refund"})
    void needsAReasonOfTheCatalogue(String function) {
        String id = waiting("OFFLINE");
        checker.command(function, Refunds.step(id, Body.of())).then().statusCode(400);
        refuses(
                "REASON_UNKNOWN",
                422,
                checker,
                function,
                Refunds.because(id, Body.of()).replace("ERROR", "BOREDOM"));
    }

    @Test
    void holdsTheCreditNoteThatIsToBePaidOut() {
        api.has(Refunds.note("CN-1", "51.00", Body.of()));
        String body = Refunds.of(Body.of("ofCreditNoteId", "CN-1"), "AVAILABLE_CREDITS");
        String id = waiting(api, body);
        refuses("CREDIT_NOTE_NOT_USABLE", 409, api, "apply-refund", body);
        reject(id).statusCode(200);
        approve(waiting(api, body)).statusCode(200);
        assertEquals("51.00", available());
    }

    // Who may, and what.

    @ParameterizedTest
    @CsvSource({"approve-refund, agent", "approve-refund, system", "reject-refund, agent", "reject-refund, system"})
    void isForBillingAdminsAlone(String function, String role) {
        String body = Refunds.because(waiting("OFFLINE"), Body.of());
        refuses("NOT_ALLOWED", 403, api.as(Role.of(role).orElseThrow()), function, body);
        refuses("NOT_ALLOWED", 403, api.asCustomerOf("harbor"), function, body);
        refuses("NOT_ALLOWED", 403, api.asCustomerOf("harbor"), "cancel-refund", body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve-refund", "reject-refund", "cancel-refund"})
    void knowsOnlyTheRefundsOfTheTenant(String function) {
        String id = waiting("OFFLINE");
        String more = function.equals("approve-refund") ? Refunds.step(id, Body.of()) : Refunds.because(id, Body.of());
        refuses("REFUND_NOT_FOUND", 404, Api.newTenant(), function, more);
        refuses("REFUND_NOT_FOUND", 404, checker, function, more.replace(id, "R-0"));
    }

    // Many at once.

    @Test
    void isApprovedOnce() {
        String id = waiting("AVAILABLE_CREDITS");
        List<Response> answers =
                Together.times(64, i -> Together.command(checker, "approve-refund", Refunds.step(id, Body.of())));
        assertEquals(1, carriedOut(answers));
        assertEquals("54.00", available());
        assertEquals(1, told("succeeded"));
    }

    @Test
    void letsNotMoreBackAtOnceThanTheLimit() {
        List<Response> answers = Together.times(
                8, i -> Together.command(api, "apply-refund", Refunds.of(I1, "10.00", "AVAILABLE_CREDITS")));
        assertEquals(8, carriedOut(answers));
        assertEquals(
                3,
                answers.stream()
                        .filter(answer -> answer.path("refunds[0].state").equals("PENDING_APPROVAL"))
                        .count());
        assertEquals("50.00", available());
    }

    @Test
    void isEitherApprovedOrRejected() {
        String id = waiting("AVAILABLE_CREDITS");
        List<Response> answers = Together.times(
                16,
                i -> i % 2 == 0
                        ? Together.command(checker, "approve-refund", Refunds.step(id, Body.of()))
                        : Together.command(checker, "reject-refund", Refunds.because(id, Body.of())));
        assertEquals(1, carriedOut(answers));
        assertEquals(1, told("succeeded") + told("rejected"));
        assertEquals(told("succeeded") == 1 ? "54.00" : "0.00", available());
    }

    private static long carriedOut(List<Response> answers) {
        return answers.stream().filter(answer -> answer.statusCode() == 200).count();
    }

    @Test
    void listsWhatWaits() {
        String id = waiting("OFFLINE");
        api.ask("list-refunds", json("state", "PENDING_APPROVAL"))
                .then()
                .body("items.refundId", is(List.of(id)))
                .body("items[0].history", is(List.of()))
                .body("items[0].ofCreditNoteId", nullValue());
        reject(id).statusCode(200);
        api.ask("list-refunds", json("state", "PENDING_APPROVAL")).then().body("items", is(List.of()));
    }
}
