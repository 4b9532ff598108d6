package io.quittance.subscription.unused;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Body;
import io.quittance.contract.Commands;
import io.quittance.testing.FunctionTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A subscription that has not begun may have been billed: the billed lines decide about the money, and not its state. Hosting
 * costs USD 30.00 for May and begins on 1 May; it is 15 April.
 */
@QuarkusTest
class NotBegunTest extends FunctionTest {

    @BeforeEach
    void begin() {
        clock.moveTo("2026-04-15T12:00:00Z");
        api.has("""
                {"policy":{"allowRefund":true,"termsVersion":"v1","termsText":"Gone is gone.","contactLine":"Ask us."},
                 "accounts":[{"id":"harbor","name":"Harbor Books","currency":"USD","timeZone":"UTC"}],
                 "subscriptions":[{"id":"hosting","accountId":"harbor","name":"Hosting","startsOn":"2026-05-01"}],
                 "services":[{"id":"web","subscriptionId":"hosting","name":"Web"}],
                 "invoices":[{"id":"I-1","accountId":"harbor","issuedOn":"2026-04-10","dueOn":"2026-04-30","lines":[
                   {"id":"I-1-1","serviceId":"web","description":"Web","periodFrom":"2026-05-01",
                    "periodUntil":"2026-06-01","net":{"amount":"30.00","currency":"USD"}}]}]}""");
    }

    private void pay(String amount) {
        api.has("""
                {"payments":[{"id":"P-1","accountId":"harbor","amount":{"amount":"%1$s","currency":"USD"},
                  "receivedOn":"2026-04-12","allocations":[{"invoiceId":"I-1",
                  "amount":{"amount":"%1$s","currency":"USD"}}]}]}""".formatted(amount));
    }

    private static Body end(String function, String mode) {
        Body body =
                switch (function) {
                    case "terminate-subscription" -> Commands.terminate("hosting");
                    case "remove-services" -> Commands.removeServices("hosting", "web");
                    default -> Commands.closeAccount("harbor");
                };
        return body.refundTo(mode);
    }

    /** What was paid of the unused period is refunded, and the rest is no longer owed. */
    @ParameterizedTest
    @CsvSource({
        "terminate-subscription, 0.00, ORIGINAL_PAYMENT",
        "terminate-subscription, 12.00, ORIGINAL_PAYMENT",
        "terminate-subscription, 30.00, ORIGINAL_PAYMENT",
        "terminate-subscription, 30.00, AVAILABLE_CREDITS",
        "terminate-subscription, 12.00, NONE",
        "remove-services, 0.00, ORIGINAL_PAYMENT",
        "remove-services, 12.00, AVAILABLE_CREDITS",
        "remove-services, 30.00, ORIGINAL_PAYMENT",
        "close-account, 0.00, ORIGINAL_PAYMENT",
        "close-account, 12.00, ORIGINAL_PAYMENT",
        "close-account, 30.00, AVAILABLE_CREDITS"
    })
    void settlesBilledLinesByEveryOperation(String function, String paid, String mode) {
        if (!paid.equals("0.00")) {
            pay(paid);
        }
        String refunded = mode.equals("NONE") ? "0.00" : paid;
        String plan = function.equals("close-account") ? "plan.terminations." : "plan.";
        api.command(function, end(function, mode))
                .then()
                .statusCode(200)
                .body(plan + "payout.refund.amount", is(refunded));
        api.ask("list-invoices", json("accountId", "harbor"))
                .then()
                .body("items[0].outstanding.amount", is("0.00"))
                .body("items[0].returned.amount", is(refunded));
    }

    /** The end on 1 May: requested in April for that day, and on 1 May at once; on 2 May one day of 31 is used. */
    @ParameterizedTest
    @CsvSource({
        "2026-04-30T12:00:00Z, 2026-05-01, 30.00",
        "2026-05-01T12:00:00Z, 2026-05-01, 30.00",
        "2026-04-30T12:00:00Z, 2026-05-02, 29.03",
        "2026-05-02T12:00:00Z, 2026-05-02, 29.03"
    })
    void givesTheSameTheDayBeforeAndOnTheFirstDay(String asked, String day, String refund) {
        pay("30.00");
        clock.moveTo(asked);
        String id = api.command(
                        "terminate-subscription",
                        Commands.terminate("hosting").on(day).refundTo("AVAILABLE_CREDITS"))
                .then()
                .statusCode(200)
                .extract()
                .path("cancellationId");
        clock.moveTo(day + "T13:00:00Z");
        api.ask("run-due-actions", "{}").then().statusCode(200);
        api.ask("list-refunds", json("cancellationId", id)).then().body("items.amount.amount", is(List.of(refund)));
    }

    /** Nothing was billed, so nothing is refunded, whatever mode is asked for. */
    @Test
    void movesNoMoneyWhereNothingWasBilled() {
        api.has("""
                {"subscriptions":[{"id":"mail","accountId":"harbor","name":"Mail","startsOn":"2026-05-01"}]}""");
        api.command("terminate-subscription", Commands.terminate("mail").refundTo("ORIGINAL_PAYMENT"))
                .then()
                .statusCode(200)
                .body("plan.invoiced.amount", is("0.00"))
                .body("plan.payout.refund.amount", is("0.00"));
    }
}
