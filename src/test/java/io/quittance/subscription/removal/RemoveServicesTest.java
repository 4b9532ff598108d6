package io.quittance.subscription.removal;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Role;
import io.quittance.contract.Body;
import io.quittance.contract.Commands;
import io.quittance.contract.Contracts;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Ledger;
import io.quittance.testing.Terms;
import io.quittance.testing.Together;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** It is 11 June: 20 of 30 days are not used, 24.00 of web and 48.00 of db with tax, of 108.00 paid. */
@QuarkusTest
class RemoveServicesTest extends FunctionTest {

    private static final String TODAY = "2026-06-11T12:00:00Z";

    @BeforeEach
    void begin() {
        clock.moveTo(TODAY);
        api.has(Contracts.JUNE);
        api.has(Terms.BOUND);
    }

    private ValidatableResponse remove(Body what, String mode) {
        return api.command("remove-services", Terms.remove(what, mode)).then();
    }

    private ValidatableResponse subscription() {
        return api.ask("get-subscription", json("subscriptionId", "hosting")).then();
    }

    private List<String> told() {
        return api.eventsWithSubjects("").stream()
                .filter(event -> !event.startsWith("command.refused"))
                .toList();
    }

    @Test
    void removesAServiceAtOnceWithAllThatHangsOnItAndTellsOnce() {
        remove(Terms.WEB, "AVAILABLE_CREDITS")
                .statusCode(200)
                .body("kind", is("SERVICES"))
                .body("subjectId", is("hosting"))
                .body("state", is("EFFECTIVE"))
                .body("effectiveOn", is("2026-06-11"))
                .body("plan.behaviour", is("REMOVESERVICE"))
                .body("plan.classification", is("CANCELSERVICE"))
                .body("plan.cascade.services.serviceId", is(List.of("web")))
                .body("plan.cascade.services[0].boundUntil", is("2026-09-01"))
                .body("plan.cascade.services[0].penalty.charged.amount", is("15.00"))
                .body("plan.cascade.installedItems", is(List.of("router")))
                .body("plan.cascade.droppedActions", is(List.of("upgrade")))
                .body("plan.cascade.releasedDistributors", is(List.of("south")))
                .body("plan.endsLastService", is(false))
                .body("plan.credited.amount", is("24.00"))
                .body("plan.payout.penalty.amount", is("15.00"))
                .body("plan.payout.paidOut.amount", is("9.00"))
                .body("plan.penaltyOwed.amount", is("0.00"))
                .body("refunds.destination", is(List.of("PENALTY", "AVAILABLE_CREDITS")))
                .body("refunds.state", is(List.of("SUCCEEDED", "SUCCEEDED")))
                .body("history.what", is(List.of("REQUESTED", "CARRIED_OUT")));
        subscription()
                .body("subscription.state", is("ACTIVE"))
                .body("services.find { it.serviceId == 'web' }.state", is("CANCELED"))
                .body("services.find { it.serviceId == 'db' }.state", is("EFFECTIVE"))
                .body("services.find { it.serviceId == 'web' }.installedItems.state", is(List.of("REMOVED")))
                .body("plannedActions.find { it.actionId == 'upgrade' }.state", is("DROPPED"))
                .body("plannedActions.find { it.actionId == 'review' }.state", is("PLANNED"))
                .body("distributors.distributorId", is(List.of("north")));
        api.ask("get-account-credits", json("accountId", "harbor")).then().body("available.amount", is("9.00"));
        api.ask("list-penalties", json("accountId", "harbor"))
                .then()
                .body("items.serviceId", is(List.of("web")))
                .body("items.amount.amount", is(List.of("15.00")))
                .body("items.setOff.amount", is(List.of("15.00")));
        assertEquals(
                List.of("distributor.released south", "penalty.charged", "refund.succeeded", "service.removed web"),
                told().stream().map(each -> each.replaceAll(" (PN|R)-.*", "")).toList());
        Ledger.holds(books, api);
    }

