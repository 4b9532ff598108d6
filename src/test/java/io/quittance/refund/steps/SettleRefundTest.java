package io.quittance.refund.steps;

import static io.quittance.contract.Body.json;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The payment system was told to pay back 54.00 of the 108.00 of P-1. It is 11 June. */
@QuarkusTest
class SettleRefundTest extends FunctionTest {

    private static final Body I1 = Body.of("invoiceId", "I-1");

    private Api payments;
    private String id;

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-11T12:00:00Z");
        payments = api.as(Role.SYSTEM);
        api.has(Contracts.JUNE);
        id = refund(Refunds.of(I1, "54.00", "ORIGINAL_PAYMENT"));
    }

    @AfterEach
    void holds() {
        Ledger.holds(books, api);
    }

    private String refund(String body) {
        return api.command("apply-refund", body)
                .then()
                .statusCode(200)
                .extract()
                .path("refunds[0].refundId");
    }

    private ValidatableResponse settles(String outcome, Body more) {
        return payments.command(
                        "settle-refund",
                        Refunds.step(id, Body.of("outcome", outcome).and(more)))
                .then();
    }

    private ValidatableResponse retries() {
        return api.as(Role.AGENT)
                .command("retry-refund", Refunds.step(id, Body.of()))
                .then();
    }

    private ValidatableResponse cancels() {
        return api.command("cancel-refund", Refunds.because(id, Body.of())).then();
    }

    /** The same answer, and no second effect. */
    private void changesNothing(ValidatableResponse answer, String before) {
        answer.statusCode(200);
        assertEquals(before, state());
    }

    private String state() {
        return Ledger.sum(books, api) + books.texts("select count(*) from outbox where tenant_id = ?", api.tenant());
    }

    private void refuses(String reason, ValidatableResponse refused) {
        refused.statusCode(409).body("reason", is(reason)).body("refundId", is(id));
    }

    private List<String> told() {
        return books.texts(
                "select concat_ws(' ', type, data::jsonb -> 'amount' ->> 'amount', data::jsonb ->> 'attempt') from outbox"
                        + " where tenant_id = ? and type like 'refund.%' order by 1",
                api.tenant());
    }

    private String available() {
        return api.ask("get-account-credits", json("accountId", "harbor")).path("available.amount");
    }

    // The answer.

    @Test
    void succeedsAndTellsOnce() {
        settles("SUCCEEDED", Body.of("attempt", 1, "reference", "T-1", "at", "2026-06-11T11:00:00Z"))
                .statusCode(200)
                .body("refund.state", is("SUCCEEDED"))
                .body("refund.history.what", is(List.of("SUCCEEDED")))
                .body("refund.history[0].reference", is("T-1"))
                .body("refund.history[0].answeredAt", is("2026-06-11T11:00:00Z"))
                .body("refund.history[0].by", is("test-system"));
        String before = state();
        changesNothing(settles("SUCCEEDED", Body.of()), before);
        assertEquals(List.of("refund.pending 54.00 1", "refund.succeeded 54.00"), told());
        refuses("REFUND_ALREADY_SETTLED", settles("FAILED", Body.of()));
    }

    @Test
    void failsAndStillHoldsWhatItWouldGiveBack() {
        settles("FAILED", Body.of("note", "The card has expired."))
                .statusCode(200)
                .body("refund.state", is("FAILED"))
                .body("refund.history[0].note", is("The card has expired."));
        String before = state();
        changesNothing(settles("FAILED", Body.of()), before);
        assertEquals(List.of("refund.failed 54.00 1", "refund.pending 54.00 1"), told());
        api.ask("preview-refund", Refunds.of(I1, "OFFLINE")).then().body("plan.refundable.amount", is("54.00"));
    }

    @Test
    void believesASuccessThatComesAfterAFailure() {
        settles("FAILED", Body.of());
        settles("SUCCEEDED", Body.of()).statusCode(200).body("refund.state", is("SUCCEEDED"));
        refuses("REFUND_NOT_FAILED", retries());
        refuses("REFUND_NOT_CANCELABLE", cancels());
    }

    @Test
    void isToldOnceMoreAndTakesALateFailureForWhatItIs() {
        settles("FAILED", Body.of("attempt", 1));
        retries().statusCode(200).body("refund.state", is("PENDING")).body("refund.attempt", is(2));
        String before = state();
        changesNothing(settles("FAILED", Body.of("attempt", 1)), before);
        settles("FAILED", Body.of("attempt", 2)).body("refund.state", is("FAILED"));
        retries().body("refund.attempt", is(3));
        // Whichever attempt it was: the payment system pays once for a refund's id.
        settles("SUCCEEDED", Body.of("attempt", 1)).body("refund.state", is("SUCCEEDED"));
        changesNothing(settles("FAILED", Body.of("attempt", 2)), state());
        refuses("REFUND_ALREADY_SETTLED", settles("FAILED", Body.of("attempt", 3)));
        assertEquals(
                List.of(
                        "refund.failed 54.00 1",
                        "refund.failed 54.00 2",
                        "refund.pending 54.00 1",
                        "refund.pending 54.00 2",
                        "refund.pending 54.00 3",
                        "refund.succeeded 54.00"),
                told());
        settles("FAILED", Body.of("attempt", 4)).statusCode(400);
    }

    @Test
    void settlesOnlyWhatThePaymentSystemWasTold() {
        id = refund(Refunds.of(I1, "1.00", "OFFLINE"));
        refuses("REFUND_NOT_PENDING", settles("SUCCEEDED", Body.of()));
        refuses("REFUND_NOT_FAILED", retries());
    }

    // Given up.

    @Test
    void leavesAllAsItWasBeforeARefundThatIsGivenUp() {
        refuses("REFUND_NOT_CANCELABLE", cancels());
        settles("FAILED", Body.of());
        cancels().statusCode(200).body("refund.state", is("CANCELED"));
        assertEquals("0.00", available());
        assertEquals(
                0,
                books.number(
                        "select sum(refunded_minor + credited_net_minor + credited_tax_minor) from invoice_line"
                                + " where tenant_id = ?",
                        api.tenant()));
        changesNothing(settles("FAILED", Body.of()), state());
        refuses("REFUND_NOT_FAILED", retries());
        api.command("apply-refund", Refunds.of(I1, "108.00", "AVAILABLE_CREDITS"))
                .then()
                .statusCode(200);
        assertEquals("108.00", available());
    }

    /** The end stands and its days are not used, so the money is the customer's. */
    @Test
    void makesCreditOfWhatAnEndCannotPayBack() {
        id = api.command("terminate-subscription", Contracts.terminate("hosting", "ORIGINAL_PAYMENT"))
                .then()
                .statusCode(200)
                .extract()
                .path("refunds[0].refundId");
        settles("FAILED", Body.of());
        String amount = cancels()
                .statusCode(200)
                .body("refund.state", is("CANCELED"))
                .extract()
                .path("refund.paidOut.amount");
        assertEquals(amount, available());
        assertEquals(
                List.of(amount),
                eventData("refund.canceled").stream()
                        .map(data -> data.getString("becameAvailable.amount"))
                        .toList());
    }

    // Asked twice, and without the right.

    @Test
    void answersTheSameWhenAskedTwice() {
        String body = Refunds.step(id, Body.of("outcome", "FAILED"));
        String first = payments.command("settle-refund", "k-1", body).asString();
        retries().statusCode(200);
        payments.command("settle-refund", "k-1", body)
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body(equalTo(first));
        String retry =
                api.command("retry-refund", "k-2", Refunds.step(id, Body.of())).asString();
        api.command("retry-refund", "k-2", Refunds.step(id, Body.of())).then().body(equalTo(retry));
        settles("FAILED", Body.of());
        String cancel = api.command("cancel-refund", "k-3", Refunds.because(id, Body.of()))
                .asString();
        api.command("cancel-refund", "k-3", Refunds.because(id, Body.of()))
                .then()
                .body(equalTo(cancel));
    }

    @ParameterizedTest
    @CsvSource({"settle-refund, agent", "settle-refund, customer", "retry-refund, customer"})
    void isNotForEverybody(String function, String role) {
        String before = state();
        (role.equals("customer") ? api.asCustomerOf("harbor") : api.as(Role.AGENT))
                .command(function, Refunds.step(id, Body.of("outcome", "FAILED")))
                .then()
                .statusCode(403);
        assertEquals(before, state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"settle-refund", "retry-refund"})
    void knowsOnlyTheRefundsOfTheTenant(String function) {
        String body = function.equals("settle-refund")
                ? Refunds.step(id, Body.of("outcome", "FAILED"))
                : Refunds.step(id, Body.of());
        Api.newTenant().command(function, body).then().statusCode(404).body("reason", is("REFUND_NOT_FOUND"));
    }

    // Many at once.

    @Test
    void isSettledOnce() {
        List<Response> answers = Together.times(
                64,
                i -> Together.command(payments, "settle-refund", Refunds.step(id, Body.of("outcome", "SUCCEEDED"))));
        answers.forEach(answer -> answer.then().statusCode(200).body("refund.state", is("SUCCEEDED")));
        assertEquals(List.of("refund.pending 54.00 1", "refund.succeeded 54.00"), told());
        assertEquals(1, books.number("select count(*) from refund_step where tenant_id = ?", api.tenant()));
    }

    @Test
    void isEitherRetriedOrCanceled() {
        settles("FAILED", Body.of());
        List<Response> answers = Together.times(
                16,
                i -> i % 2 == 0
                        ? Together.command(api, "retry-refund", Refunds.step(id, Body.of()))
                        : Together.command(api, "cancel-refund", Refunds.because(id, Body.of())));
        assertEquals(
                1, answers.stream().filter(answer -> answer.statusCode() == 200).count());
    }
}
