package io.quittance;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Body;
import io.quittance.contract.Commands;
import io.quittance.testing.Books;
import io.quittance.testing.MovingClock;
import io.quittance.testing.Story;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stories over months, time zones, month ends and a leap day, each with the books summed at its end. */
@QuarkusTest
class MoneyScenarioTest {

    private static final Body REFUNDS = Body.of("allowRefund", true);
    private static final Body TO_CREDITS = Body.of().refundTo("AVAILABLE_CREDITS");
    private static final Body TO_PAYMENT = Body.of().refundTo("ORIGINAL_PAYMENT");

    @Inject
    MovingClock clock;

    @Inject
    Books books;

    private Story in(String zone, String currency, Body policy) {
        return new Story(clock, books, zone, currency, policy);
    }

    /** From the 31st to the leap day, 29 days at 1.00 each; on the 14th 15 of them are left. */
    @Test
    void endsOnTheDayBeforeALeapDayAndPaysTheNextBillWithWhatIsLeft() {
        Story story = in("America/New_York", "USD", REFUNDS)
                .at("2028-02-14T17:00:00Z")
                .subscribes("s", "2026-03-31", null)
                .subscribes("t", "2028-02-01", null);
        story.isBilled("I-1", "2028-01-31", story.line("L-1", "s", "2028-01-31", "2028-02-29", "29.00"))
                .pays("P-1", "I-1", "29.00");
        story.terminates("s", TO_CREDITS).statusCode(200).body("plan.payout.refund.amount", is("15.00"));
        story.isBilled("I-2", "2028-02-15", story.line("L-2", "t", "2028-02-01", "2028-03-01", "20.00"))
                .paysByCredit("U-1", "I-2", "15.00");
        assertEquals("0.00", story.credits());
        assertEquals("5.00", story.owed("I-2"));
        story.ends();
    }

    /** 1,000 and 100 tax for 28 days, 600 paid; in Tokyo the 10th begins at three in the afternoon of the 9th in London. */
    @Test
    void givesBackInYenOnlyWhatWasPaidBeyondTheDaysUsed() {
        Story story =
                in("Asia/Tokyo", "JPY", REFUNDS).at("2026-02-09T15:00:00Z").subscribes("s", "2025-10-31", null);
        story.isBilled(
                        "I-1",
                        "2026-01-31",
                        story.line("L-1", "s", "2026-01-31", "2026-02-28", "1000")
                                .with("taxRate", "10")
                                .with("tax", story.money("100")))
                .pays("P-1", "I-1", "600");
        // 18 of 28 days: 643 and 64 tax. Kept are 393, so 207 of the 600 go back, and 500 that nobody paid are not
        // owed.
        story.terminates("s", TO_PAYMENT)
                .statusCode(200)
                .body("plan.effectiveOn", is("2026-02-10"))
                .body("plan.credited.amount", is("707"))
                .body("plan.kept.amount", is("393"))
                .body("plan.payout.refund.amount", is("207"))
                .body("plan.offset.amount", is("500"));
        assertEquals("0", story.owed("I-1"));
        story.ends();
    }

    /** Two lines of 10.000 with 5 % tax on one invoice; the documents of both ends add up to it with what is kept. */
    @Test
    void endsTwoSubscriptionsOfOneInvoiceInDinarsOneAfterTheOther() {
        Story story = in("Asia/Kuwait", "KWD", REFUNDS)
                .at("2026-03-16T09:00:00Z")
                .subscribes("s", "2026-01-01", null)
                .subscribes("t", "2026-01-01", null);
        Body tax = Body.of("taxRate", "5", "tax", story.money("0.500"));
        story.isBilled(
                        "I-1",
                        "2026-03-01",
                        story.line("L-1", "s", "2026-03-01", "2026-04-01", "10.000")
                                .and(tax),
                        story.line("L-2", "t", "2026-03-01", "2026-04-01", "10.000")
                                .and(tax))
                .pays("P-1", "I-1", "21.000");
        story.terminates("s", TO_CREDITS)
                .body("plan.lines.creditNet.amount", is(List.of("5.161")))
                .body("plan.credited.amount", is("5.419"));
        story.at("2026-03-20T09:00:00Z");
        story.terminates("t", TO_CREDITS)
                .body("plan.lines.creditNet.amount", is(List.of("3.871")))
                .body("plan.credited.amount", is("4.065"));
        assertEquals("9.484", story.credits());
        story.ends();
    }