    @Test
    void previewsExactlyWhatItDoesAndHoldsTheCommandToItsQuote() {
        String body = Terms.remove(Terms.WEB, "ORIGINAL_PAYMENT");
        String before = Ledger.sum(books, api);
        Response preview = api.ask("preview-service-removal", body);
        assertEquals(before, Ledger.sum(books, api));
        Response receipt = api.command("remove-services", Body.read(body).quote(preview.path("quote")));
        receipt.then().statusCode(200);
        assertEquals(preview.<Object>path("plan"), receipt.path("plan"));
        Ledger.holds(books, api);
        api.has(Contracts.JUNE.replace("hosting", "other").replaceAll("\"(web|db|I-1[-12]*|P-1)\"", "\"$1-2\""));
        api.command("remove-services", Body.read(body).quote(preview.path("quote")))
                .then()
                .statusCode(409)
                .body("reason", is("SERVICE_ALREADY_REMOVED"));
    }

    @Test
    void refusesWithAllThatStandsInTheWayAndChangesNothing() {
        api.has("""
                {"accounts":[{"id":"harbor","name":"Harbor Books","currency":"USD","timeZone":"America/New_York",
                  "receivableActive":false}],
                 "billingTerms":[{"id":"fixed-2026","termClass":"fixed","name":"Fixed term","currency":"USD",
                  "noticeCount":30,"duringBinding":"NOT_ALLOWED"}],
                 "removalConditions":[{"id":"no-web","subject":"SERVICE","kind":"RESTRICTION","ofClass":"web"}]}""");
        String before = Ledger.sum(books, api);
        remove(Terms.WEB, "AVAILABLE_CREDITS")
                .statusCode(422)
                .body("reason", is("SERVICES_NOT_REMOVABLE"))
                .body(
                        "failures.code",
                        is(List.of("RECEIVABLE_NOT_ACTIVE", "SERVICE_RESTRICTED", "BOUND", "NOTICE_TOO_SHORT")))
                .body("earliestAllowedDate", nullValue());
        assertEquals(before, Ledger.sum(books, api));
        assertEquals(List.of(), told());
    }

    @Test
    void proposesTheFirstDayThatCanBeUsedAndTakesIt() {
        api.has("""
                {"billingTerms":[{"id":"fixed-2026","termClass":"fixed","name":"Fixed term","currency":"USD",
                  "noticeCount":30,"leavingOn":"PERIOD_END"}]}""");
        String day = remove(Terms.WEB.with("effectiveOn", "2026-06-20"), "AVAILABLE_CREDITS")
                .statusCode(422)
                .body("failures.code", is(List.of("NOTICE_TOO_SHORT", "NOT_A_PERIOD_END")))
                .extract()
                .path("earliestAllowedDate");
        assertEquals("2026-08-01", day);
        remove(Terms.WEB.with("effectiveOn", day), "AVAILABLE_CREDITS")
                .statusCode(200)
                .body("state", is("SCHEDULED"));
    }

    @Test
    void refusesWhatIsNoSelectionAndServicesThatAreNotThere() {
        remove(Body.of("all", false), "NONE").statusCode(400).body("errors[0].pointer", is("/serviceIds"));
        remove(Body.of("serviceIds", List.of("web", "phone")), "NONE")
                .statusCode(404)
                .body("reason", is("SERVICE_NOT_FOUND"));
        api.command("remove-services", Terms.remove(Terms.WEB, "NONE").replace("hosting", "nothing"))
                .then()
                .statusCode(404)
                .body("reason", is("SUBSCRIPTION_NOT_FOUND"));
    }

