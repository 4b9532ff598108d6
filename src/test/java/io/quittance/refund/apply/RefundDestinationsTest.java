package io.quittance.refund.apply;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Body;
import io.quittance.contract.Commands;
import io.quittance.contract.Refunds;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a refund goes, what it costs, and the credit notes that are paid out. */
@QuarkusTest
class RefundDestinationsTest extends PaidInvoices {

    // To every destination.

    @Test
    void asksThePaymentSystemOnceAPayment() {
        refund(Refunds.of(I3, "50.00", "ORIGINAL_PAYMENT"))
                .body("refunds.paymentId", is(List.of("P-3", "P-4")))
                .body("refunds.state", is(List.of("PENDING", "PENDING")))
                .body("refunds.amount.amount", is(List.of("30.00", "20.00")));
        assertEquals(List.of("P-3 30.00", "P-4 20.00"), told("refund.pending", "paymentId"));
        assertEquals(List.of(), told("refund.succeeded", "destination"));
        assertEquals("0.00", available());
    }

    @Test
    void paysWhatIsDueFirstAndMakesTheRestSpendable() {
        refund(Refunds.of(I3, "40.00", "OFFSET"))
                .body("plan.payout.offsets.lineId", is(List.of("I-5-1", "I-4-1")))
                .body("plan.payout.offsets.amount.amount", is(List.of("10.00", "25.00")))
                .body("plan.payout.availableCredits.amount", is("5.00"))
                .body("refunds.destination", is(List.of("OFFSET")));
        assertEquals("5.00", available());
        api.ask("list-invoices", json("accountId", "harbor", "open", true))
                .then()
                .body("items", is(List.of()));
    }

    @Test
    void givesCreditBackAsCredit() {
        refund(Refunds.of(I3, "25.00", "AVAILABLE_CREDITS"));
        api.has("""
                {"creditUses":[{"id":"U-1","accountId":"harbor","amount":{"amount":"25.00","currency":"USD"},
                 "usedOn":"2026-06-11","allocations":[{"invoiceId":"I-4","amount":{"amount":"25.00","currency":"USD"}}]}]}""");
        assertEquals("0.00", available());
        refund(Refunds.of(Body.of("invoiceId", "I-4"), "ORIGINAL_PAYMENT"))
                .body("refunds.destination", is(List.of("AVAILABLE_CREDITS")))
                .body("refunds.state", is(List.of("SUCCEEDED")))
                .body("plan.payout.availableCredits.amount", is("25.00"));
        assertEquals("25.00", available());
    }

    @Test
    void onlyWritesDownWhatIsPaidOutside() {
        refund(Refunds.of(I3, "40.00", "OFFLINE")).body("refunds.state", is(List.of("SUCCEEDED")));
        assertEquals(List.of("OFFLINE 40.00"), told("refund.succeeded", "destination"));
        assertEquals("0.00", available());
    }

    @Test
    void letsACreditNoteBeTheRefundOnce() {
        note("CN-1", "30.00", Body.of());
        String id = refund(Refunds.byNote(I1, "CN-1"))
                .body("plan.payout.refund.amount", is("30.00"))
                .body("plan.payout.creditNote.difference.amount", is("-78.00"))
                .body("plan.lines.amount.amount", is(List.of("10.00", "20.00")))
                .body("refunds.creditNoteId", is(List.of("CN-1")))
                .body("refunds.state", is(List.of("SUCCEEDED")))
                .extract()
                .path("refunds[0].refundId");
        assertEquals("0.00", available());
        refuses("CREDIT_NOTE_NOT_USABLE", Refunds.byNote(I3, "CN-1"))
                .statusCode(409)
                .body("refundId", is(id));
    }

    @Test
    void letsACreditNoteBeTheRefundWhereThePolicyAllowsNone() {
        note("CN-1", "30.00", Body.of());
        policy(Body.of("allowRefund", false));
        refuses("REFUNDS_NOT_ALLOWED", Refunds.of(I1, "OFFLINE")).statusCode(422);
        refund(Refunds.byNote(I1, "CN-1"));
    }

    // To several destinations.

    @Test
    void sharesARefundOutOverDestinations() {
        policy(Body.of("allowRefund", true, "adminFees", List.of(Body.usd("5.00"))));
        refund(over(share("OFFSET", "40.00"), share("ORIGINAL_PAYMENT", "30.00"), share("AVAILABLE_CREDITS", "30.00")))
                .body("refunds.destination", is(List.of("ORIGINAL_PAYMENT", "OFFSET", "AVAILABLE_CREDITS")))
                .body("refunds.amount.amount", is(List.of("30.00", "40.00", "30.00")))
                .body("refunds.adminFee.amount", is(List.of("1.50", "2.00", "1.50")))
                .body("plan.payout.adminFee.amount", is("5.00"))
                .body("plan.payout.offsets.amount.amount", is(List.of("10.00", "25.00")));
        // 3.00 that were left to offset, and 28.50.
        assertEquals("31.50", available());
    }

