package io.quittance.subscription.termination;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Role;
import io.quittance.contract.Body;
import io.quittance.contract.Commands;
import io.quittance.contract.Contracts;
import io.quittance.contract.Harbor;
import io.quittance.testing.Api;
import io.quittance.testing.FunctionTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** It is 11 June: 20 of 30 days are not used, 24.00 and 48.00 with tax, of 108.00 paid. */
@QuarkusTest
class TerminateSubscriptionTest extends FunctionTest {

    private static final String TODAY = "2026-06-11T12:00:00Z";

    @BeforeEach
    void begin() {
        clock.moveTo(TODAY);
        api.has(Contracts.JUNE);
    }

    @Test
    void endsItAtOnceWithItsServicesAndPutsTheRestIntoTheCreditsAndTellsOnce() {
        api.command("terminate-subscription", Contracts.terminate("hosting", "AVAILABLE_CREDITS"))
                .then()
                .statusCode(200)
                .body("kind", is("SUBSCRIPTION"))
                .body("state", is("EFFECTIVE"))
                .body("effectiveOn", is("2026-06-11"))
                .body("plan.services", is(List.of("db", "web")))
                .body("plan.lines.credit.amount", is(List.of("24.00", "48.00")))
                .body("plan.lines.creditTax.amount", is(List.of("4.00", "8.00")))
                .body("plan.invoiced.amount", is("108.00"))
                .body("plan.kept.amount", is("36.00"))
                .body("plan.payout.refund.amount", is("72.00"))
                .body("plan.payout.availableCredits.amount", is("72.00"))
                .body("refunds.destination", is(List.of("AVAILABLE_CREDITS")))
                .body("refunds.state", is(List.of("SUCCEEDED")))
                .body("refunds.paidOut.amount", is(List.of("72.00")))
                .body("history.what", is(List.of("REQUESTED", "CARRIED_OUT")));
        api.ask("get-account-credits", json("accountId", "harbor"))
                .then()
                .body("available.amount", is("72.00"))
                .body("entries.amount.amount", is(List.of("72.00")));
        api.ask("get-subscription", json("subscriptionId", "hosting"))
                .then()
                .body("subscription.state", is("TERMINATED"))
                .body("services.state", is(List.of("CANCELED", "CANCELED")));
        assertEquals(
                List.of("refund.succeeded", "service.removed", "service.removed", "subscription.terminated"),
                api.events());
    }

    @Test
    void givesItBackByTheOriginalPayment() {
        api.command("terminate-subscription", Contracts.terminate("hosting", "ORIGINAL_PAYMENT"))
                .then()
                .statusCode(200)
                .body("refunds.state", is(List.of("PENDING")))
                .body("plan.payout.routes.paymentId", is(List.of("P-1")))
                .body("plan.payout.availableCredits.amount", is("0.00"));
        assertEquals(7200, books.number("select refunded_minor from payment where tenant_id = ?", api.tenant()));
        assertEquals(
                List.of("0", "0"),
                books.texts("select outstanding_minor from invoice_line where tenant_id = ?", api.tenant()));
    }

    @Test
    void asksForAModeWhereSomethingIsRefundable() {
        api.command("terminate-subscription", Contracts.terminate("hosting", "IMMEDIATE", "null"))
                .then()
                .statusCode(422)
                .body("reason", is("REFUND_MODE_REQUIRED"));
    }

    @Test
    void refusesToRefundWhereThePolicyDoesNotAllowItAndTerminatesWithoutOne() {
        api.has(json("policy", Body.of("termsVersion", "v1", "termsText", "Gone.", "contactLine", "Ask.")));
        api.command("terminate-subscription", Contracts.terminate("hosting", "AVAILABLE_CREDITS"))
                .then()
                .statusCode(422)
                .body("reason", is("REFUNDS_NOT_ALLOWED"));
        api.command("terminate-subscription", Contracts.terminate("hosting", "IMMEDIATE", "null"))
                .then()
                .statusCode(200)
                .body("plan.refundMode", is("NONE"))
                .body("plan.kept.amount", is("108.00"))
                .body("plan.warnings.code", is(List.of("NOT_REFUNDED")))
                .body("refunds", nullValue());
    }