    @Test
    void isOpenToCustomersOfTheirOwnAccountOnly() {
        String body = Terms.remove(Terms.WEB, "AVAILABLE_CREDITS");
        api.asCustomerOf("kawa").command("remove-services", body).then().statusCode(404);
        api.asCustomerOf("kawa").ask("preview-service-removal", body).then().statusCode(404);
        api.asCustomerOf("harbor")
                .command("remove-services", Body.read(body).with("penaltyWaiver", "Please."))
                .then()
                .statusCode(422)
                .body("reason", is("PENALTY_WAIVER_NOT_ALLOWED"));
        api.asCustomerOf("harbor").command("remove-services", body).then().statusCode(200);
    }

    @Test
    void waivesAPenaltyForABillingAdminWithTheReasonOnTheReceipt() {
        api.command(
                        "remove-services",
                        Commands.removeServices("hosting", "web")
                                .refundTo("AVAILABLE_CREDITS")
                                .with("penaltyWaiver", "A good customer."))
                .then()
                .statusCode(200)
                .body("plan.cascade.services[0].penalty.forgiven", is("WAIVED"))
                .body("plan.cascade.services[0].penalty.waivedBecause", is("A good customer."))
                .body("plan.payout.paidOut.amount", is("24.00"));
        assertEquals(0, books.number("select count(*) from penalty where tenant_id = ?", api.tenant()));
        Ledger.holds(books, api);
    }

    @Test
    void answersTheSameUnderTheSameKeyAndRemovesOnce() {
        String body = Terms.remove(Terms.WEB, "AVAILABLE_CREDITS");
        String first = api.command("remove-services", "k", body).asString();
        Response again = api.command("remove-services", "k", body);
        again.then().header("Idempotency-Replayed", is("true"));
        assertEquals(first, again.asString());
        assertEquals(1, books.number("select count(*) from penalty where tenant_id = ?", api.tenant()));
    }

    @Test
    void removesOnceHoweverManyAskAtOnce() {
        String body = Terms.remove(Body.of("all", true), "AVAILABLE_CREDITS");
        List<Integer> statuses = Together.times(64, i -> Together.command(api, "remove-services", body)).stream()
                .map(Response::statusCode)
                .sorted()
                .toList();
        assertEquals(200, statuses.get(0));
        assertEquals(List.of(409), statuses.subList(1, 64).stream().distinct().toList());
        assertEquals(1, books.number("select count(*) from penalty where tenant_id = ?", api.tenant()));
        Ledger.holds(books, api);
    }

    @Test
    void leavesASubscriptionNotEffectiveWhenNoServiceIsLeftByTheClockAndEffectiveAgainWithANewOne() {
        remove(Body.of("all", true, "effectiveOn", "2026-07-01"), "AVAILABLE_CREDITS")
                .statusCode(200)
                .body("plan.endsLastService", is(true));
        subscription().body("subscription.state", is("ACTIVE"));
        clock.moveTo("2026-07-01T04:00:00Z");
        subscription()
                .body("subscription.state", is("NOT_EFFECTIVE"))
                .body("services.state", is(List.of("CANCELED", "CANCELED")));
        api.ask("run-due-actions", "{}").then().body("parked", is(List.of()));
        subscription().body("subscription.state", is("NOT_EFFECTIVE")).body("distributors", is(List.of()));
        assertEquals(1, api.events("subscription.emptied").size());
        api.has("""
                {"services":[{"id":"new","subscriptionId":"hosting","name":"New"}]}""");
        subscription().body("subscription.state", is("ACTIVE"));
        // It ends as any other, without the services that have gone.
        api.command("terminate-subscription", Contracts.terminate("hosting", "NONE"))
                .then()
                .statusCode(200)
                .body("plan.services", is(List.of("new")));
    }

    @Test
    void chargesOnTheDayNoMoreThanWasAgreed() {
        String id = remove(Terms.WEB.with("afterDays", 5), "AVAILABLE_CREDITS")
                .statusCode(200)
                .body("timing", is("AFTER_DAYS"))
                .body("plan.penalty.amount", is("15.00"))
                .extract()
                .path("cancellationId");
        api.has(Terms.BOUND.replace("15.00", "25.00"));
        clock.moveTo("2026-06-16T04:00:00Z");
        api.ask("run-due-actions", "{}").then().body("carriedOut", hasItem(id));
        api.ask("get-cancellation", json("cancellationId", id))
                .then()
                .body("history[1].plan.cascade.services[0].penalty.computed.amount", is("25.00"))
                .body("history[1].plan.cascade.services[0].penalty.charged.amount", is("15.00"))
                .body("history[1].plan.cascade.services[0].penalty.forgiven", is("AS_AGREED"));
        Ledger.holds(books, api);
    }

