package io.quittance.subscription.services;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Body;
import io.quittance.testing.Books;
import io.quittance.testing.MovingClock;
import io.quittance.testing.Story;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Services that are bound, extended, regretted and left over months; each story ends with the books summed. */
@QuarkusTest
class EarlyExitScenarioTest {

    @Inject
    MovingClock clock;

    @Inject
    Books books;

    private static final Body REFUNDS = Body.of("allowRefund", true);
    private static final Body ALL = Body.of("all", true).refundTo("AVAILABLE_CREDITS");
    private static final Body LINE = Body.of("serviceIds", List.of("line")).refundTo("AVAILABLE_CREDITS");

    private static ValidatableResponse remove(Story story, Body what) {
        return story.api
                .command(
                        "remove-services",
                        Body.of("subscriptionId", "s").and(what).reason("NO_LONGER_NEEDED"))
                .then();
    }

    /**
     * A line is bound for a year, which a new modem makes longer by three months. It is to end at the end of January, is kept
     * after all, and ends in the leap February for what is left of the binding. The rest of the subscription goes in March.
     */
    @Test
    void leavesAnExtendedBindingInALeapFebruaryAndItsSubscriptionInMarch() {
        var story = new Story(clock, books, "America/New_York", "USD", REFUNDS);
        story.at("2027-06-01T12:00:00Z").subscribes("s", "2027-06-01", null);
        story.api.has("""
                {"distributors":[{"id":"north","name":"North"}],
                 "billingTerms":[{"id":"t1","termClass":"line","name":"Lines","currency":"USD","leavingOn":"PERIOD_END",
                  "penalty":{"kind":"PERCENT_OF_REST","percent":"50"}}],
                 "services":[
                  {"id":"line","subscriptionId":"s","name":"Line","serviceClass":"line","termClass":"line",
                   "distributorId":"north","activatedOn":"2027-06-01","boundUntil":"2028-06-01","price":%1$s},
                  {"id":"mail","subscriptionId":"s","name":"Mail","serviceClass":"mail"}],
                 "bindingExtensions":[{"id":"x","serviceId":"line","cause":"A modem","extendedOn":"2027-09-01",
                  "boundUntil":"2028-09-01"}]}""".formatted(story.money("29.00")));
        story.at("2028-01-10T12:00:00Z")
                .isBilled(
                        "jan",
                        "2028-01-01",
                        story.lineOfService("jan-1", "line", "2028-01-01", "2028-02-01", "29.00"),
                        story.lineOfService("jan-2", "mail", "2028-01-01", "2028-02-01", "3.10"))
                .pays("p-jan", "jan", "32.10");
        remove(story, LINE.with("effectiveOn", "2028-01-20").refundTo("NONE"))
                .statusCode(422)
                .body("failures.code", is(List.of("NOT_A_PERIOD_END")))
                .body("earliestAllowedDate", is("2028-02-01"));
        String january = remove(story, LINE.with("effectiveOn", "2028-02-01"))
                .statusCode(200)
                // Seven months at 29.00, half of it.
                .body("plan.penalty.amount", is("101.50"))
                .extract()
                .path("cancellationId");
        story.api
                .command("undo-cancellation", json("cancellationId", january))
                .then()
                .statusCode(200);

        story.at("2028-02-15T12:00:00Z")
                .isBilled(
                        "feb",
                        "2028-02-01",
                        story.lineOfService("feb-1", "line", "2028-02-01", "2028-03-01", "29.00"),
                        story.lineOfService("feb-2", "mail", "2028-02-01", "2028-03-01", "2.90"))
                .pays("p-feb", "feb", "31.90");
        // At once it may not end before the period; the service may, where it is billed to its end.
        String february = remove(story, LINE.with("billingEndsOn", "2028-03-01"))
                .statusCode(200)
                .body("effectiveOn", is("2028-02-15"))
                .body("plan.cascade.services[0].billingEndsOn", is("2028-03-01"))
                .body("plan.cascade.services[0].penalty.monthsLeft", is(6))
                .body("plan.penalty.amount", is("87.00"))
                .body("plan.penaltyOwed.amount", is("87.00"))
                .body("plan.credited.amount", is("0.00"))
                .body("plan.cascade.releasedDistributors", is(List.of("north")))
                .extract()
                .path("cancellationId");
        story.api
                .ask("list-penalties", json("cancellationId", february))
                .then()
                .body("items.amount.amount", is(List.of("87.00")));

        // 29 days in February 2028: 14 of them are left of the mail, 1.40 of 2.90.
        story.at("2028-02-16T12:00:00Z")
                .terminates("s", Body.of().refundTo("AVAILABLE_CREDITS"))
                .statusCode(200)
                .body("plan.services", is(List.of("mail")))
                // The line was billed to the end of February when it was removed, and stays so.
                .body("plan.lines.lineId", is(List.of("feb-2")))
                .body("plan.lines.credit.amount", is(List.of("1.40")))
                .body("plan.penalty.amount", is("0.00"));
        story.ends();
    }