    /** It expires twice; the first time it is reactivated on its 20th day, the second time nobody does. */
    @Test
    void runsOnWhenItIsReactivatedAndEndsByItselfWhenItIsNot() {
        Story story = in("America/New_York", "USD", REFUNDS)
                .at("2026-06-02T16:00:00Z")
                .subscribes("s", "2025-05-14", "2026-05-14");
        story.isBilled("I-1", "2026-05-14", story.line("L-1", "s", "2026-05-14", "2027-05-14", "365.00"))
                .pays("P-1", "I-1", "365.00");
        story.terminates("s", TO_CREDITS).statusCode(422).body("firstLegalDay", is("2026-06-11"));
        story.subscribes("s", "2025-05-14", "2026-11-14")
                .at("2026-07-01T16:00:00Z")
                .isDue();
        story.api.ask("list-subscriptions", "{}").then().body("items.state", is(List.of("ACTIVE")));
        // Day 29 is 12 December, and in winter it begins at five.
        story.at("2026-12-12T04:59:59Z").isDue().body("carriedOut", is(List.of()));
        story.at("2026-12-12T05:00:00Z").isDue().body("carriedOut.size()", is(1));
        story.api.ask("list-subscriptions", "{}").then().body("items.state", is(List.of("TERMINATED")));
        assertEquals("0.00", story.credits());
        story.ends();
    }

    /** What money paid goes back to its payment, and what credit paid becomes credit again. */
    @Test
    void goesRoundFromAPaymentToCreditsToABillAndBack() {
        Story story = in("Europe/Berlin", "EUR", REFUNDS)
                .at("2026-06-11T10:00:00Z")
                .subscribes("s", "2026-06-01", null)
                .subscribes("t", "2026-07-01", null);
        story.isBilled("I-1", "2026-06-01", story.line("L-1", "s", "2026-06-01", "2026-07-01", "90.00"))
                .pays("P-1", "I-1", "90.00");
        story.terminates("s", TO_CREDITS).body("plan.payout.availableCredits.amount", is("60.00"));
        story.isBilled("I-2", "2026-07-01", story.line("L-2", "t", "2026-07-01", "2026-07-31", "90.00"))
                .paysByCredit("U-1", "I-2", "60.00")
                .pays("P-2", "I-2", "30.00")
                .at("2026-07-11T10:00:00Z");
        assertEquals("0.00", story.credits());
        story.terminates("t", TO_PAYMENT)
                .body("refunds.destination", is(List.of("ORIGINAL_PAYMENT", "AVAILABLE_CREDITS")))
                .body("refunds.amount.amount", is(List.of("20.00", "40.00")))
                .body("refunds.state", is(List.of("PENDING", "SUCCEEDED")));
        assertEquals("40.00", story.credits());
        story.ends();
    }

    /** The billing system wrote a credit note before anybody asked for a refund. */
    @Test
    void paysNothingBesidesACreditNoteAndTheRestOnlyUpToWhatWasPaid() {
        Story story = in("UTC", "USD", REFUNDS).at("2026-06-16T10:00:00Z").subscribes("s", "2026-01-01", null);
        story.isBilled("I-1", "2026-06-01", story.line("L-1", "s", "2026-06-01", "2026-07-01", "60.00"))
                .pays("P-1", "I-1", "60.00");
        story.api.has("""
                {"creditNotes":[{"id":"CN","accountId":"a","amount":{"amount":"25.00","currency":"USD"},
                 "issuedOn":"2026-06-15","subscriptionId":"s"}]}""");
        story.terminates("s", TO_CREDITS).statusCode(409).body("reason", is("CREDIT_NOTE_EXISTS"));
        story.terminates("s", Body.of("refund", Body.of("mode", "CREDIT_NOTE", "creditNoteId", "CN")))
                .statusCode(200)
                .body("plan.payout.creditNote.difference.amount", is("-5.00"));
        Body rest = Body.of("invoiceId", "I-1", "reason", Body.of("note", "The rest."))
                .to("OFFLINE");
        story.api
                .command("apply-refund", rest.with("amount", story.money("35.01")))
                .then()
                .statusCode(422)
                .body("refundable.amount", is("35.00"));
        story.api
                .command("apply-refund", rest.with("amount", story.money("5.00")))
                .then()
                .statusCode(200);
        story.ends();
    }