    @Test
    void letsACreditNoteBeTheRefundAndShowsTheDifference() {
        note("CN-1", "70.00");
        api.command("terminate-subscription", Contracts.terminate("hosting", "AVAILABLE_CREDITS"))
                .then()
                .statusCode(409)
                .body("reason", is("CREDIT_NOTE_EXISTS"))
                .body("creditNoteId", is("CN-1"));
        String body = Contracts.terminate("hosting", "IMMEDIATE", json("mode", "CREDIT_NOTE", "creditNoteId", "CN-1"));
        api.command("terminate-subscription", body)
                .then()
                .statusCode(200)
                .body("plan.payout.creditNote.difference.amount", is("-2.00"))
                .body("plan.payout.refund.amount", is("70.00"))
                .body("plan.kept.amount", is("38.00"))
                .body("refunds.destination", is(List.of("CREDIT_NOTE")));
        api.ask("get-account-credits", json("accountId", "harbor"))
                .then()
                .body("available.amount", is("0.00"))
                .body("creditNotes", is(List.of()));
    }

    @Test
    void keepsWhyItIsPaidBesidesACreditNote() {
        note("CN-1", "10.00");
        String id = api.command(
                        "terminate-subscription",
                        Contracts.terminate(
                                "hosting",
                                "IMMEDIATE",
                                json("mode", "AVAILABLE_CREDITS", "overrideReason", "The note was lost.")))
                .then()
                .statusCode(200)
                .body("plan.payout.override.creditNoteId", is("CN-1"))
                .extract()
                .path("cancellationId");
        api.ask("get-cancellation", json("cancellationId", id))
                .then()
                .body("refunds.overriddenCreditNoteId", is(List.of("CN-1")))
                .body("refunds.overrideReason", is(List.of("The note was lost.")))
                .body("plan.effects.find { it.record == 'credit-note' }.after", is("overridden: The note was lost."));
    }

    @Test
    void overridesNoCreditNoteInAdvance() {
        String id = api.as(Role.AGENT)
                .command(
                        "terminate-subscription",
                        Contracts.terminate(
                                "hosting",
                                "END_OF_PERIOD",
                                json("mode", "AVAILABLE_CREDITS", "overrideReason", "In case.")))
                .then()
                .statusCode(200)
                .extract()
                .path("cancellationId");
        api.has(paidYear("hosting", "2026-07-01"));
        note("CN-1", "10.00");
        clock.moveTo("2026-07-01T04:00:00Z");
        api.ask("run-due-actions", "{}").then().body("parked", is(List.of(id)));
    }

    private void note(String id, String amount) {
        api.has("""
                {"creditNotes":[{"id":"%s","accountId":"harbor","amount":{"amount":"%s","currency":"USD"},
                 "issuedOn":"2026-06-10","subscriptionId":"hosting"}]}""".formatted(id, amount));
    }

    @Test
    void refusesACreditNoteAboveWhatWasPaid() {
        note("CN-1", "108.01");
        api.command(
                        "terminate-subscription",
                        Contracts.terminate(
                                "hosting", "IMMEDIATE", json("mode", "CREDIT_NOTE", "creditNoteId", "CN-1")))
                .then()
                .statusCode(422)
                .body("reason", is("REFUND_EXCEEDS_PAYMENT"))
                .body("refundable.amount", is("108.00"));
    }

    @Test
    void letsOnlyABillingAdminPayBesidesACreditNote() {
        note("CN-1", "72.00");
        String body = Contracts.terminate(
                "hosting", "IMMEDIATE", json("mode", "AVAILABLE_CREDITS", "overrideReason", "The note was lost."));
        api.as(Role.AGENT)
                .command("terminate-subscription", body)
                .then()
                .statusCode(422)
                .body("reason", is("OVERRIDE_NOT_ALLOWED"));
        api.command("terminate-subscription", body)
                .then()
                .statusCode(200)
                .body("plan.payout.refund.amount", is("72.00"));
    }

