package io.quittance.refund.apply;

import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Role;
import io.quittance.contract.Body;
import io.quittance.contract.Contracts;
import io.quittance.contract.Refunds;
import io.quittance.testing.FunctionTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A refund that is asked for by itself because of a withdrawal, where the policy allows none and takes a fee. */
@QuarkusTest
class WithdrawalRefundTest extends FunctionTest {

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-11T12:00:00Z");
        api.has(Contracts.JUNE);
        api.has("""
                {"policy":{"termsVersion":"v1","termsText":"Gone.","contactLine":"Ask.",
                 "adminFees":[{"amount":"1.50","currency":"USD"}],"refundLimits":[{"amount":"50.00","currency":"USD"}]}}""");
    }

    private Response refund(String code, String amount, String destination, Body more) {
        return api.command(
                "apply-refund",
                Body.of("invoiceId", "I-1")
                        .amount(amount)
                        .to(destination)
                        .reason(code)
                        .and(more));
    }

    @Test
    void goesBackWithoutAFeeByTheDayThatTheLawSays() {
        refund("WITHDRAWAL", "10.00", "ORIGINAL_PAYMENT", Body.of("receivedOn", "2026-06-09"))
                .then()
                .statusCode(200)
                .body("plan.consequences.dueBy", is("2026-06-23"))
                .body("refunds.paidOut.amount", is(List.of("10.00")))
                .body("refunds.dueBy", is(List.of("2026-06-23")));
    }

    @Test
    void refusesAnotherDestinationWithoutAConsent() {
        refund("WITHDRAWAL", "10.00", "AVAILABLE_CREDITS", Body.of())
                .then()
                .statusCode(422)
                .body("reason", is("REFUND_CONSENT_REQUIRED"));
        refund(
                        "WITHDRAWAL",
                        "10.00",
                        "AVAILABLE_CREDITS",
                        Body.of("consent", Body.of("givenOn", "2026-06-11", "evidence", "Letter of that day")))
                .then()
                .statusCode(200)
                .body("plan.consequences.consent.evidence", is("Letter of that day"));
        refund("NO_LONGER_NEEDED", "10.00", "AVAILABLE_CREDITS", Body.of())
                .then()
                .statusCode(422)
                .body("reason", is("REFUNDS_NOT_ALLOWED"));
    }

    @Test
    void isApprovedAboveTheLimitThoughThePolicyAllowsNone() {
        String id = refund("WITHDRAWAL", "60.00", "ORIGINAL_PAYMENT", Body.of())
                .then()
                .statusCode(200)
                .body("refunds.state", is(List.of("PENDING_APPROVAL")))
                .extract()
                .path("refunds[0].refundId");
        api.asAnother(Role.BILLING_ADMIN)
                .command("approve-refund", Refunds.step(id, Body.of()))
                .then()
                .statusCode(200)
                .body("refund.state", is("PENDING"))
                .body("refund.dueBy", is("2026-06-25"));
    }
}
