package io.quittance.cancellation;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Body;
import io.quittance.contract.Contracts;
import io.quittance.contract.Harbor;
import io.quittance.testing.Api;
import io.quittance.testing.FunctionTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real receipts to be read. */
@QuarkusTest
class PrintCancellationTest extends FunctionTest {

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-11T12:00:00Z");
    }

    private ValidatableResponse prints(String function, String body) {
        String id = api.command(function, body).then().statusCode(200).extract().path("cancellationId");
        return api.ask("print-cancellation", named(id))
                .then()
                .statusCode(200)
                .body("cancellationId", is(id))
                .body("text", startsWith("Cancellation " + id + "\n"))
                .body("html", startsWith("<!doctype html>"))
                .body("html", containsString("<title>Cancellation " + id + "</title>"));
    }

    private static String named(String id) {
        return Body.json("cancellationId", id);
    }

    @Test
    void printsWhatWasPlannedAndAgreed() {
        api.has(Harbor.RECORDS);
        prints("cancel-billing-item", Harbor.cancel("server", "ANNIVERSARY"))
                .body("text", containsString("\nEnds on        30 June 2026\n"))
                .body("text", containsString("\nbilling item  disk    Disk\n"))
                .body("text", containsString("\nVersion v1, acknowledged  Gone is gone.\n"))
                .body("text", containsString("11 June 2026, 08:00:00 America/New_York"));
        api.has(Body.json("billRuns", List.of(Body.of("id", "run", "state", "COMPLETED"))));
        prints("cancel-bill-run", Body.json("billRunId", "run", "reason", Body.of("code", "NO_LONGER_NEEDED")))
                .body("text", containsString("bill run run"));
        prints("close-account", Body.json("accountId", "kawa", "reason", Body.of("code", "NO_LONGER_NEEDED")))
                .body("text", containsString("\nbilling item  mail"));
    }

    @Test
    void printsTheMoneyLineByLine() {
        api.has(Contracts.JUNE);
        prints("terminate-subscription", Contracts.terminate("hosting", "AVAILABLE_CREDITS"))
                .body("text", containsString("1 June 2026 to 30 June 2026  36.00 USD  12.00 USD  24.00 USD  24.00 USD"))
                .body("text", containsString("available credits  succeeded  72.00 USD"))
                .body("html", containsString("<td>24.00 USD</td>"));
    }

    @Test
    void printsNoReceiptOfAnother() {
        api.has(Harbor.RECORDS);
        String id = api.command("cancel-billing-item", Harbor.cancel("server", "ANNIVERSARY"))
                .path("cancellationId");
        api.asCustomerOf("harbor").ask("print-cancellation", named(id)).then().statusCode(200);
        api.asCustomerOf("kawa")
                .ask("print-cancellation", named(id))
                .then()
                .statusCode(404)
                .body("reason", is("CANCELLATION_NOT_FOUND"));
        Api.newTenant().ask("print-cancellation", named(id)).then().statusCode(404);
    }
}