    /** Of 60.00 more for a server of the same subscription 40.00 would go back, had it not been canceled at once. */
    @Test
    void givesNothingBackForAnItemThatWasCanceledAtOnce() {
        api.has("""
                {"billingItems": [{"id": "server", "accountId": "harbor", "name": "Server",
                   "price": {"amount": "60.00", "currency": "USD"}, "anchorOn": "2026-06-01"}],
                 "invoices": [{"id": "I-2", "accountId": "harbor", "issuedOn": "2026-06-01", "dueOn": "2026-06-15", "lines": [
                   {"id": "I-2-1", "subscriptionId": "hosting", "billingItemId": "server", "description": "Server",
                    "periodFrom": "2026-06-01", "periodUntil": "2026-07-01",
                    "net": {"amount": "60.00", "currency": "USD"}}]}],
                 "payments": [{"id": "P-2", "accountId": "harbor", "amount": {"amount": "60.00", "currency": "USD"},
                   "receivedOn": "2026-06-03",
                   "allocations": [{"invoiceId": "I-2", "amount": {"amount": "60.00", "currency": "USD"}}]}]}""");
        api.ask("preview-subscription-termination", Contracts.terminate("hosting", "AVAILABLE_CREDITS"))
                .then()
                .body("plan.payout.refund.amount", is("112.00"));
        api.command("cancel-billing-item", Harbor.cancel("server", "IMMEDIATE"))
                .then()
                .statusCode(200);
        api.command("terminate-subscription", Contracts.terminate("hosting", "AVAILABLE_CREDITS"))
                .then()
                .statusCode(200)
                .body("plan.lines.lineId", is(List.of("I-1-1", "I-1-2")))
                .body("plan.payout.refund.amount", is("72.00"));
    }

    @Test
    void waitsForTheEndOfThePeriodAndCanBeUndoneUntilThen() {
        String body = Contracts.terminate("hosting", "END_OF_PERIOD", "null");
        String id = api.command("terminate-subscription", body)
                .then()
                .statusCode(200)
                .body("state", is("SCHEDULED"))
                .body("effectiveAt", is("2026-07-01T04:00:00Z"))
                .body("plan.refundMode", is("NONE"))
                .extract()
                .path("cancellationId");
        api.command("terminate-subscription", Contracts.terminate("hosting", "AVAILABLE_CREDITS"))
                .then()
                .statusCode(409)
                .body("reason", is("CANCELLATION_ALREADY_SCHEDULED"))
                .body("cancellationId", is(id));
        api.command("undo-cancellation", json("cancellationId", id))
                .then()
                .statusCode(200)
                .body("state", is("UNDONE"));
        String again =
                api.command("terminate-subscription", body).then().extract().path("cancellationId");
        clock.moveTo("2026-07-01T04:00:00Z");
        api.ask("list-subscriptions", json("ended", true))
                .then()
                .body("items.subscriptionId", is(List.of("hosting")))
                .body("items.state", is(List.of("TERMINATED")));
        api.command("undo-cancellation", json("cancellationId", again))
                .then()
                .statusCode(409)
                .body("reason", is("ALREADY_EFFECTIVE"));
        api.ask("run-due-actions", "{}").then().statusCode(200);
        api.ask("get-cancellation", json("cancellationId", again))
                .then()
                .body("history.what", is(List.of("REQUESTED", "CARRIED_OUT")))
                .body("history[1].plan.kept.amount", is("0.00"));
        assertEquals(
                2,
                books.number(
                        "select count(*) from service where tenant_id = ? and ended_at is not null", api.tenant()));
    }

    @Test
    void cancelsOneThatHasNotBegunAndWasNotBilled() {
        api.command("terminate-subscription", Contracts.terminate("future", "ORIGINAL_PAYMENT"))
                .then()
                .statusCode(200)
                .body("plan.warnings.code", is(List.of()));
        api.ask("get-subscription", json("subscriptionId", "future")).then().body("subscription.state", is("CANCELED"));
    }

    /** It will have begun by then: its binding, its penalty and its money are those of one that runs. */
    @Test
    void endsOneThatWillHaveBegunByItsDayAsOneThatRuns() {
        api.has("""
                {"billingTerms":[{"id":"t","termClass":"line","name":"Lines","currency":"USD","duringBinding":"NOT_ALLOWED",
                  "penalty":{"kind":"NONE"}}],
                 "services":[{"id":"mail","subscriptionId":"future","name":"Mail","termClass":"line",
                  "boundUntil":"2026-09-01","price":{"amount":"5.00","currency":"USD"}}]}""");
        api.command("terminate-subscription", later("2026-08-31"))
                .then()
                .statusCode(422)
                .body("failures.code", is(List.of("BOUND")));
        String id = api.command("terminate-subscription", later("2026-10-01"))
                .then()
                .statusCode(200)
                .body("plan.warnings.code", is(List.of("SETTLED_ON_THE_DAY")))
                .extract()
                .path("cancellationId");
        api.has(paidYear("future", "2026-07-01"));
        clock.moveTo("2026-10-01T04:00:00Z");
        api.ask("run-due-actions", "{}").then().body("carriedOut", hasItem(id));
        // 92 of 365 days were used.
        api.ask("get-cancellation", json("cancellationId", id))
                .then()
                .body("history[1].plan.payout.refund.amount", is("273.00"));
        api.ask("get-subscription", json("subscriptionId", "future"))
                .then()
                .body("subscription.state", is("TERMINATED"));
    }