    @Test
    void refusesDestinationsThatDoNotAddUp() {
        refuses("REFUND_SPLIT_DOES_NOT_ADD_UP", over(share("OFFSET", "40.00"), share("OFFLINE", "59.99")))
                .statusCode(422)
                .body("difference.amount", is("0.01"));
        refuses("REFUND_SPLIT_DOES_NOT_ADD_UP", over(share("OFFSET", "40.00"), share("OFFLINE", "60.01")))
                .body("difference.amount", is("-0.01"));
    }

    /** Of I-3, which is paid wholly. */
    private static String over(Body... shares) {
        return Commands.refund(I3).with("destinations", List.of(shares)).json();
    }

    private static Body share(String destination, String amount) {
        return Body.of("destination", destination).amount(amount);
    }

    // A credit note that is paid out.

    @ParameterizedTest
    @CsvSource({"AVAILABLE_CREDITS, 30.00", "OFFLINE, 0.00", "OFFSET, 0.00"})
    void paysACreditNoteOutOnce(String destination, String spendable) {
        note("CN-1", "30.00", Body.of("lineId", "I-1-1"));
        String body = Refunds.of(Body.of("ofCreditNoteId", "CN-1"), destination);
        String id = refund(body)
                .body("plan.payout.refund.amount", is("30.00"))
                .body("plan.lines", is(List.of()))
                .body("refunds.ofCreditNoteId", is(List.of("CN-1")))
                .body("refunds.state", is(List.of("SUCCEEDED")))
                .body("refunds[0].creditNoteId", nullValue())
                .extract()
                .path("refunds[0].refundId");
        assertEquals(spendable, available());
        refuses("CREDIT_NOTE_NOT_USABLE", body).statusCode(409).body("refundId", is(id));
        // The note has said it, and nothing else may pay for its line without being asked.
        refuses("CREDIT_NOTE_EXISTS", Refunds.of(I1, "1.00", "OFFLINE")).body("refundId", is(id));
    }

    @Test
    void paysACreditNoteOutByAPaymentAndCountsItThere() {
        note("CN-1", "30.00", Body.of());
        refund(Refunds.of(Body.of("ofCreditNoteId", "CN-1", "paymentId", "P-2"), "ORIGINAL_PAYMENT"))
                .body("plan.refundable.amount", is("50.00"))
                .body("plan.unallocated.amount", is("20.00"))
                .body("plan.lines.amount.amount", is(List.of("10.00")))
                .body("refunds.paymentId", is(List.of("P-2")));
        note("CN-2", "20.01", Body.of());
        refuses(
                        "REFUND_EXCEEDS_PAYMENT",
                        Refunds.of(Body.of("ofCreditNoteId", "CN-2", "paymentId", "P-2"), "ORIGINAL_PAYMENT"))
                .body("refundable.amount", is("20.00"));
        refuses(
                        "CREDIT_NOTE_NOT_FOUND",
                        Refunds.of(Body.of("ofCreditNoteId", "CN-9", "paymentId", "P-2"), "ORIGINAL_PAYMENT"))
                .statusCode(404);
        refuses("CREDIT_NOTE_NOT_FOUND", Refunds.of(Body.of("ofCreditNoteId", "CN-9"), "OFFLINE"));
    }

    @Test
    void paysACreditNoteOutAfterItWasGivenBack() {
        note("CN-1", "30.00", Body.of());
        String body = Refunds.of(Body.of("ofCreditNoteId", "CN-1"), "AVAILABLE_CREDITS");
        String id = refund(body).extract().path("refunds[0].refundId");
        api.command("reverse-refund", Refunds.because(id, Body.of())).then().statusCode(200);
        assertEquals("0.00", available());
        refund(body);
        assertEquals("30.00", available());
    }

    // The fee.

    @Test
    void keepsTheFeeOnceAndShowsItByItself() {
        policy(Body.of("allowRefund", true, "adminFees", List.of(Body.usd("5.00"))));
        refund(Refunds.of(I3, "50.00", "ORIGINAL_PAYMENT"))
                .body("plan.payout.refund.amount", is("50.00"))
                .body("plan.payout.adminFee.amount", is("5.00"))
                .body("plan.payout.paidOut.amount", is("45.00"))
                .body("refunds.adminFee.amount", is(List.of("3.00", "2.00")))
                .body("refunds.paidOut.amount", is(List.of("27.00", "18.00")));
        assertEquals(List.of("P-3 27.00", "P-4 18.00"), told("refund.pending", "paymentId"));
        refund(Refunds.of(I1, "54.00", "AVAILABLE_CREDITS")).body("plan.payout.availableCredits.amount", is("49.00"));
        assertEquals("49.00", available());
    }

    /** The payment system has nothing to do where the fee takes all. */
    @Test
    void takesNoMoreFeeThanGoesBack() {
        policy(Body.of("allowRefund", true, "adminFees", List.of(Body.usd("5.00"))));
        refund(Refunds.of(Body.of("paymentId", "P-5"), "4.99", "ORIGINAL_PAYMENT"))
                .body("refunds.adminFee.amount", is(List.of("4.99")))
                .body("refunds.paidOut.amount", is(List.of("0.00")))
                .body("refunds.state", is(List.of("SUCCEEDED")));
        assertEquals(List.of(), told("refund.pending", "paymentId"));
    }
}