    @Test
    void refusesAnotherRemovalWhileOneIsScheduledAndOneOfWhatHasGone() {
        String id = remove(Terms.WEB.with("effectiveOn", "2026-07-01"), "NONE")
                .extract()
                .path("cancellationId");
        remove(Terms.WEB, "NONE")
                .statusCode(409)
                .body("reason", is("CANCELLATION_ALREADY_SCHEDULED"))
                .body("cancellationId", is(id));
        remove(Body.of("serviceIds", List.of("db")), "NONE").statusCode(200);
        remove(Body.of("serviceIds", List.of("db")), "NONE")
                .statusCode(409)
                .body("reason", is("SERVICE_ALREADY_REMOVED"));
    }

    @Test
    void regretsAServiceInFull() {
        api.has(Terms.BOUND.replace("\"activatedOn\": \"2026-01-01\"", "\"activatedOn\": \"2026-06-01\""));
        remove(Terms.WEB, "ORIGINAL_PAYMENT")
                .statusCode(200)
                .body("plan.cascade.services[0].outcome", is("REGRETTED"))
                .body("plan.credited.amount", is("36.00"))
                .body("plan.penalty.amount", is("0.00"));
        subscription().body("services.find { it.serviceId == 'web' }.state", is("REGRETTED"));
        Ledger.holds(books, api);
    }

    @Test
    void endsBillingAfterTheServiceWhereThatIsAsked() {
        remove(Terms.WEB.with("billingEndsOn", "2026-06-21"), "AVAILABLE_CREDITS")
                .statusCode(200)
                .body("plan.effectiveOn", is("2026-06-11"))
                .body("plan.billingEndsOn", is("2026-06-21"))
                .body("plan.credited.amount", is("12.00"));
        Ledger.holds(books, api);
    }

    @Test
    void letsACreditNoteForItBlockEveryOtherWay() {
        api.has("""
                {"creditNotes":[{"id":"CN-1","accountId":"harbor","amount":{"amount":"24.00","currency":"USD"},
                 "issuedOn":"2026-06-10","lineId":"I-1-1"}]}""");
        remove(Terms.WEB, "AVAILABLE_CREDITS").statusCode(409).body("reason", is("CREDIT_NOTE_EXISTS"));
        api.command(
                        "remove-services",
                        Commands.removeServices("hosting", "web")
                                .with("refund", Body.of("mode", "CREDIT_NOTE", "creditNoteId", "CN-1")))
                .then()
                .statusCode(200)
                .body("plan.payout.penalty.amount", is("0.00"))
                .body("plan.penaltyOwed.amount", is("15.00"));
        Ledger.holds(books, api);
    }

    @Test
    void takesBackNothingThatIsKeptAgainstAPenalty() {
        remove(Terms.WEB, "AVAILABLE_CREDITS");
        String refund = api.ask("list-refunds", json("accountId", "harbor"))
                .path("items.find { it.destination == 'PENALTY' }.refundId");
        api.command("reverse-refund", json("refundId", refund, "moneyCameBack", true, "reason", Body.of("note", "No.")))
                .then()
                .statusCode(409)
                .body("reason", is("REFUND_NOT_REVERSIBLE"));
        api.as(Role.AGENT)
                .command(
                        "apply-refund",
                        json("invoiceId", "I-1", "destination", "PENALTY", "reason", Body.of("note", "No.")))
                .then()
                .statusCode(400)
                .body("errors.pointer", not(List.of()));
    }
}