    private static Body later(String day) {
        return Commands.terminate("future").on(day).refundTo("AVAILABLE_CREDITS");
    }

    /** Day 29 of one that expired on 14 May is 11 June; of the one of 13 May it was the 10th. */
    @Test
    void endsWhatHasExpiredLongAgoWithoutMoneyByAnAgentAndByItself() {
        clock.moveTo("2026-06-10T12:00:00Z");
        api.command("terminate-subscription", Contracts.terminate("lately", "AVAILABLE_CREDITS"))
                .then()
                .statusCode(422)
                .body("reason", is("SUBSCRIPTION_EXPIRED"))
                .body("firstLegalDay", is("2026-06-11"));
        api.as(Role.AGENT)
                .command("terminate-subscription", Contracts.terminate("long-ago", "AVAILABLE_CREDITS"))
                .then()
                .statusCode(200)
                .body("plan.refundMode", is("NONE"))
                .body("plan.warnings.code", is(List.of("NO_MONEY_AFTER_EXPIRY")));
        // In New York the day begins at four.
        clock.moveTo("2026-06-11T03:59:59Z");
        api.ask("run-due-actions", "{}").then().body("carriedOut", is(List.of()));
        clock.moveTo("2026-06-11T04:00:00Z");
        api.ask("run-due-actions", "{}").then().body("carriedOut.size()", is(1));
        api.ask("get-subscription", json("subscriptionId", "lately"))
                .then()
                .body("subscription.state", is("TERMINATED"))
                .body("subscription.effectiveOn", is("2026-06-11"));
        api.ask("run-due-actions", "{}").then().body("carriedOut", is(List.of()));
    }

    @Test
    void refundsNothingOfWhatHasExpiredLongAgoThoughItWasPaidForLonger() {
        api.has(paidYear("lately", "2026-05-14"));
        api.ask("run-due-actions", "{}").then().body("carriedOut.size()", is(2));
        assertEquals(0, books.number("select count(*) from refund where tenant_id = ?", api.tenant()));
        assertEquals(0, books.number("select count(*) from line_credit where tenant_id = ?", api.tenant()));
    }

    /** A year of 365.00 from a day on, paid at once. */
    private static String paidYear(String subscription, String from) {
        return """
                {"invoices":[{"id":"Y-1","accountId":"harbor","issuedOn":"2026-05-01","dueOn":"2026-05-15","lines":[
                  {"id":"Y-1-1","subscriptionId":"%s","description":"A year","periodFrom":"%s",
                   "periodUntil":"2027-07-01","net":{"amount":"365.00","currency":"USD"}}]}],
                 "payments":[{"id":"PY","accountId":"harbor","amount":{"amount":"365.00","currency":"USD"},
                  "receivedOn":"2026-05-02",
                  "allocations":[{"lineId":"Y-1-1","amount":{"amount":"365.00","currency":"USD"}}]}]}""".formatted(subscription, from);
    }

    @Test
    void settlesAScheduledOneOnItsDayByWhatIsPaidThen() {
        String id = api.command(
                        "terminate-subscription",
                        Contracts.terminate("hosting", "END_OF_PERIOD", json("mode", "AVAILABLE_CREDITS")))
                .then()
                .body("plan.payout.refund.amount", is("0.00"))
                .body("plan.warnings.code", is(List.of("SETTLED_ON_THE_DAY")))
                .extract()
                .path("cancellationId");
        api.has(paidYear("hosting", "2026-07-01"));
        clock.moveTo("2026-07-04T04:00:00Z");
        api.ask("run-due-actions", "{}").then().body("carriedOut", hasItem(id));
        // As of the day that was promised, though the job came three days late.
        api.ask("get-cancellation", json("cancellationId", id))
                .then()
                .body("history[1].plan.payout.refund.amount", is("365.00"))
                .body("refunds.paidOut.amount", is(List.of("365.00")));
        api.ask("get-account-credits", json("accountId", "harbor")).then().body("available.amount", is("365.00"));
    }

