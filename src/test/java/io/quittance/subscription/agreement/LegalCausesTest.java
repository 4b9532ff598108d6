package io.quittance.subscription.agreement;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Role;
import io.quittance.contract.Body;
import io.quittance.contract.Contracts;
import io.quittance.testing.Api;
import io.quittance.testing.FunctionTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What follows from the reason of an end. It is 11 June: 20 of 30 days are not used, 24.00 and 48.00 with tax, of 108.00
 * paid. The policy allows no refunds, and takes a fee.
 */
@QuarkusTest
class LegalCausesTest extends FunctionTest {

    private static final String POLICY = """
            {"policy":{"allowRefund":%s,"creditPolicy":"%s","withdrawalDays":200,"coolingOffDays":161,"termsVersion":"v1",
             "termsText":"Gone.","contactLine":"Ask.","adminFees":[{"amount":"1.50","currency":"USD"}]}}""";

    private static final Body CONSENT = Body.of("givenOn", "2026-06-10", "evidence", "Ticket 4711");

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-11T12:00:00Z");
        api.has(Contracts.JUNE);
        policy(false, "NONE");
    }

    private void policy(boolean allowRefund, String credit) {
        api.has(POLICY.formatted(allowRefund, credit));
    }

    private static Body end(String reason) {
        return Body.of("subscriptionId", "hosting").reason(reason, "So it is.");
    }

    private Response ends(Body body) {
        return api.command("terminate-subscription", body);
    }

    // Withdrawal.

    @Test
    void givesAWithdrawalBackByTheOriginalPaymentWithoutAFeeWhateverThePolicySays() {
        ends(end("WITHDRAWAL"))
                .then()
                .statusCode(200)
                .body("plan.refundMode", is("ORIGINAL_PAYMENT"))
                .body("plan.lines.credit.amount", is(List.of("24.00", "48.00")))
                .body("plan.payout.adminFee.amount", is("0.00"))
                .body("plan.payout.paidOut.amount", is("72.00"))
                .body("plan.consequences.category", is("WITHDRAWAL"))
                .body("plan.consequences.withoutPenalty", is(true))
                .body("plan.consequences.receivedOn", is("2026-06-11"))
                .body("plan.consequences.dueBy", is("2026-06-25"))
                .body("refunds.state", is(List.of("PENDING")))
                .body("refunds.dueBy", is(List.of("2026-06-25")));
        api.ask("list-refunds", Body.json("accountId", "harbor")).then().body("items.dueBy", is(List.of("2026-06-25")));
        assertEquals(
                List.of("2026-06-25"),
                eventData("refund.pending").stream()
                        .map(data -> data.getString("dueBy"))
                        .toList());
    }

    @Test
    void countsAWithdrawalFromTheDayOnWhichItWasReceived() {
        // 24 of 30 days were left on 7 June: 28.80 and 57.60.
        ends(end("WITHDRAWAL").with("receivedOn", "2026-06-07"))
                .then()
                .statusCode(200)
                .body("effectiveOn", is("2026-06-07"))
                .body("plan.lines.credit.amount", is(List.of("28.80", "57.60")))
                .body("plan.consequences.dueBy", is("2026-06-21"))
                .body("refunds.dueBy", is(List.of("2026-06-21")));
    }

    @Test
    void refusesAnotherWayForAWithdrawalUnlessAConsentIsOnRecord() {
        for (String mode : List.of("AVAILABLE_CREDITS", "NONE")) {
            ends(end("WITHDRAWAL").refundTo(mode)).then().statusCode(422).body("reason", is("REFUND_CONSENT_REQUIRED"));
        }
        // What has to go back cannot be kept, whoever agrees.
        ends(end("WITHDRAWAL").with("refund", Body.of("mode", "NONE", "consent", CONSENT)))
                .then()
                .statusCode(422)
                .body("reason", is("REFUND_CONSENT_REQUIRED"));
        String id = ends(end("WITHDRAWAL").with("refund", Body.of("mode", "AVAILABLE_CREDITS", "consent", CONSENT)))
                .then()
                .statusCode(200)
                .body("refunds.destination", is(List.of("AVAILABLE_CREDITS")))
                .extract()
                .path("cancellationId");
        api.ask("get-cancellation", Body.json("cancellationId", id))
                .then()
                .body("plan.consequences.consent.givenOn", is("2026-06-10"))
                .body("plan.consequences.consent.evidence", is("Ticket 4711"));
    }

    @Test
    void refusesADayOfReceiptOrConsentThatHasNotBeen() {
        for (String day : List.of("2026-06-12", "2025-06-10")) {
            ends(end("WITHDRAWAL").with("receivedOn", day))
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", is(List.of("/receivedOn")));
        }
        ends(end("WITHDRAWAL").with("refund", Body.of("consent", CONSENT.with("givenOn", "2026-06-12"))))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/refund/consent/givenOn")));
        ends(end("WITHDRAWAL").with("refund", Body.of("consent", Body.of())))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/refund/consent/evidence", "/refund/consent/givenOn")));
    }

    @Test
    void keepsTheDayOfAScheduledWithdrawal() {
        ends(end("WITHDRAWAL").with("timing", "END_OF_PERIOD").with("receivedOn", "2026-06-10"))
                .then()
                .statusCode(200)
                .body("state", is("SCHEDULED"));
        api.has("""
                {"invoices":[{"id":"I-2","accountId":"harbor","issuedOn":"2026-06-20","dueOn":"2026-06-30","lines":[
                  {"id":"I-2-1","serviceId":"web","description":"Web","periodFrom":"2026-07-01","periodUntil":"2026-08-01",
                   "net":{"amount":"30.00","currency":"USD"}}]}],
                 "payments":[{"id":"P-2","accountId":"harbor","amount":{"amount":"30.00","currency":"USD"},
                  "receivedOn":"2026-06-21","allocations":[{"lineId":"I-2-1","amount":{"amount":"30.00","currency":"USD"}}]}]}""");
        clock.moveTo("2026-07-01T12:00:00Z");
        api.command("run-due-actions", "{}").then().statusCode(200).body("parked", is(List.of()));
        api.ask("list-refunds", "{}")
                .then()
                .body("items.paidOut.amount", is(List.of("30.00")))
                .body("items.dueBy", is(List.of("2026-06-24")));
    }

    /** The refund of a withdrawal fails; given up, it becomes credit only where the customer has agreed to that. */
    @Test
    void becomesCreditOnlyWithConsentWhenItsRefundIsGivenUp() {
        ends(end("WITHDRAWAL")).then().statusCode(200);
        String refund = api.ask("list-refunds", json("dueWithinDays", 60)).path("items[0].refundId");
        api.as(Role.SYSTEM)
                .command("settle-refund", json("refundId", refund, "outcome", "FAILED", "attempt", 1))
                .then()
                .statusCode(200);
        Body cancel = Body.of("refundId", refund).reason("NO_LONGER_NEEDED");
        for (Role role : List.of(Role.AGENT, Role.BILLING_ADMIN, Role.SYSTEM)) {
            api.as(role)
                    .command("cancel-refund", cancel)
                    .then()
                    .statusCode(422)
                    .body("reason", is("REFUND_CONSENT_REQUIRED"));
        }
        api.ask("list-refunds", json("dueWithinDays", 60)).then().body("items.refundId", is(List.of(refund)));
        Body consent = Body.of("evidence", "Ticket 17");
        api.command("cancel-refund", cancel.with("consent", consent.with("givenOn", "2027-01-01")))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/consent/givenOn")));
        api.command("cancel-refund", cancel.with("consent", consent.with("givenOn", "2026-06-10")))
                .then()
                .statusCode(200);
        api.ask("list-refunds", json("accountId", "harbor"))
                .then()
                .body("items[0].state", is("CANCELED"))
                .body("items[0].history[-1].note", is("Consent given on 2026-06-10: Ticket 17"));
    }

    @Test
    void givesBackWhatWasPaidForOneThatHasNotBegun() {
        api.has("""
                {"invoices":[{"id":"I-3","accountId":"harbor","issuedOn":"2026-06-01","dueOn":"2026-06-30","lines":[
                  {"id":"I-3-1","subscriptionId":"future","description":"Mail","periodFrom":"2026-07-01",
                   "periodUntil":"2026-08-01","net":{"amount":"9.00","currency":"USD"}},
                  {"id":"I-3-2","subscriptionId":"future","description":"Set-up","kind":"ONE_TIME","periodFrom":"2026-07-01",
                   "periodUntil":"2026-08-01","net":{"amount":"5.00","currency":"USD"}}]}],
                 "payments":[{"id":"P-3","accountId":"harbor","amount":{"amount":"14.00","currency":"USD"},
                  "receivedOn":"2026-06-02","allocations":[{"invoiceId":"I-3","amount":{"amount":"14.00","currency":"USD"}}]}]}""");
        ends(end("WITHDRAWAL").with("subscriptionId", "future"))
                .then()
                .statusCode(200)
                .body("plan.state", is("FUTURE"))
                .body("plan.payout.paidOut.amount", is("14.00"))
                .body("plan.warnings", is(List.of()));
        api.ask("get-subscription", Body.json("subscriptionId", "future"))
                .then()
                .body("subscription.state", is("CANCELED"));
    }

    @Test
    void takesServicesOutByAWithdrawalToo() {
        // Of the web alone: 24 of 30 days were left on 7 June.
        api.command(
                        "remove-services",
                        Body.json(
                                "subscriptionId",
                                "hosting",
                                "serviceIds",
                                List.of("web"),
                                "receivedOn",
                                "2026-06-07",
                                "reason",
                                Body.of("code", "WITHDRAWAL")))
                .then()
                .statusCode(200)
                .body("effectiveOn", is("2026-06-07"))
                .body("plan.refundMode", is("ORIGINAL_PAYMENT"))
                .body("plan.payout.paidOut.amount", is("28.80"))
                .body("plan.consequences.dueBy", is("2026-06-21"))
                .body("refunds.dueBy", is(List.of("2026-06-21")));
    }

    @Test
    void findsWhatIsDueSoonOrOverdue() {
        ends(end("WITHDRAWAL"));
        due(13, 0);
        due(14, 1);
        clock.moveTo("2026-06-25T12:00:00Z");
        due(-1, 0);
        due(0, 1);
        clock.moveTo("2026-06-26T12:00:00Z");
        due(-1, 1);
        String refund = api.ask("list-refunds", "{}").path("items[0].refundId");
        api.command("settle-refund", Body.json("refundId", refund, "outcome", "SUCCEEDED"));
        due(-1, 0);
        due(365, 0);
    }

    private void due(int within, int refunds) {
        api.ask("list-refunds", json("dueWithinDays", within))
                .then()
                .statusCode(200)
                .body("items.size()", is(refunds));
    }

    // What customers may say.

    @Test
    void letsCustomersWithdrawByThemselvesInTheFirstDaysOnly() {
        Api customer = api.asCustomerOf("harbor");
        // The subscription began on 1 January, 161 days ago; the policy gives 200 for this, and 161 for that.
        ask(customer, "WITHDRAWAL").then().statusCode(200).body("plan.refundMode", is("ORIGINAL_PAYMENT"));
        ask(customer, "COOLING_OFF").then().statusCode(200);
        clock.moveTo("2026-06-12T12:00:00Z");
        refusesSelfService(ask(customer, "COOLING_OFF"));
        clock.moveTo("2026-07-21T12:00:00Z");
        refusesSelfService(ask(customer, "WITHDRAWAL"));
        refusesSelfService(ask(customer, "EXTRAORDINARY"));
        // The staff decides by what it knows.
        ask(api.as(Role.AGENT), "WITHDRAWAL").then().statusCode(200);
    }

    @Test
    void takesACustomersWordForAnEndAtOnceOnly() {
        Api customer = api.asCustomerOf("harbor");
        for (String reason : List.of("COOLING_OFF", "WITHDRAWAL")) {
            for (Body later : List.of(
                    Body.of().on("2026-12-31"),
                    Body.of("timing", "AFTER_DAYS", "afterDays", 1),
                    Body.of("timing", "END_OF_PERIOD"))) {
                refusesSelfService(customer.ask(
                        "preview-subscription-termination", end(reason).and(later)));
            }
            refusesSelfService(customer.ask(
                    "preview-service-removal",
                    end(reason).with("serviceIds", List.of("web")).with("effectiveOn", "2026-12-31")));
        }
        ask(customer, "COOLING_OFF").then().statusCode(200);
    }

    /** The subscription future begins on 1 July; a policy that gives no days gives none on the first one either. */
    @Test
    void givesNoDaysToThinkItOverWhereThePolicySaysNone() {
        api.has(Body.json(
                "policy",
                Body.of("coolingOffDays", 0, "termsVersion", "v1", "termsText", "Gone.", "contactLine", "Ask.")));
        clock.moveTo("2026-07-01T12:00:00Z");
        refusesSelfService(api.asCustomerOf("harbor")
                .ask(
                        "preview-subscription-termination",
                        Body.json("subscriptionId", "future", "reason", Body.of("code", "COOLING_OFF"))));
    }

    private static Response ask(Api who, String reason) {
        return who.ask("preview-subscription-termination", end(reason));
    }

    private static void refusesSelfService(Response response) {
        response.then().statusCode(422).body("reason", is("SELF_SERVICE_NOT_ALLOWED"));
    }

    @Test
    void letsCustomersNeitherChooseTheWayNorTheDay() {
        Api customer = api.asCustomerOf("harbor");
        customer.command("terminate-subscription", end("WITHDRAWAL").refundTo("AVAILABLE_CREDITS"))
                .then()
                .statusCode(422)
                .body("reason", is("REFUND_CHOICE_NOT_ALLOWED"))
                .body("mode", is("ORIGINAL_PAYMENT"));
        customer.command("terminate-subscription", end("WITHDRAWAL").with("receivedOn", "2026-06-11"))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/receivedOn")));
    }

    @Test
    void keepsGoodwillErrorAndDunningForTheStaff() {
        for (String code : List.of("GOODWILL", "ERROR", "DUNNING")) {
            api.asCustomerOf("harbor")
                    .command("terminate-subscription", end(code))
                    .then()
                    .statusCode(422)
                    .body("reason", is("REASON_UNKNOWN"));
        }
    }

    // The others.

    @Test
    void givesAllOfTheRunningPeriodBackAfterAnErrorOrInsideTheTimeToThinkItOver() {
        policy(true, "NONE");
        for (String code : List.of("ERROR", "COOLING_OFF")) {
            api.ask("preview-subscription-termination", end(code).refundTo("AVAILABLE_CREDITS"))
                    .then()
                    .statusCode(200)
                    .body("plan.payout.paidOut.amount", is("108.00"))
                    .body("plan.payout.adminFee.amount", is("0.00"))
                    .body("plan.consequences.withoutPenalty", is(true))
                    .body("plan.consequences.dueBy", nullValue());
        }
    }

    @Test
    void givesTheDaysAfterAnExtraordinaryEndBackAndAsksForItsNote() {
        policy(true, "NONE");
        ends(Body.of(
                        "subscriptionId",
                        "hosting",
                        "refund",
                        Body.of("mode", "AVAILABLE_CREDITS"),
                        "reason",
                        Body.of("code", "EXTRAORDINARY")))
                .then()
                .statusCode(422)
                .body("reason", is("REASON_NOTE_MISSING"));
        ends(end("EXTRAORDINARY").refundTo("AVAILABLE_CREDITS"))
                .then()
                .statusCode(200)
                .body("plan.payout.paidOut.amount", is("72.00"))
                .body("plan.payout.adminFee.amount", is("0.00"));
    }

    @Test
    void leavesMoneyToThePolicyWhereTheTenantGivesWayOrTheCustomerDoesNotPay() {
        policy(true, "PRORATED");
        api.ask("preview-subscription-termination", end("DUNNING").refundTo("AVAILABLE_CREDITS"))
                .then()
                .body("plan.payout.paidOut.amount", is("70.50"))
                .body("plan.consequences.withoutFee", is(false));
        api.ask("preview-subscription-termination", end("GOODWILL").refundTo("AVAILABLE_CREDITS"))
                .then()
                .body("plan.payout.paidOut.amount", is("72.00"))
                .body("plan.consequences.withoutPenalty", is(false));
        api.ask("preview-subscription-termination", end("NO_LONGER_NEEDED").refundTo("AVAILABLE_CREDITS"))
                .then()
                .body("plan.payout.paidOut.amount", is("70.50"))
                .body("plan.consequences", nullValue());
    }

    @Test
    void stillNeedsThePolicyForARefundThatNoLawNames() {
        ends(end("ERROR").refundTo("AVAILABLE_CREDITS"))
                .then()
                .statusCode(422)
                .body("reason", is("REFUNDS_NOT_ALLOWED"));
    }

    // A tenant's own reasons.

    @Test
    void followsTheCategoryOfATenantsOwnReason() {
        api.has("""
                {"cancellationReasons":[{"code":"PRICE_RISE","title":"The price rises","category":"EXTRAORDINARY"},
                 {"code":"OUR_FAULT","title":"It was our fault","category":"ERROR"},
                 {"code":"WITHDRAWAL","title":"Widerruf"}]}""");
        api.ask("list-cancellation-reasons", "{}")
                .then()
                .body("items.find { it.code == 'PRICE_RISE' }.noteRequired", is(true))
                .body("items.find { it.code == 'PRICE_RISE' }.category", is("EXTRAORDINARY"))
                .body("items.find { it.code == 'OUR_FAULT' }.availableToCustomers", is(false))
                // One that takes the place of a standard reason has its consequences.
                .body("items.find { it.code == 'WITHDRAWAL' }.category", is("WITHDRAWAL"))
                .body("items.find { it.code == 'WITHDRAWAL' }.title", is("Widerruf"));
        ends(end("PRICE_RISE")).then().statusCode(200).body("plan.consequences.category", is("EXTRAORDINARY"));
    }
}
