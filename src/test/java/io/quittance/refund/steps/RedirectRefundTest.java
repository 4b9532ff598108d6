package io.quittance.refund.steps;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
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
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The card of a customer who has left is expired: 72.00 must go another way. It is 11 June. */
@QuarkusTest
class RedirectRefundTest extends FunctionTest {

    private String id;

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-11T12:00:00Z");
        api.has(Contracts.JUNE);
        api.has(payment("P-2", "harbor", "50.00"));
        api.has(payment("P-3", "kawa", "5000"));
        id = end("NO_LONGER_NEEDED");
    }

    @AfterEach
    void holds() {
        Ledger.holds(books, api);
    }

    private static String payment(String payment, String account, String amount) {
        String currency = account.equals("kawa") ? "JPY" : "USD";
        return json(
                "payments",
                List.of(Body.of("id", payment, "accountId", account, "receivedOn", "2026-06-05")
                        .with("amount", Body.of("amount", amount, "currency", currency))));
    }

    private String end(String reason) {
        Body end = Body.read(Contracts.terminate("hosting", "ORIGINAL_PAYMENT"));
        return api.command("terminate-subscription", end.reason(reason))
                .then()
                .statusCode(200)
                .extract()
                .path("refunds[0].refundId");
    }

    private void fails() {
        api.as(Role.SYSTEM)
                .command("settle-refund", Refunds.step(id, Body.of("outcome", "FAILED")))
                .then()
                .statusCode(200);
    }

    private void isCanceled() {
        api.command("cancel-refund", Refunds.because(id, Body.of())).then().statusCode(200);
    }

    private static Body to(String destination, String amount) {
        return Body.of("destination", destination).amount(amount);
    }

    private static Body by(String payment, String amount) {
        return to("ORIGINAL_PAYMENT", amount).with("paymentId", payment);
    }

    private String body(Body... destinations) {
        return Refunds.because(id, Body.of("destinations", List.of(destinations)));
    }

    private ValidatableResponse redirects(Body... destinations) {
        return api.command("redirect-refund", body(destinations)).then();
    }

    private String available() {
        return api.ask("get-account-credits", json("accountId", "harbor")).path("available.amount");
    }

    @Test
    void paysTheSameAmountOutside() {
        fails();
        redirects(to("OFFLINE", "72.00"))
                .statusCode(200)
                .body("refund.state", is("REDIRECTED"))
                .body("refund.history.what", is(List.of("FAILED", "REDIRECTED")))
                .body("replacedBy", hasSize(1))
                .body("replacedBy[0].state", is("SUCCEEDED"))
                .body("replacedBy[0].paidOut.amount", is("72.00"))
                .body("replacedBy[0].replacesRefundId", is(id))
                .body("replacedBy[0].parts", hasSize(2));
        assertEquals("0.00", available());
        assertEquals(
                List.of("72.00"),
                eventData("refund.redirected").stream()
                        .map(data -> data.getString("amount.amount"))
                        .toList());
        redirects(to("OFFLINE", "72.00")).statusCode(409).body("reason", is("REFUND_NOT_REDIRECTABLE"));
        api.ask("preview-refund", Refunds.of(Body.of("invoiceId", "I-1"), "OFFLINE"))
                .then()
                .body("plan.refundable.amount", is("36.00"));
    }

    @Test
    void goesSeveralWays() {
        fails();
        redirects(by("P-2", "50.00"), to("OFFLINE", "20.00"), to("AVAILABLE_CREDITS", "2.00"))
                .statusCode(200)
                .body("replacedBy.state", is(List.of("PENDING", "SUCCEEDED", "SUCCEEDED")))
                .body("replacedBy.paidOut.amount", is(List.of("50.00", "20.00", "2.00")));
        assertEquals("2.00", available());
        assertEquals(
                Set.of("P-1", "P-2"),
                eventData("refund.pending").stream()
                        .map(data -> data.getString("paymentId"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void takesBackTheCreditThatItHadBecome() {
        fails();
        isCanceled();
        assertEquals("72.00", available());
        redirects(to("OFFLINE", "72.00")).statusCode(200).body("refund.state", is("REDIRECTED"));
        assertEquals("0.00", available());
    }

    @Test
    void doesNotGoAnotherWayOnceItsCreditIsSpent() {
        fails();
        isCanceled();
        api.has(json(
                "invoices",
                List.of(Body.read("""
                        {"id":"I-2","accountId":"harbor","issuedOn":"2026-06-11","dueOn":"2026-06-25","lines":[{"id":"I-2-1",
                         "description":"Setup","periodFrom":"2026-06-11","periodUntil":"2026-06-12",
                         "net":{"amount":"1.00","currency":"USD"}}]}""")),
                "creditUses",
                List.of(Body.of("id", "U-1", "accountId", "harbor", "usedOn", "2026-06-11")
                        .amount("1.00")
                        .with("allocations", List.of(Body.of("invoiceId", "I-2").amount("1.00"))))));
        redirects(to("OFFLINE", "72.00"))
                .statusCode(409)
                .body("reason", is("REFUND_NOT_REDIRECTABLE"))
                .body("available.amount", is("71.00"));
    }

    @Test
    void isNotRedirectedWhileItIsUnderWay() {
        redirects(to("OFFLINE", "72.00"))
                .statusCode(409)
                .body("reason", is("REFUND_NOT_REDIRECTABLE"))
                .body("state", is("PENDING"));
    }

    @Test
    void redirectsARefundByItself() {
        id = api.command("apply-refund", Refunds.of(Body.of("invoiceId", "I-1"), "20.00", "ORIGINAL_PAYMENT"))
                .then()
                .statusCode(200)
                .extract()
                .path("refunds[0].refundId");
        fails();
        redirects(to("OFFLINE", "20.00")).statusCode(200).body("replacedBy[0].paidOut.amount", is("20.00"));
        api.ask("preview-refund", Refunds.of(Body.of("invoiceId", "I-1"), "OFFLINE"))
                .then()
                .body("plan.refundable.amount", is("16.00"));
    }

    /** The fee was deducted once; the customer gets what was promised. */
    @Test
    void deductsTheFeeOnce() {
        api = Api.newTenant();
        Body records = Body.read(Contracts.JUNE);
        Body policy = Body.read(
                json("allowRefund", true, "termsVersion", "v1", "termsText", "Gone.", "contactLine", "Call."));
        api.has(records.with("policy", policy.with("adminFees", List.of(Body.usd("7.00"))))
                .json());
        id = end("NO_LONGER_NEEDED");
        fails();
        redirects(to("OFFLINE", "30.00"), to("AVAILABLE_CREDITS", "35.00"))
                .statusCode(200)
                .body("replacedBy.adminFee.amount", is(List.of("7.00", "0.00")))
                .body("replacedBy.amount.amount", is(List.of("37.00", "35.00")))
                .body("replacedBy.paidOut.amount", is(List.of("30.00", "35.00")));
    }

    /** What the law requires keeps its day, and goes another way only with the customer's consent. */
    @Test
    void asksForConsentWhereTheLawRequiresTheRefund() {
        api = Api.newTenant();
        api.has(Contracts.JUNE);
        id = end("WITHDRAWAL");
        fails();
        redirects(to("OFFLINE", "72.00")).statusCode(422).body("reason", is("REFUND_CONSENT_REQUIRED"));
        Body consent = Body.of("givenOn", "2026-06-11", "evidence", "Ticket 17");
        api.command(
                        "redirect-refund",
                        Refunds.because(
                                id, Body.of("consent", consent, "destinations", List.of(to("OFFLINE", "72.00")))))
                .then()
                .statusCode(200)
                .body("refund.history[-1].note", is("Consent given on 2026-06-11: Ticket 17"))
                .body("replacedBy[0].dueBy", is("2026-06-25"));
    }

    @ParameterizedTest
    @CsvSource({
        "OFFLINE, , 71.99, 422, REFUND_SPLIT_DOES_NOT_ADD_UP",
        "OFFLINE, , 72.01, 422, REFUND_SPLIT_DOES_NOT_ADD_UP",
        "ORIGINAL_PAYMENT, P-2, 72.00, 422, REFUND_EXCEEDS_PAYMENT",
        "ORIGINAL_PAYMENT, P-1, 72.00, 400, INVALID_REQUEST",
        "ORIGINAL_PAYMENT, , 72.00, 400, INVALID_REQUEST",
        "OFFLINE, P-2, 72.00, 400, INVALID_REQUEST",
        "OFFLINE, , 0.00, 400, INVALID_REQUEST",
        "OFFSET, , 72.00, 400, INVALID_REQUEST",
        "PENALTY, , 72.00, 400, INVALID_REQUEST",
        "CREDIT_NOTE, , 72.00, 400, INVALID_REQUEST",
        "ORIGINAL_PAYMENT, P-3, 72.00, 404, PAYMENT_NOT_FOUND",
        "ORIGINAL_PAYMENT, P-9, 72.00, 404, PAYMENT_NOT_FOUND"
    })
    void refusesOtherRoutes(String destination, String payment, String amount, int status, String reason) {
        fails();
        String before = Ledger.sum(books, api);
        Body route =
                payment == null ? to(destination, amount) : by(payment, amount).with("destination", destination);
        redirects(route).statusCode(status).body("reason", is(reason));
        assertEquals(before, Ledger.sum(books, api));
        redirects(to("OFFLINE", "72.00")).statusCode(200);
    }

    /** By one payment the payment system returns no more than was paid by it, whichever payment the money is taken from. */
    @Test
    void countsWhatIsRoutedByTheOtherPayment() {
        fails();
        redirects(by("P-2", "50.00"), to("OFFLINE", "22.00")).statusCode(200);
        id = api.command("apply-refund", Refunds.of(Body.of("invoiceId", "I-1"), "20.00", "ORIGINAL_PAYMENT"))
                .path("refunds[0].refundId");
        fails();
        redirects(by("P-2", "20.00"))
                .statusCode(422)
                .body("reason", is("REFUND_EXCEEDS_PAYMENT"))
                .body("refundable.amount", is("0.00"));
    }

    @Test
    void happensOnceHoweverManyAskTogether() {
        fails();
        List<Response> answers =
                Together.times(64, i -> Together.command(api, "redirect-refund", body(to("OFFLINE", "72.00"))));
        assertEquals(
                1, answers.stream().filter(answer -> answer.statusCode() == 200).count());
        assertEquals(
                1,
                books.number(
                        "select count(*) from refund where tenant_id = ? and replaces_refund_id is not null",
                        api.tenant()));
    }

    @Test
    void answersTheSameWhenAskedTwice() {
        fails();
        String first = api.command("redirect-refund", "k-1", body(to("OFFLINE", "72.00")))
                .asString();
        api.command("redirect-refund", "k-1", body(to("OFFLINE", "72.00")))
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body(equalTo(first));
    }

    @Test
    void isNotForCustomersAndNotForOtherTenants() {
        fails();
        api.asCustomerOf("harbor")
                .command("redirect-refund", body(to("OFFLINE", "72.00")))
                .then()
                .statusCode(403);
        Api.newTenant()
                .command("redirect-refund", body(to("OFFLINE", "72.00")))
                .then()
                .statusCode(404)
                .body("reason", is("REFUND_NOT_FOUND"));
    }
}