    @Test
    void parksAScheduledOneThatMayNoLongerPayAndSaysWhy() {
        String id = api.command(
                        "terminate-subscription",
                        Contracts.terminate("hosting", "END_OF_PERIOD", json("mode", "AVAILABLE_CREDITS")))
                .path("cancellationId");
        api.has(paidYear("hosting", "2026-07-01"));
        note("CN-1", "10.00");
        clock.moveTo("2026-07-01T04:00:00Z");
        api.ask("run-due-actions", "{}").then().body("parked", is(List.of(id)));
        api.ask("list-cancellations", json("parked", true))
                .then()
                .body("items.parkedBecause", is(List.of("CREDIT_NOTE_EXISTS: Credit note CN-1 was issued for it.")));
    }

    @Test
    void endsOnADayThatHasBeenAsFarAsThePolicyLetsTheStaff() {
        String body = """
                {"subscriptionId":"hosting","timing":"ON_DATE","effectiveOn":"2026-06-06",
                 "refund":{"mode":"AVAILABLE_CREDITS"},"reason":{"note":"Told on the fifth."}}""";
        api.command("terminate-subscription", body)
                .then()
                .statusCode(422)
                .body("reason", is("EFFECTIVE_DATE_NOT_ALLOWED"))
                .body("earliest", is("2026-06-11"));
        api.has("""
                {"policy":{"allowRefund":true,"backDatingDays":5,"termsVersion":"v1","termsText":"Gone.",
                 "contactLine":"Ask."}}""");
        // 25 of 30 days of 108.00.
        api.command("terminate-subscription", body)
                .then()
                .statusCode(200)
                .body("state", is("EFFECTIVE"))
                .body("timing", is("ON_DATE"))
                .body("effectiveOn", is("2026-06-06"))
                .body("effectiveAt", is("2026-06-06T04:00:00Z"))
                .body("plan.payout.refund.amount", is("90.00"))
                .body("history.what", is(List.of("REQUESTED", "CARRIED_OUT")));
    }

    @Test
    void endsAfterSoManyDaysByTheBooksOfThatDay() {
        String id = api.command("terminate-subscription", """
                        {"subscriptionId":"hosting","timing":"AFTER_DAYS","afterDays":10,
                         "refund":{"mode":"AVAILABLE_CREDITS"},"reason":{"code":"NO_LONGER_NEEDED"}}""")
                .then()
                .statusCode(200)
                .body("state", is("SCHEDULED"))
                .body("effectiveOn", is("2026-06-21"))
                .body("plan.payout.refund.amount", is("36.00"))
                .extract()
                .path("cancellationId");
        assertEquals(0, books.number("select count(*) from refund where tenant_id = ?", api.tenant()));
        clock.moveTo("2026-06-21T04:00:00Z");
        api.ask("run-due-actions", "{}").then().body("carriedOut", hasItem(id));
        api.ask("get-account-credits", json("accountId", "harbor")).then().body("available.amount", is("36.00"));
    }

    @Test
    void refusesTheEndOfATermThatThereIsNot() {
        api.command("terminate-subscription", Contracts.terminate("hosting", "END_OF_TERM", "null"))
                .then()
                .statusCode(422)
                .body("reason", is("SUBSCRIPTION_HAS_NO_TERM"));
        api.command("terminate-subscription", Contracts.terminate("hosting", "ON_DATE", "null"))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/effectiveOn")));
    }

    /** Inside the window the billing system may reactivate it: it says so by an import with a later end. */
    @Test
    void runsOnWhereItIsReactivatedInsideTheWindow() {
        clock.moveTo("2026-06-10T12:00:00Z");
        api.has("""
                {"subscriptions":[{"id":"lately","accountId":"harbor","name":"Late","startsOn":"2025-05-14",
                 "expiresOn":"2027-05-14"}]}""");
        clock.moveTo("2026-06-12T12:00:00Z");
        api.ask("run-due-actions", "{}").then().body("carriedOut.size()", is(1));
        api.ask("get-subscription", json("subscriptionId", "lately")).then().body("subscription.state", is("ACTIVE"));
        api.command("terminate-subscription", Contracts.terminate("lately", "END_OF_TERM", "null"))
                .then()
                .statusCode(200)
                .body("effectiveOn", is("2027-05-14"));
    }

