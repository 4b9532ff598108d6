package io.quittance.intake;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Role;
import io.quittance.contract.Body;
import io.quittance.contract.Contracts;
import io.quittance.contract.Refunds;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Ledger;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Money that was received goes back by the bank: a bounced debit, a lost dispute (Project60/org.project60.sepa#285,
 * bcgov/entity#21528). The invoice of 108.00 is paid. It is 11 June.
 */
@QuarkusTest
class PaymentReversalTest extends FunctionTest {

    private static final Body I1 = Body.of("invoiceId", "I-1");

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-11T12:00:00Z");
        api.has(Contracts.JUNE);
    }

    @AfterEach
    void holds() {
        Ledger.holds(books, api);
    }

    private static Body reversal(String id, String amount) {
        return Body.of("id", id, "accountId", "harbor", "paymentId", "P-1", "reversedOn", "2026-06-10")
                .with("kind", "RETURNED")
                .amount(amount);
    }

    private ValidatableResponse goesBack(Body... reversals) {
        return api.command("import-records", json("paymentReversals", List.of(reversals)))
                .then();
    }

    private ValidatableResponse invoice() {
        return api.ask("list-invoices", json("accountId", "harbor")).then();
    }

    private void refundable(String amount) {
        api.ask("preview-refund", Refunds.of(I1, "OFFLINE"))
                .then()
                .statusCode(200)
                .body("plan.refundable.amount", is(amount));
    }

    private String terminate() {
        return api.command("terminate-subscription", Contracts.terminate("hosting", "ORIGINAL_PAYMENT"))
                .then()
                .statusCode(200)
                .extract()
                .path("refunds[0].refundId");
    }

    private void settles(String id, String outcome) {
        api.as(Role.SYSTEM)
                .command("settle-refund", Refunds.step(id, Body.of("outcome", outcome)))
                .then()
                .statusCode(200);
    }

    private ValidatableResponse atRisk() {
        return api.ask("list-refunds", json("atRisk", true)).then();
    }

    private List<String> told() {
        return eventData("payment.reversed").stream()
                .map(data -> data.getString("amount.amount") + ", at risk " + data.getString("atRisk.amount"))
                .toList();
    }

    @Test
    void isOwedAgainAndNotRefundable() {
        goesBack(reversal("V-1", "108.00")).statusCode(200).body("created", is(1));
        invoice()
                .body("items[0].paid.amount", is("108.00"))
                .body("items[0].reversed.amount", is("108.00"))
                .body("items[0].outstanding.amount", is("108.00"))
                .body("items[0].lines.reversed.amount", is(List.of("36.00", "72.00")));
        for (Body what : List.of(I1, Body.of("paymentId", "P-1"))) {
            api.command("apply-refund", Refunds.of(what, "OFFLINE"))
                    .then()
                    .statusCode(422)
                    .body("reason", is("NOTHING_TO_REFUND"));
        }
        assertEquals(List.of("108.00, at risk 0.00"), told());
        // It may come again, and can be paid again.
        goesBack(reversal("V-1", "108.00")).statusCode(200).body("created", is(0));
        Body payment = Body.of("id", "P-2", "accountId", "harbor", "receivedOn", "2026-06-11")
                .amount("108.00")
                .with("allocations", List.of(I1.amount("108.00")));
        api.command("import-records", json("payments", List.of(payment)))
                .then()
                .statusCode(200)
                .body("unallocated", hasSize(0));
        invoice().body("items[0].outstanding.amount", is("0.00"));
        refundable("108.00");
    }

    @Test
    void goesBackInPart() {
        goesBack(reversal("V-1", "54.00"), reversal("V-2", "9.00")).statusCode(200);
        invoice().body("items[0].outstanding.amount", is("63.00"));
        refundable("45.00");
        goesBack(reversal("V-3", "45.01"))
                .statusCode(400)
                .body("errors[0].detail", is("is more than what has not been reversed of the payment"));
        goesBack(reversal("V-3", "45.00")).statusCode(200);
        invoice().body("items[0].outstanding.amount", is("108.00"));
    }

    /** A termination settles what is owed after all: nothing was paid for the unused days. */
    @Test
    void leavesNothingToRefundForAnEnd() {
        goesBack(reversal("V-1", "108.00")).statusCode(200);
        api.command("terminate-subscription", Contracts.terminate("hosting", "NONE"))
                .then()
                .statusCode(200);
        invoice().body("items[0].outstanding.amount", is("36.00"));
    }

    @Test
    void putsARefundAtRiskThatHasGone() {
        String id = terminate();
        settles(id, "SUCCEEDED");
        goesBack(reversal("V-1", "108.00")).statusCode(200);
        assertEquals(List.of("108.00, at risk 72.00"), told());
        atRisk().body("items.refundId", is(List.of(id)));
        // 36.00 for the days used, and the 72.00 that the customer has got twice.
        invoice().body("items[0].outstanding.amount", is("108.00"));
    }

    /** What is not refunded goes back first. */
    @Test
    void putsNothingAtRiskAsLongAsTheRestSuffices() {
        settles(terminate(), "SUCCEEDED");
        goesBack(reversal("V-1", "36.00")).statusCode(200);
        assertEquals(List.of("36.00, at risk 0.00"), told());
        atRisk().body("items", hasSize(0));
        invoice().body("items[0].outstanding.amount", is("36.00"));
    }

    @Test
    void isNotPaidAgainByARefundThatHasFailed() {
        String id = terminate();
        settles(id, "FAILED");
        goesBack(reversal("V-1", "108.00")).statusCode(200);
        Body offline = Body.of("destination", "OFFLINE").amount("72.00");
        for (ValidatableResponse refused : List.of(
                api.command("retry-refund", Refunds.step(id, Body.of())).then(),
                api.command("redirect-refund", Refunds.because(id, Body.of("destinations", List.of(offline))))
                        .then())) {
            refused.statusCode(409).body("reason", is("PAYMENT_WENT_BACK")).body("payments", is(List.of("P-1")));
        }
        // Given up, nothing becomes credit: the customer has the money, and owes what was used.
        api.command("cancel-refund", Refunds.because(id, Body.of())).then().statusCode(200);
        api.ask("get-account-credits", json("accountId", "harbor")).then().body("available.amount", is("0.00"));
        invoice().body("items[0].outstanding.amount", is("36.00"));
        atRisk().body("items", hasSize(0));
    }

    @Test
    void isNotApprovedOnceItHasGoneBack() {
        Body policy = Body.of("allowRefund", true, "termsVersion", "v1", "termsText", "T", "contactLine", "C");
        api.has(json("policy", policy.with("refundLimits", List.of(Body.usd("50.00")))));
        String id = api.command("apply-refund", Refunds.of(I1, "60.00", "OFFLINE"))
                .then()
                .statusCode(200)
                .extract()
                .path("refunds[0].refundId");
        goesBack(reversal("V-1", "108.00")).statusCode(200);
        api.asAnother(Role.BILLING_ADMIN)
                .command("approve-refund", json("refundId", id))
                .then()
                .statusCode(409)
                .body("reason", is("PAYMENT_WENT_BACK"));
        api.asAnother(Role.BILLING_ADMIN)
                .command("reject-refund", Refunds.because(id, Body.of()))
                .then()
                .statusCode(200);
        invoice().body("items[0].outstanding.amount", is("108.00"));
    }

    @Test
    void goesBackInTheImportThatBringsThePayment() {
        Body payment = Body.of("id", "P-2", "accountId", "harbor", "receivedOn", "2026-06-05")
                .amount("5.00");
        Body reversal = reversal("V-2", "5.00").with("paymentId", "P-2").with("kind", "CHARGEBACK");
        api.command("import-records", json("payments", List.of(payment), "paymentReversals", List.of(reversal)))
                .then()
                .statusCode(200)
                .body("created", is(2));
        api.ask("preview-refund", Refunds.of(Body.of("paymentId", "P-2"), "OFFLINE"))
                .then()
                .statusCode(422)
                .body("reason", is("NOTHING_TO_REFUND"));
    }

    @ParameterizedTest
    @CsvSource({
        "amount, 0.00, /paymentReversals/0/amount",
        "amount, 108.01, /paymentReversals/0/amount",
        "paymentId, P-9, /paymentReversals/0/paymentId",
        "accountId, kawa, /paymentReversals/0/amount/currency",
        "accountId, nobody, /paymentReversals/0/accountId"
    })
    void refusesBadReversals(String field, String value, String pointer) {
        Body bad = field.equals("amount")
                ? reversal("V-1", value)
                : reversal("V-1", "1.00").with(field, value);
        goesBack(bad).statusCode(400).body("reason", is("INVALID_RECORDS")).body("errors[0].pointer", is(pointer));
        goesBack(reversal("V-1", "1.00")).statusCode(200);
        goesBack(reversal("V-1", "2.00"))
                .statusCode(400)
                .body("errors[0].detail", is("is known already and cannot change"));
    }
}