    /**
     * A line in Tokyo is regretted on the last day on which that is possible, by the day that it is there; one day later it
     * is not, and costs what the band of its months says.
     */
    @Test
    void regretsOnTheLastDayByTheDayThatItIsInTokyo() {
        for (boolean late : List.of(false, true)) {
            var story = new Story(clock, books, "Asia/Tokyo", "JPY", REFUNDS);
            story.at("2026-04-01T00:00:00Z").subscribes("s", "2026-04-01", null);
            story.api.has("""
                    {"billingTerms":[{"id":"t1","termClass":"line","name":"Lines","currency":"JPY","regretDays":14,
                      "penalty":{"kind":"REDUCING","bands":[{"monthsLeft":12,"amount":%1$s},{"monthsLeft":6,"amount":%2$s}]}}],
                     "services":[{"id":"line","subscriptionId":"s","name":"Line","termClass":"line",
                      "activatedOn":"2026-04-01","boundUntil":"2027-04-01","price":%3$s}]}""".formatted(story.money("9000"), story.money("5000"), story.money("3000")));
            story.isBilled(
                            "apr",
                            "2026-04-01",
                            story.lineOfService("apr-1", "line", "2026-04-01", "2026-05-01", "3000"))
                    .pays("p", "apr", "3000");
            // The 14th ends at 15:00 UTC there.
            story.at(late ? "2026-04-14T15:00:00Z" : "2026-04-14T14:59:59.999Z");
            ValidatableResponse removed = remove(story, ALL).statusCode(200);
            if (late) {
                // 16 of 30 days go back, and nothing of that is paid.
                removed.body("plan.credited.amount", is("1600"))
                        .body("plan.penalty.amount", is("9000"))
                        .body("plan.payout.penalty.amount", is("1600"))
                        .body("plan.penaltyOwed.amount", is("7400"));
            } else {
                removed.body("plan.cascade.services[0].outcome", is("REGRETTED"))
                        .body("plan.payout.paidOut.amount", is("3000"));
            }
            assertEquals(late ? "0" : "3000", story.credits());
            story.ends();
        }
    }

    /** All services are scheduled to go, a new one comes, and the account is closed before the day. */
    @Test
    void closesAnAccountBeforeARemovalHasComeAndChargesItOnce() {
        var story = new Story(clock, books, "Europe/Berlin", "EUR", REFUNDS);
        story.at("2026-10-01T12:00:00Z").subscribes("s", "2026-10-01", null);
        story.api.has("""
                {"billingTerms":[{"id":"t1","termClass":"line","name":"Lines","currency":"EUR",
                  "penalty":{"kind":"MONTHS_LEFT","amount":%1$s}}],
                 "services":[{"id":"line","subscriptionId":"s","name":"Line","termClass":"line",
                  "activatedOn":"2026-10-01","boundUntil":"2027-10-01","price":%2$s}]}""".formatted(story.money("2.00"), story.money("31.00")));
        story.isBilled("oct", "2026-10-01", story.lineOfService("oct-1", "line", "2026-10-01", "2026-11-01", "31.00"))
                .pays("p", "oct", "31.00");
        String removal = remove(story, ALL.with("effectiveOn", "2026-11-01"))
                .statusCode(200)
                .body("plan.penalty.amount", is("22.00"))
                .extract()
                .path("cancellationId");
        // Clocks go back on the 25th; the day is one day all the same.
        story.at("2026-10-25T12:00:00Z");
        story.api
                .command(
                        "close-account",
                        json(
                                "accountId",
                                "a",
                                "refund",
                                Body.of("mode", "AVAILABLE_CREDITS"),
                                "reason",
                                Body.of("code", "CLOSING_BUSINESS")))
                .then()
                .statusCode(200)
                .body("plan.supersedes", hasItem(removal))
                // 7 of 31 days, and twelve months that are left, of which one has begun.
                .body("plan.terminations.credited.amount", is("7.00"))
                .body("plan.terminations.penalty.amount", is("24.00"))
                .body("plan.terminations.penaltyOwed.amount", is("17.00"));
        story.at("2026-11-01T12:00:00Z");
        story.isDue().body("carriedOut", is(List.of()));
        assertEquals(
                List.of("2400 700"),
                books.texts(
                        "select amount_minor || ' ' || set_off_minor from penalty where tenant_id = ?",
                        story.api.tenant()));
        story.ends();
    }
}