    @Test
    void previewsExactlyWhatItDoes() {
        for (String mode : List.of("AVAILABLE_CREDITS", "ORIGINAL_PAYMENT", "NONE")) {
            Api own = Api.newTenant();
            own.has(Contracts.JUNE);
            Object previewed = own.ask("preview-subscription-termination", Contracts.terminate("hosting", mode))
                    .path("plan");
            Object done = own.command("terminate-subscription", Contracts.terminate("hosting", mode))
                    .path("plan");
            assertEquals(previewed, done);
        }
    }

    @Test
    void answersTheSameWhenAskedTwice() {
        String body = Contracts.terminate("hosting", "AVAILABLE_CREDITS");
        String first = api.command("terminate-subscription", "k-1", body).asString();
        api.command("terminate-subscription", "k-1", body)
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body(equalTo(first));
        assertEquals(1, books.number("select count(*) from refund where tenant_id = ?", api.tenant()));
    }

    @Test
    void refusesOneThatHasEndedAndChangesNothing() {
        String body = Contracts.terminate("hosting", "AVAILABLE_CREDITS");
        String id = api.command("terminate-subscription", body).path("cancellationId");
        api.command("terminate-subscription", body)
                .then()
                .statusCode(409)
                .body("reason", is("SUBSCRIPTION_ALREADY_ENDED"))
                .body("cancellationId", is(id));
        api.ask("get-account-credits", json("accountId", "harbor")).then().body("available.amount", is("72.00"));
        api.ask("list-cancellations", json("accountId", "harbor")).then().body("items.cancellationId", is(List.of(id)));
    }

    @Test
    void letsThePolicyDecideForCustomers() {
        Api customer = api.asCustomerOf("harbor");
        customer.command("terminate-subscription", Contracts.terminate("hosting", "ORIGINAL_PAYMENT"))
                .then()
                .statusCode(422)
                .body("reason", is("REFUND_CHOICE_NOT_ALLOWED"))
                .body("mode", is("AVAILABLE_CREDITS"));
        customer.command("terminate-subscription", Contracts.terminate("hosting", "IMMEDIATE", "null"))
                .then()
                .statusCode(200)
                .body("plan.payout.availableCredits.amount", is("72.00"));
    }

    /** What is paid between the asking and the day goes back as the policy says, though nothing would have by then. */
    @Test
    void givesACustomerBackWhatIsPaidUntilTheDay() {
        String id = api.asCustomerOf("harbor")
                .command("terminate-subscription", Contracts.terminate("hosting", "END_OF_PERIOD", "null"))
                .then()
                .statusCode(200)
                .body("plan.refundMode", is("AVAILABLE_CREDITS"))
                .body("plan.payout.refund.amount", is("0.00"))
                .extract()
                .path("cancellationId");
        api.has(paidYear("hosting", "2026-07-01"));
        clock.moveTo("2026-07-01T04:00:00Z");
        api.ask("run-due-actions", "{}").then().body("carriedOut", hasItem(id));
        api.ask("get-account-credits", json("accountId", "harbor")).then().body("available.amount", is("365.00"));
    }

    /** A credit note blocks what pays twice, and no customer who wants nothing back. */
    @Test
    void letsACustomerEndThePeriodBesidesACreditNoteWhereNothingIsPaid() {
        note("CN-1", "5.00");
        String id = api.asCustomerOf("harbor")
                .command("terminate-subscription", Contracts.terminate("hosting", "END_OF_PERIOD", "null"))
                .then()
                .statusCode(200)
                .extract()
                .path("cancellationId");
        clock.moveTo("2026-07-01T04:00:00Z");
        api.ask("run-due-actions", "{}").then().body("carriedOut", hasItem(id));
    }

    @Test
    void hidesTheSubscriptionsOfOtherAccountsAndTenants() {
        String body = Contracts.terminate("hosting", "NONE");
        api.asCustomerOf("kawa")
                .command("terminate-subscription", body)
                .then()
                .statusCode(404)
                .body("reason", is("SUBSCRIPTION_NOT_FOUND"));
        Api.newTenant().command("terminate-subscription", body).then().statusCode(404);
    }
}
