package io.quittance.refund.steps;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Role;
import io.quittance.contract.Body;
import io.quittance.contract.Contracts;
import io.quittance.contract.Refunds;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Ledger;
import io.quittance.testing.Together;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A refund fails by time-out and is given up; then the payment system reports that the money has gone (medusajs/medusa
 * #16681, #16682). It is 11 June; 72.00 of the 108.00 of June are not used.
 */
@QuarkusTest
class LateSuccessTest extends FunctionTest {

    private static final Body I1 = Body.of("invoiceId", "I-1");

    private String id;

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-11T12:00:00Z");
        api.has(Contracts.JUNE);
    }

    @AfterEach
    void holds() {
        Ledger.holds(books, api);
    }

    private void refundOfAnEndIsGivenUp() {
        id = api.command("terminate-subscription", Contracts.terminate("hosting", "ORIGINAL_PAYMENT"))
                .path("refunds[0].refundId");
        isGivenUp();
    }

    private void refundByItselfIsGivenUp() {
        id = api.command("apply-refund", Refunds.of(I1, "54.00", "ORIGINAL_PAYMENT"))
                .path("refunds[0].refundId");
        isGivenUp();
    }

    private void isGivenUp() {
        settles("FAILED").statusCode(200);
        api.command("cancel-refund", Refunds.because(id, Body.of())).then().statusCode(200);
    }

    private ValidatableResponse settles(String outcome) {
        return api.as(Role.SYSTEM)
                .command("settle-refund", Refunds.step(id, Body.of("outcome", outcome, "attempt", 1)))
                .then();
    }

    private ValidatableResponse reverses() {
        return api.command("reverse-refund", Refunds.because(id, Body.of("moneyCameBack", true)))
                .then();
    }

    private void spend(String amount) {
        api.has(json(
                "invoices",
                List.of(Body.read("""
                        {"id":"I-2","accountId":"harbor","issuedOn":"2026-06-11","dueOn":"2026-06-25","lines":[{"id":"I-2-1",
                         "description":"Setup","periodFrom":"2026-06-11","periodUntil":"2026-06-12",
                         "net":{"amount":"100.00","currency":"USD"}}]}""")),
                "creditUses",
                List.of(Body.of("id", "U-1", "accountId", "harbor", "usedOn", "2026-06-11")
                        .amount(amount)
                        .with("allocations", List.of(Body.of("invoiceId", "I-2").amount(amount))))));
    }

    private String available() {
        return api.ask("get-account-credits", json("accountId", "harbor")).path("available.amount");
    }

    private ValidatableResponse overpaid() {
        return api.ask("list-refunds", json("overpaid", true)).then();
    }

    private List<String> late() {
        return eventData("refund.succeeded-late").stream()
                .map(data -> data.getString("amount.amount") + " = " + data.getString("reversedCredit.amount") + " + "
                        + data.getString("overpaid.amount"))
                .toList();
    }

    @Test
    void takesBackTheCreditThatItHadBecome() {
        refundOfAnEndIsGivenUp();
        assertEquals("72.00", available());
        settles("SUCCEEDED")
                .statusCode(200)
                .body("refund.state", is("SUCCEEDED"))
                .body("refund.overpaid", nullValue())
                .body("refund.history.what", is(List.of("FAILED", "CANCELED", "SUCCEEDED")));
        assertEquals("0.00", available());
        overpaid().body("items", hasSize(0));
        assertEquals(List.of("72.00 = 72.00 + 0.00"), late());
        assertEquals(1, eventData("refund.succeeded").size());
    }

    @Test
    void isOverpaidByTheCreditThatIsSpent() {
        refundOfAnEndIsGivenUp();
        spend("50.00");
        settles("SUCCEEDED").statusCode(200).body("refund.overpaid.amount", is("50.00"));
        assertEquals("0.00", available());
        overpaid().body("items.refundId", is(List.of(id)));
        assertEquals(List.of("72.00 = 22.00 + 50.00"), late());

        // The customer returns the money: what was spent stays spent, and the rest is credit again.
        reverses().statusCode(200).body("refund.state", is("REVERSED"));
        assertEquals("22.00", available());
        overpaid().body("items", hasSize(0));
        settles("SUCCEEDED").statusCode(200).body("refund.state", is("REVERSED"));
        assertEquals("22.00", available());
    }

    @Test
    void refundsAgainWhatWasCanceledByItself() {
        refundByItselfIsGivenUp();
        settles("SUCCEEDED")
                .statusCode(200)
                .body("refund.overpaid", nullValue())
                .body("refund.parts", hasSize(2));
        api.ask("preview-refund", Refunds.of(I1, "OFFLINE")).then().body("plan.refundable.amount", is("54.00"));
        assertEquals(List.of("54.00 = 0.00 + 0.00"), late());
        reverses().statusCode(200);
        api.ask("preview-refund", Refunds.of(I1, "OFFLINE")).then().body("plan.refundable.amount", is("108.00"));
    }

    @Test
    void isOverpaidWhereTheSameWasRefundedAnotherWay() {
        refundByItselfIsGivenUp();
        api.command("apply-refund", Refunds.of(I1, "60.00", "OFFLINE")).then().statusCode(200);
        settles("SUCCEEDED").statusCode(200).body("refund.overpaid.amount", is("54.00"));
        overpaid().body("items.refundId", is(List.of(id)));
        api.ask("preview-refund", Refunds.of(I1, "OFFLINE")).then().body("plan.refundable.amount", is("48.00"));
        reverses().statusCode(200);
        overpaid().body("items", hasSize(0));
        api.ask("preview-refund", Refunds.of(I1, "OFFLINE")).then().body("plan.refundable.amount", is("48.00"));
    }

    @Test
    void isOverpaidWhollyWhereItWasRedirected() {
        id = api.command("terminate-subscription", Contracts.terminate("hosting", "ORIGINAL_PAYMENT"))
                .path("refunds[0].refundId");
        settles("FAILED").statusCode(200);
        Body offline = Body.of("destination", "OFFLINE").amount("72.00");
        api.command("redirect-refund", Refunds.because(id, Body.of("destinations", List.of(offline))))
                .then()
                .statusCode(200);
        settles("FAILED").statusCode(200).body("refund.state", is("REDIRECTED"));
        settles("SUCCEEDED").statusCode(200).body("refund.overpaid.amount", is("72.00"));
        assertEquals(List.of("72.00 = 0.00 + 72.00"), late());
        reverses().statusCode(200).body("refund.state", is("REVERSED"));
        assertEquals("0.00", available());
    }

    @Test
    void comesOnceHoweverOftenItIsReported() {
        refundOfAnEndIsGivenUp();
        List<Response> answers = Together.times(
                64,
                i -> Together.command(
                        api.as(Role.SYSTEM), "settle-refund", Refunds.step(id, Body.of("outcome", "SUCCEEDED"))));
        answers.forEach(answer -> answer.then().statusCode(200).body("refund.state", is("SUCCEEDED")));
        assertEquals("0.00", available());
        assertEquals(1, late().size());
    }

    /** A failure that is reported after all that says nothing new. */
    @Test
    void doesNotComeWithALateFailure() {
        refundOfAnEndIsGivenUp();
        settles("FAILED").statusCode(200).body("refund.state", is("CANCELED"));
        assertEquals("72.00", available());
        assertEquals(List.of(), late());
    }
}
