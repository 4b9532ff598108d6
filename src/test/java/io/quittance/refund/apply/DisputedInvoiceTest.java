package io.quittance.refund.apply;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
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
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The customer disputes the payment at the bank, and the money must not go back twice (juspay/hyperswitch-control-center
 * #4109). The paid invoice of 108.00 is disputed. It is 11 June.
 */
@QuarkusTest
class DisputedInvoiceTest extends FunctionTest {

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-11T12:00:00Z");
        api.has(Contracts.JUNE);
        dispute(true);
    }

    @AfterEach
    void holds() {
        Ledger.holds(books, api);
    }

    private void dispute(boolean disputed) {
        api.has(Contracts.JUNE.replace(
                "\"dueOn\": \"2026-06-15\"", "\"dueOn\": \"2026-06-15\", \"disputed\": " + disputed));
    }

    private static Body of(String what) {
        return switch (what) {
            case "payment" -> Body.of("paymentId", "P-1");
            case "invoice" -> Body.of("invoiceId", "I-1");
            default -> Body.of("lines", List.of(Body.of("lineId", "I-1-1")));
        };
    }

    private void isDisputed(ValidatableResponse answer) {
        answer.statusCode(422).body("reason", is("REFUND_DISPUTED")).body("invoices", is(List.of("I-1")));
    }

    @ParameterizedTest
    @CsvSource({
        "payment, ORIGINAL_PAYMENT",
        "payment, OFFLINE",
        "invoice, ORIGINAL_PAYMENT",
        "invoice, AVAILABLE_CREDITS",
        "invoice, OFFSET",
        "line, OFFLINE"
    })
    void isNotRefundedByAnyRoute(String what, String destination) {
        isDisputed(api.ask("preview-refund", Refunds.of(of(what), destination)).then());
        isDisputed(
                api.command("apply-refund", Refunds.of(of(what), destination)).then());
        for (Role role : List.of(Role.AGENT, Role.SYSTEM)) {
            Body override = Body.read(Refunds.of(of(what), destination)).with("overrideReason", "The bank agrees.");
            isDisputed(api.as(role).command("apply-refund", override).then());
        }
        dispute(false);
        api.command("apply-refund", Refunds.of(of(what), destination)).then().statusCode(200);
    }

    @Test
    void isRefundedIfABillingAdminAndASecondPersonSaySo() {
        Body refund = Body.read(Refunds.of(of("invoice"), "54.00", "OFFLINE"))
                .with("overrideReason", "The customer has withdrawn it.");
        String id = api.command("apply-refund", refund)
                .then()
                .statusCode(200)
                .body("plan.needsApproval", is(true))
                .body("refunds[0].state", is("PENDING_APPROVAL"))
                .extract()
                .path("refunds[0].refundId");
        Api second = api.asAnother(Role.BILLING_ADMIN);
        isDisputed(second.command("approve-refund", json("refundId", id)).then());
        second.command("approve-refund", json("refundId", id, "overrideReason", "I have asked the bank."))
                .then()
                .statusCode(200)
                .body("refund.state", is("SUCCEEDED"));
    }

    /** An end is never held up by a dispute; it leaves what was paid of it where it is. */
    @ParameterizedTest
    @ValueSource(strings = {"AVAILABLE_CREDITS", "ORIGINAL_PAYMENT"})
    void isNotRefundedByAnEnd(String mode) {
        Body end = Body.read(Contracts.terminate("hosting", mode));
        api.ask("preview-subscription-termination", end.without("reason"))
                .then()
                .statusCode(200)
                .body("plan.payout.paidOut.amount", is("0.00"))
                .body("plan.warnings.code", hasItem("DISPUTED_NOT_REFUNDED"));
        api.command("terminate-subscription", end)
                .then()
                .statusCode(200)
                .body("refunds", nullValue())
                .body("plan.warnings.code", hasItem("DISPUTED_NOT_REFUNDED"));
        dispute(false);
        api.command("apply-refund", Refunds.of(of("invoice"), "72.00", "OFFLINE"))
                .then()
                .statusCode(200);
    }

    @Test
    void isNotRefundedByARemovalOrAClosure() {
        Body removal = Body.of("subscriptionId", "hosting", "serviceIds", List.of("web"))
                .refundTo("AVAILABLE_CREDITS")
                .reason("NO_LONGER_NEEDED");
        api.command("remove-services", removal).then().statusCode(200).body("refunds", nullValue());
        Body closure = Body.of("accountId", "harbor").refundTo("AVAILABLE_CREDITS");
        api.ask("preview-account-closure", closure)
                .then()
                .statusCode(200)
                .body("plan.warnings.code", hasItem("NOT_REFUNDED"));
    }

    @Test
    void isNotRefundedOnADayThatWasScheduled() {
        dispute(false);
        api.command(
                        "terminate-subscription",
                        Body.of("subscriptionId", "hosting", "timing", "ON_DATE", "effectiveOn", "2026-06-16")
                                .refundTo("AVAILABLE_CREDITS")
                                .reason("NO_LONGER_NEEDED"))
                .then()
                .statusCode(200)
                .body("plan.warnings.code", not(hasItem("DISPUTED_NOT_REFUNDED")));
        dispute(true);
        clock.moveTo("2026-06-16T12:00:00Z");
        api.command("run-due-actions", "{}").then().statusCode(200);
        api.ask("list-refunds", json("accountId", "harbor")).then().body("items", is(List.of()));
    }

    @Test
    void isNotPaidByAnOffset() {
        dispute(false);
        api.has("""
                {"invoices":[{"id":"I-2","accountId":"harbor","issuedOn":"2026-06-11","dueOn":"2026-06-25","state":"POSTED",
                  "disputed":true,"lines":[{"id":"I-2-1","description":"Setup","periodFrom":"2026-06-11",
                  "periodUntil":"2026-06-12","net":{"amount":"5.00","currency":"USD"}}]}]}""");
        api.ask("preview-refund", Refunds.of(of("invoice"), "8.00", "OFFSET"))
                .then()
                .statusCode(200)
                .body("plan.payout.offsets", is(List.of()));
    }

    @Test
    void isNotPaidAgainOnceItHasFailed() {
        dispute(false);
        String id = api.command("apply-refund", Refunds.of(of("invoice"), "54.00", "ORIGINAL_PAYMENT"))
                .path("refunds[0].refundId");
        api.as(Role.SYSTEM)
                .command("settle-refund", Refunds.step(id, Body.of("outcome", "FAILED")))
                .then()
                .statusCode(200);
        dispute(true);
        isDisputed(api.command("retry-refund", Refunds.step(id, Body.of())).then());
        Body offline = Body.of("destination", "OFFLINE").amount("54.00");
        isDisputed(api.command("redirect-refund", Refunds.because(id, Body.of("destinations", List.of(offline))))
                .then());
        assertEquals(0, eventData("refund.succeeded").size());
        api.command("cancel-refund", Refunds.because(id, Body.of())).then().statusCode(200);
    }
}
