package io.quittance.refund.steps;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of invoice I-1 36.00 and 72.00 are paid by P-1. It is 11 June. */
@QuarkusTest
class ReverseRefundTest extends FunctionTest {

    private static final Body I1 = Body.of("invoiceId", "I-1");
    private static final Body BACK = Body.of("moneyCameBack", true);

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-11T12:00:00Z");
        api.has(Contracts.JUNE);
    }

    @AfterEach
    void holds() {
        Ledger.holds(books, api);
    }

    private String refund(String destination) {
        return id(api.command("apply-refund", Refunds.of(I1, "54.00", destination)));
    }

    private static String id(Response answer) {
        return answer.then().statusCode(200).extract().path("refunds[0].refundId");
    }

    private ValidatableResponse reverse(String id, Body more) {
        return api.command("reverse-refund", Refunds.because(id, more)).then();
    }

    private ValidatableResponse refuses(String id, Body more) {
        String before = Ledger.sum(books, api);
        ValidatableResponse refused = reverse(id, more).statusCode(409).body("reason", is("REFUND_NOT_REVERSIBLE"));
        assertEquals(before, Ledger.sum(books, api));
        return refused;
    }

    private String available() {
        return api.ask("get-account-credits", json("accountId", "harbor")).path("available.amount");
    }

    private void allIsAsBefore() {
        api.ask("preview-refund", Refunds.of(I1, "OFFLINE")).then().body("plan.refundable.amount", is("108.00"));
        assertEquals("0.00", available());
        assertEquals(
                0,
                books.number(
                        "select sum(refunded_minor + credited_net_minor + credited_tax_minor + outstanding_minor)"
                                + " from invoice_line where tenant_id = ?",
                        api.tenant()));
        assertEquals(1, api.events("refund.reversed").size());
    }

    @Test
    void takesCreditBackOnce() {
        String id = refund("AVAILABLE_CREDITS");
        reverse(id, Body.of())
                .statusCode(200)
                .body("refund.state", is("REVERSED"))
                .body("refund.history.what", is(List.of("REVERSED")));
        allIsAsBefore();
        api.ask("get-account-credits", json("accountId", "harbor"))
                .then()
                .body("entries.size()", is(2))
                .body("entries.credit.sort()", is(List.of("AVAILABLE", "REFUNDS")));
        refuses(id, Body.of()).body("state", is("REVERSED"));
    }

    @Test
    void takesNoCreditBackThatWasSpent() {
        String id = refund("AVAILABLE_CREDITS");
        api.has("""
                {"invoices":[{"id":"I-4","accountId":"harbor","issuedOn":"2026-06-02","dueOn":"2026-06-20","lines":[
                  {"id":"I-4-1","description":"Mail","periodFrom":"2026-06-01","periodUntil":"2026-07-01",
                   "net":{"amount":"0.01","currency":"USD"}}]}],
                 "creditUses":[{"id":"U-1","accountId":"harbor","amount":{"amount":"0.01","currency":"USD"},
                 "usedOn":"2026-06-11","allocations":[{"invoiceId":"I-4","amount":{"amount":"0.01","currency":"USD"}}]}]}""");
        refuses(id, Body.of()).body("available.amount", is("53.99"));
    }

    @Test
    void reversesWhatWasPaidOnlyWhereItCameBack() {
        String id = refund("OFFLINE");
        refuses(id, Body.of()).body("detail", containsString("moneyCameBack"));
        reverse(id, BACK).statusCode(200);
        allIsAsBefore();
    }

    @Test
    void reversesWhatThePaymentSystemHasPaid() {
        String id = refund("ORIGINAL_PAYMENT");
        refuses(id, BACK).body("state", is("PENDING"));
        api.command("settle-refund", Refunds.step(id, Body.of("outcome", "SUCCEEDED")))
                .then()
                .statusCode(200);
        reverse(id, BACK).statusCode(200);
        allIsAsBefore();
        // The payment system may say again what it has said.
        api.command("settle-refund", Refunds.step(id, Body.of("outcome", "SUCCEEDED")))
                .then()
                .statusCode(200)
                .body("refund.state", is("REVERSED"));
    }

    @Test
    void letsACreditNoteBeUsedAgain() {
        api.has(Refunds.note("CN-1", "54.00", Body.of()));
        reverse(id(api.command("apply-refund", Refunds.byNote(I1, "CN-1"))), Body.of())
                .statusCode(200);
        allIsAsBefore();
        refund("AVAILABLE_CREDITS");
        api.command("apply-refund", Refunds.byNote(I1, "CN-1")).then().statusCode(200);
    }

    @Test
    void leavesPaidWhatWasOffset() {
        refuses(refund("OFFSET"), BACK).body("detail", containsString("stay paid"));
    }

    /** The line is owed and paid again: its days are paid for after all. */
    @Test
    void takesTheRefundOfAnEndBackWithTheCreditOfItsLines() {
        String id = id(api.command("terminate-subscription", Contracts.terminate("hosting", "AVAILABLE_CREDITS")));
        reverse(id, Body.of()).statusCode(200);
        allIsAsBefore();
    }

    @Test
    void takesBackTwoRefundsOfTheSameLines() {
        String first = refund("OFFLINE");
        String second = id(api.command("apply-refund", Refunds.of(I1, "0.01", "AVAILABLE_CREDITS")));
        reverse(first, BACK).statusCode(200);
        reverse(second, Body.of()).statusCode(200);
        assertEquals(
                0,
                books.number(
                        "select sum(credited_net_minor + credited_tax_minor) from invoice_line where tenant_id = ?",
                        api.tenant()));
    }

    @Test
    void answersTheSameWhenAskedTwice() {
        String body = Refunds.because(refund("OFFLINE"), BACK);
        String first = api.command("reverse-refund", "k-1", body).asString();
        api.command("reverse-refund", "k-1", body)
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body(equalTo(first));
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"AGENT", "SYSTEM"})
    void isForBillingAdminsAlone(Role role) {
        String body = Refunds.because(refund("OFFLINE"), BACK);
        api.as(role).command("reverse-refund", body).then().statusCode(403);
        api.asCustomerOf("harbor").command("reverse-refund", body).then().statusCode(403);
    }

    @Test
    void knowsOnlyTheRefundsOfTheTenant() {
        String body = Refunds.because(refund("OFFLINE"), BACK);
        Api.newTenant().command("reverse-refund", body).then().statusCode(404).body("reason", is("REFUND_NOT_FOUND"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AVAILABLE_CREDITS", "OFFLINE"})
    void isReversedOnceHoweverOftenAtOnce(String destination) {
        String id = refund(destination);
        List<Response> answers =
                Together.times(16, i -> Together.command(api, "reverse-refund", Refunds.because(id, BACK)));
        assertEquals(
                1, answers.stream().filter(answer -> answer.statusCode() == 200).count());
        allIsAsBefore();
    }
}