    /** A preview, a payment in between, and a second thought. */
    @Test
    void refusesAPlanThatHasDriftedAndCarriesOutTheNewOne() {
        Story story = in("UTC", "USD", REFUNDS).at("2026-06-16T10:00:00Z").subscribes("s", "2026-01-01", null);
        story.isBilled("I-1", "2026-06-01", story.line("L-1", "s", "2026-06-01", "2026-07-01", "60.00"));
        Body asked = Commands.terminate("s").and(TO_CREDITS);
        String quote = story.api.ask("preview-subscription-termination", asked).path("quote");
        story.pays("P-1", "I-1", "60.00");
        story.terminates("s", TO_CREDITS.quote(quote))
                .statusCode(409)
                .body("changes.pointer", hasItems("/payout/refund/amount", "/offset/amount"));
        String again = story.api.ask("preview-subscription-termination", asked).path("quote");
        story.terminates("s", TO_CREDITS.quote(again)).statusCode(200).body("plan.payout.refund.amount", is("30.00"));
        story.ends();
    }

    /** The staff learn late: it should have ended on the first of last month, two bills ago. */
    @Test
    void goesBackOverTwoBillsWhereThePolicyLetsTheStaff() {
        Story story = in("UTC", "USD", REFUNDS.with("backDatingDays", 60))
                .at("2026-06-11T10:00:00Z")
                .subscribes("s", "2026-01-01", null);
        story.isBilled("I-1", "2026-05-01", story.line("L-1", "s", "2026-05-01", "2026-06-01", "31.00"))
                .pays("P-1", "I-1", "31.00");
        story.isBilled("I-2", "2026-06-01", story.line("L-2", "s", "2026-06-01", "2026-07-01", "30.00"));
        story.terminates("s", TO_PAYMENT.on("2026-05-11"))
                .statusCode(200)
                .body("plan.payout.refund.amount", is("21.00"))
                .body("plan.offset.amount", is("30.00"));
        assertEquals("0.00", story.owed("I-2"));
        story.ends();
    }

    /** On 1 November New York puts its clocks back: the month has 721 hours, and one of them is used. */
    @Test
    void countsTheHourThatComesTwice() {
        Story story = in("America/New_York", "USD", REFUNDS.with("dayCount", "SECONDS"))
                .at("2026-11-01T05:00:00Z")
                .subscribes("s", "2026-11-01", null);
        story.isBilled("I-1", "2026-11-01", story.line("L-1", "s", "2026-11-01", "2026-12-01", "721.00"))
                .pays("P-1", "I-1", "721.00");
        story.terminates("s", TO_CREDITS).statusCode(200).body("plan.payout.refund.amount", is("720.00"));
        story.ends();
    }

    /** A series on the last days of the months: two runs are left out, then it ends; nothing was ever collected for them. */
    @Test
    void leavesOutTwoRunsOfASeriesAndEndsIt() {
        Story story = in("UTC", "USD", REFUNDS).at("2026-01-20T10:00:00Z").subscribes("s", "2026-01-01", null);
        story.api.has("""
                {"billRunSeries":[{"id":"monthly","anchorOn":"2026-01-31"}],
                 "billRuns":[{"id":"month-1","kind":"SCHEDULED","state":"PENDING","seriesId":"monthly","number":1,
                 "scheduledOn":"2026-01-31"}]}""");
        String cancel = json("billRunId", "%s", "scope", "%s", "reason", Body.of("note", "Holidays."));
        String second = story.api
                .command("cancel-bill-run", cancel.formatted("month-1", "THIS_RUN"))
                .then()
                .body("nextRun.scheduledOn", is("2026-02-28"))
                .extract()
                .path("nextRun.billRunId");
        String third = story.api
                .command("cancel-bill-run", cancel.formatted(second, "THIS_RUN"))
                .then()
                .body("nextRun.scheduledOn", is("2026-03-31"))
                .extract()
                .path("nextRun.billRunId");
        story.api
                .command("cancel-bill-run", cancel.formatted(third, "ALL_FUTURE"))
                .then()
                .statusCode(200);
        story.api.ask("list-bill-runs", json("state", "PENDING")).then().body("items.size()", is(0));
        story.isBilled("I-1", "2026-01-31", story.line("L-1", "s", "2026-01-01", "2026-02-01", "31.00"));
        assertEquals("31.00", story.owed("I-1"));
        story.ends();
    }
}
