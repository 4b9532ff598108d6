package io.quittance.refund.apply;

import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Role;
import io.quittance.contract.Body;
import io.quittance.contract.Contracts;
import io.quittance.contract.Harbor;
import io.quittance.contract.Refunds;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Never more than was paid, and never besides a credit note that says the same. */
@QuarkusTest
class RefundCapsTest extends PaidInvoices {

    // Never more than was paid.

    @ParameterizedTest
    @CsvSource({
        "'\"paymentId\":\"P-2\"', 50.00, 50.01",
        "'\"invoiceId\":\"I-1\"', 108.00, 108.01",
        "'\"lines\":[{\"lineId\":\"I-1-1\",\"amount\":{\"amount\":\"36.01\",\"currency\":\"USD\"}}]', 36.00,"
    })
    void refusesMoreThanWasPaidAndSaysWhatIsRefundable(String fields, String refundable, String amount) {
        Body what = Body.read("{" + fields + "}");
        String body =
                amount == null ? Refunds.of(what, "AVAILABLE_CREDITS") : Refunds.of(what, amount, "AVAILABLE_CREDITS");
        refuses("REFUND_EXCEEDS_PAYMENT", body).statusCode(422).body("refundable.amount", is(refundable));
    }

    @Test
    void countsWhatWentBackByAnotherDoor() {
        refund(Refunds.of(I3, "90.00", "OFFLINE"));
        refuses("REFUND_EXCEEDS_PAYMENT", Refunds.of(Body.of("paymentId", "P-3"), "6.01", "OFFLINE"))
                .body("refundable.amount", is("6.00"));
        refund(Refunds.of(Body.of("paymentId", "P-3"), "OFFLINE")).body("plan.payout.refund.amount", is("6.00"));
        refund(Refunds.of(I3, "OFFLINE"))
                .body("plan.payout.refund.amount", is("4.00"))
                .body("refunds[0].parts.paymentId", is(List.of("P-4")));
        refuses("NOTHING_TO_REFUND", Refunds.of(I3, "OFFLINE"));
    }

    @Test
    void refundsNothingThatWasNotPaid() {
        refuses("NOTHING_TO_REFUND", Refunds.of(Body.of("invoiceId", "I-4"), "OFFLINE"));
        refuses("NOTHING_TO_REFUND", Refunds.of(Body.of("invoiceId", "I-4"), "1.00", "OFFLINE"));
    }

    /** Of 36.00 and 72.00 a termination on 11 June gives 24.00 and 48.00 back. */
    @Test
    void refundsOnlyWhatATerminationHasLeft() {
        api.command("terminate-subscription", Contracts.terminate("hosting", "AVAILABLE_CREDITS"))
                .then()
                .statusCode(200);
        refuses("REFUND_EXCEEDS_PAYMENT", Refunds.of(I1, "36.01", "AVAILABLE_CREDITS"))
                .body("refundable.amount", is("36.00"));
        refund(Refunds.of(I1, "AVAILABLE_CREDITS")).body("plan.lines.amount.amount", is(List.of("12.00", "24.00")));
        refuses("NOTHING_TO_REFUND", Refunds.of(I1, "AVAILABLE_CREDITS"));
        refuses("NOTHING_TO_REFUND", Refunds.of(Body.of("paymentId", "P-1"), "AVAILABLE_CREDITS"));
        assertEquals("108.00", available());
    }

    @Test
    void leavesATerminationOnlyWhatARefundHasLeft() {
        refund(Refunds.of(Body.of("lines", List.of(Body.of("lineId", "I-1-2"))), "AVAILABLE_CREDITS"));
        api.command("terminate-subscription", Contracts.terminate("hosting", "AVAILABLE_CREDITS"))
                .then()
                .statusCode(200)
                .body("plan.lines.credit.amount", is(List.of("24.00", "0.00")))
                .body("plan.lines.creditedBefore.amount", is(List.of("0.00", "72.00")))
                .body("plan.kept.amount", is("12.00"));
        assertEquals("96.00", available());
    }

    // Items that were canceled at once.

    @Test
    void refundsItemsThatWereCanceledAtOnceOnlyWhereThePolicySaysSo() {
        api.command("cancel-billing-item", Harbor.cancel("server", "IMMEDIATE"))
                .then()
                .statusCode(200);
        for (Body what :
                List.of(I3, Body.of("paymentId", "P-3"), Body.of("lines", List.of(Body.of("lineId", "I-3-1"))))) {
            refuses("REFUND_NOT_FOR_CANCELED_ITEM", Refunds.of(what, "OFFLINE"))
                    .statusCode(422)
                    .body("lines", is(List.of("I-3-1")));
        }
        policy(Body.of("allowRefund", true, "refundCanceledItems", true));
        refund(Refunds.of(I3, "OFFLINE"));
    }

    @Test
    void refundsAnItemThatEndsAtItsAnniversary() {
        api.command("cancel-billing-item", Harbor.cancel("server", "ANNIVERSARY"))
                .then()
                .statusCode(200);
        refund(Refunds.of(I3, "OFFLINE"));
    }

    // The one guard against paying twice.

    @ParameterizedTest
    @CsvSource({"lineId, I-3-1, I-3, I-1", "billingItemId, server, I-3, I-1", "subscriptionId, hosting, I-1, I-3"})
    void paysNothingThatACreditNoteSaysAlready(String names, String id, String blocked, String free) {
        note("CN-1", "10.00", Body.of(names, id));
        String body = Refunds.of(Body.of("invoiceId", blocked), "1.00", "OFFLINE");
        refuses("CREDIT_NOTE_EXISTS", body)
                .statusCode(409)
                .body("creditNoteId", is("CN-1"))
                .body("amount.amount", is("10.00"));
        refund(Refunds.of(Body.of("invoiceId", free), "1.00", "OFFLINE"));
        String anyway =
                Body.read(body).with("overrideReason", "The note was lost.").json();
        for (Role role : List.of(Role.AGENT, Role.SYSTEM)) {
            api.as(role)
                    .command("apply-refund", anyway)
                    .then()
                    .statusCode(422)
                    .body("reason", is("OVERRIDE_NOT_ALLOWED"));
        }
        String paid = refund(anyway)
                .body("plan.payout.override.creditNoteId", is("CN-1"))
                .extract()
                .path("refunds[0].refundId");
        api.ask("list-refunds", "{}")
                .then()
                .body("items.find { it.refundId == '" + paid + "' }.overriddenCreditNoteId", is("CN-1"))
                .body("items.find { it.refundId == '" + paid + "' }.overrideReason", is("The note was lost."))
                .body("items.findAll { it.overrideReason != null }.size()", is(1));
        assertEquals(List.of("overridden: The note was lost."), auditedOf("CN-1"));
        // Once it is used it stands in nobody's way.
        refund(Refunds.byNote(Body.of("invoiceId", blocked), "CN-1"));
        refund(body);
    }

    /** What the audit says of a credit note that was paid besides. */
    private List<String> auditedOf(String note) {
        return books.texts(
                "select e ->> 'after' from audit, json_array_elements(effects::json) e where tenant_id = ?"
                        + " and function = 'apply-refund'"
                        + " and e ->> 'record' = 'credit-note' and e ->> 'id' = ?",
                api.tenant(),
                note);
    }
}
