package io.quittance.cancellation;

import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Body;
import io.quittance.contract.Harbor;
import io.quittance.testing.FunctionTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A year of an item that is billed on the last day of each month, for accounts on both sides of the day. */
@QuarkusTest
class AnniversaryScenarioTest extends FunctionTest {

    @ParameterizedTest
    @CsvSource({
        // zone, 31 January there, last moment of 27 February there, first moment of 28 February there
        "America/New_York, 2026-01-31T17:00:00Z, 2026-02-28T04:59:59.999Z, 2026-02-28T05:00:00Z",
        "Asia/Tokyo, 2026-01-31T03:00:00Z, 2026-02-27T14:59:59.999Z, 2026-02-27T15:00:00Z"
    })
    void endsOnTheLastDayOfFebruaryAfterItWasUndoneAndAskedForAgain(
            String zone, String asked, String lastMoment, String firstMoment) {
        clock.moveTo(asked);
        api.has("""
                {"policy":{"termsVersion":"v1","termsText":"Gone is gone.","contactLine":"Ask."},
                 "accounts":[{"id":"a","name":"A","currency":"USD","timeZone":"%s"}],
                 "billingItems":[{"id":"i","accountId":"a","name":"I","price":{"amount":"1.00","currency":"USD"},
                  "anchorOn":"2025-10-31"}]}""".formatted(zone));

        String first = schedule();
        undo(first).then().statusCode(200).body("state", is("UNDONE"));
        String second = schedule();
        api.ask("get-cancellation", id(second)).then().body("effectiveOn", is("2026-02-28"));

        clock.moveTo(lastMoment);
        runs(List.of());
        api.ask("list-billing-items", Body.json("state", "ACTIVE")).then().body("items.size()", is(1));

        clock.moveTo(firstMoment);
        api.ask("list-billing-items", Body.json("state", "ACTIVE")).then().body("items.size()", is(0));
        undo(second).then().statusCode(409).body("reason", is("ALREADY_EFFECTIVE"));
        runs(List.of(second));
        runs(List.of());
        api.ask("get-cancellation", id(second))
                .then()
                .body("state", is("EFFECTIVE"))
                .body("effectiveAt", is(firstMoment));
    }

    @ParameterizedTest
    @CsvSource({
        // Asked on, ends on: from the anchor of the 31st, through short months and back.
        "2026-01-30T17:00:00Z, 2026-01-31",
        "2026-01-31T17:00:00Z, 2026-02-28",
        "2026-02-28T17:00:00Z, 2026-03-31",
        "2026-03-31T16:00:00Z, 2026-04-30",
        "2028-01-31T17:00:00Z, 2028-02-29"
    })
    void keepsItsAnchor(String asked, String endsOn) {
        clock.moveTo(asked);
        api.has("""
                {"policy":{"termsVersion":"v1","termsText":"Gone is gone.","contactLine":"Ask."},
                 "accounts":[{"id":"a","name":"A","currency":"USD","timeZone":"America/New_York"}],
                 "billingItems":[{"id":"i","accountId":"a","name":"I","price":{"amount":"1.00","currency":"USD"},
                  "anchorOn":"2025-10-31"}]}""");
        api.ask("get-cancellation", id(schedule())).then().body("effectiveOn", is(endsOn));
    }

    private String schedule() {
        return api.command("cancel-billing-item", Harbor.cancel("i", "ANNIVERSARY"))
                .then()
                .statusCode(200)
                .extract()
                .path("cancellationId");
    }

    private io.restassured.response.Response undo(String cancellation) {
        return api.command("undo-cancellation", id(cancellation));
    }

    private static String id(String cancellation) {
        return Body.json("cancellationId", cancellation);
    }

    private void runs(List<String> carriedOut) {
        api.ask("run-due-actions", "{}")
                .then()
                .statusCode(200)
                .body("carriedOut", is(carriedOut))
                .body("parked", is(List.of()));
    }
}
