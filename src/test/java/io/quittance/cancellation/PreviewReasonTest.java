package io.quittance.cancellation;

import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.billrun.cancel.RunRecords;
import io.quittance.contract.Body;
import io.quittance.contract.Contracts;
import io.quittance.testing.FunctionTest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A preview checks a reason as its command does, by every door; without a reason it answers too. */
@QuarkusTest
class PreviewReasonTest extends FunctionTest {

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-11T12:00:00Z");
        api.has(Contracts.JUNE);
        api.has("""
                {"billingItems":[{"id":"server","accountId":"harbor","name":"Server","anchorOn":"2026-01-31",
                  "price":{"amount":"5.00","currency":"USD"}}]}""");
        api.has(RunRecords.adHoc("run", "COMPLETED"));
    }

    private static Map<String, Body> previews() {
        Body credits = Body.of("mode", "AVAILABLE_CREDITS");
        return new TreeMap<>(Map.of(
                "preview-billing-item-cancellation",
                Body.of("billingItemId", "server"),
                "preview-cancellation-request",
                Body.of("items", List.of(Body.of("billingItemId", "server"))),
                "preview-subscription-termination",
                Body.of("subscriptionId", "hosting", "refund", credits),
                "preview-service-removal",
                Body.of("subscriptionId", "hosting", "all", true, "refund", credits),
                "preview-account-closure",
                Body.of("accountId", "harbor", "refund", credits),
                "preview-refund",
                Body.of("paymentId", "P-1", "destination", "AVAILABLE_CREDITS"),
                "preview-bill-run-cancellation",
                Body.of("billRunId", "run")));
    }

    @Test
    void refusesAReasonThatIsNotInTheCatalogue() {
        previews().forEach((function, body) -> api.ask(function, body.with("reason", Body.of("code", "NONE_SUCH")))
                .then()
                .statusCode(422)
                .body("reason", is("REASON_UNKNOWN")));
    }

    @Test
    void refusesAReasonWithoutTheNoteThatItNeeds() {
        previews().forEach((function, body) -> api.ask(function, body.with("reason", Body.of("code", "OTHER")))
                .then()
                .statusCode(422)
                .body("reason", is("REASON_NOTE_MISSING")));
    }

    @Test
    void acceptsAReasonOfTheCatalogueAndNone() {
        previews().forEach((function, body) -> {
            api.ask(function, body).then().statusCode(200);
            api.ask(function, body.with("reason", Body.of("code", "NO_LONGER_NEEDED")))
                    .then()
                    .statusCode(200);
        });
    }
}
