package io.quittance.refund.apply;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Body;
import io.quittance.contract.Refunds;
import io.quittance.persistence.RefundDestination;
import io.quittance.testing.Api;
import io.quittance.testing.Ledger;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked for: of a payment, an invoice, chosen lines; refused, repeated, quoted. */
@QuarkusTest
class ApplyRefundTest extends PaidInvoices {

    // Of a payment, an invoice, chosen lines.

    @Test
    void takesTheUnallocatedRestOfAPaymentFirst() {
        refund(Refunds.of(Body.of("paymentId", "P-2"), "15.00", "AVAILABLE_CREDITS"))
                .body("plan.refundable.amount", is("50.00"))
                .body("plan.unallocated.amount", is("15.00"))
                .body("plan.lines", is(List.of()))
                .body("refunds[0].parts[0].paymentId", is("P-2"))
                .body("refunds[0].parts[0].lineId", nullValue());
        refund(Refunds.of(Body.of("paymentId", "P-2"), "15.00", "AVAILABLE_CREDITS"))
                .body("plan.refundable.amount", is("35.00"))
                .body("plan.unallocated.amount", is("5.00"))
                .body("plan.lines.lineId", is(List.of("I-2-1")))
                .body("plan.lines.amount.amount", is(List.of("10.00")))
                .body("plan.lines.refundableAfter.amount", is(List.of("20.00")));
        assertEquals(
                3000,
                books.number("select refunded_minor from payment where id = 'P-2' and tenant_id = ?", api.tenant()));
        assertEquals("30.00", available());
    }

    @Test
    void givesAllOfAPaymentBackAndThenNothing() {
        refund(Refunds.of(Body.of("paymentId", "P-2"), "AVAILABLE_CREDITS"))
                .body("plan.payout.refund.amount", is("50.00"))
                .body("plan.unallocated.amount", is("20.00"))
                .body("plan.lines.amount.amount", is(List.of("30.00")));
        refuses("NOTHING_TO_REFUND", Refunds.of(Body.of("paymentId", "P-2"), "AVAILABLE_CREDITS"))
                .statusCode(422);
    }

    @Test
    void givesAPaymentBackThatPaidNothingYet() {
        refund(Refunds.of(Body.of("paymentId", "P-5"), "ORIGINAL_PAYMENT"))
                .body("plan.unallocated.amount", is("7.00"))
                .body("refunds.paymentId", is(List.of("P-5")));
    }

    @Test
    void splitsAPartOfAnInvoiceOverItsLinesWithTheirTax() {
        refund(Refunds.of(I1, "54.00", "AVAILABLE_CREDITS"))
                .body("plan.refundable.amount", is("108.00"))
                .body("plan.lines.amount.amount", is(List.of("18.00", "36.00")))
                .body("plan.lines.net.amount", is(List.of("15.00", "30.00")))
                .body("plan.lines.tax.amount", is(List.of("3.00", "6.00")))
                .body("plan.effects.after", is(List.of("returned USD 18.00", "returned USD 36.00")))
                .body("reason.code", is("NO_LONGER_NEEDED"))
                .body("contactLine", is("Open a ticket to accounting."));
        api.ask("list-invoices", json("accountId", "harbor"))
                .then()
                .body("items.find { it.invoiceId == 'I-1' }.lines.outstanding.amount", is(List.of("0.00", "0.00")));
        assertEquals("54.00", available());
    }

    @Test
    void givesBackWhatIsSaidOfEachChosenLine() {
        refund(Refunds.of(
                        Body.of(
                                "lines",
                                List.of(
                                        Body.of("lineId", "I-1-2", "amount", Body.usd("6.00")),
                                        Body.of("lineId", "I-1-1"),
                                        Body.of("lineId", "I-3-1", "amount", Body.usd("10.00")))),
                        "OFFLINE"))
                .body("plan.lines.lineId", is(List.of("I-1-1", "I-1-2", "I-3-1")))
                .body("plan.lines.amount.amount", is(List.of("36.00", "6.00", "10.00")))
                .body("refunds.size()", is(1))
                .body("refunds[0].amount.amount", is("52.00"))
                .body("refunds[0].parts.paymentId", is(List.of("P-1", "P-1", "P-3", "P-4")))
                .body("refunds[0].parts.amount.amount", is(List.of("36.00", "6.00", "6.00", "4.00")));
    }

    // Bad input.

    @Test
    void refusesWhatNamesNoneOrSeveralSources() {
        for (Body what : List.of(
                Body.of("lines", List.of()),
                Body.of("paymentId", "P-1", "invoiceId", "I-1"),
                Body.of("invoiceId", "I-1", "lines", List.of(Body.of("lineId", "I-1-1"))))) {
            refuses("INVALID_REQUEST", Refunds.of(what, "OFFLINE"))
                    .statusCode(400)
                    .body("errors.pointer", is(List.of("")))
                    .body(
                            "errors.detail",
                            is(List.of("must name one of paymentId, invoiceId, lines and ofCreditNoteId")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'invoiceId':'I-1','amount':{'amount':'1','currency':'JPY'},'destination':'OFFLINE'} | /amount/currency",
                "{'invoiceId':'I-1','amount':{'amount':'-1.00','currency':'USD'},'destination':'OFFLINE'} | /amount/amount",
                "{'invoiceId':'I-1','amount':{'amount':'0.00','currency':'USD'},'destination':'OFFLINE'} | /amount/amount",
                "{'invoiceId':'I-1','amount':{'amount':'1.001','currency':'USD'},'destination':'OFFLINE'} | /amount",
                "{'lines':[{'lineId':'I-1-1'}],'amount':{'amount':'1.00','currency':'USD'},'destination':'OFFLINE'} | /amount",
                "{'lines':[{'lineId':'I-1-1','amount':{'amount':'-1.00','currency':'USD'}}],'destination':'OFFLINE'} | /lines/0/amount/amount",
                "{'lines':[{'lineId':'I-1-1'},{'lineId':' '}],'destination':'OFFLINE'} | /lines/1/lineId",
                "{'lines':[{'lineId':'I-1-1'},{'lineId':'I-1-1'}],'destination':'OFFLINE'} | /lines/1/lineId",
                "{'invoiceId':'I-1','destination':'CREDIT_NOTE'} | /creditNoteId",
                "{'invoiceId':'I-1','creditNoteId':'CN-1','destination':'OFFLINE'} | /creditNoteId",
                "{'invoiceId':'I-1','destination':'NONE'} | /destination",
                "{'invoiceId':'I-1'} | /destination",
                "{'ofCreditNoteId':'CN-1','destination':'ORIGINAL_PAYMENT'} | /paymentId",
                "{'ofCreditNoteId':'CN-1','destination':'OFFLINE','paymentId':'P-1'} | /paymentId",
                "{'ofCreditNoteId':'CN-1','destination':'OFFLINE','invoiceId':'I-1'} | /ofCreditNoteId",
                "{'ofCreditNoteId':'CN-1','destination':'CREDIT_NOTE'} | /destination",
                "{'ofCreditNoteId':'CN-1','destination':'OFFLINE','amount':{'amount':'1.00','currency':'USD'}} | /amount",
                "{'invoiceId':'I-1','destination':'OFFLINE','total':'1.00'} | /total"
            })
    void refusesBadInputAndSaysWhereItStands(String body, String pointer) {
        String json = body.replace('\'', '"').replaceFirst("}$", ",\"reason\":{\"code\":\"NO_LONGER_NEEDED\"}}");
        refuses("INVALID_REQUEST", json).statusCode(400).body("errors.pointer", is(List.of(pointer)));
    }

    @Test
    void needsAReasonOfTheCatalogueForTheCommandAlone() {
        String body = I1.to("OFFLINE").json();
        api.ask("preview-refund", body).then().statusCode(200);
        api.command("apply-refund", body).then().statusCode(400).body("errors.pointer", is(List.of("/reason")));
        api.command("apply-refund", Refunds.of(I1, "OFFLINE").replace("NO_LONGER_NEEDED", "BOREDOM"))
                .then()
                .statusCode(422)
                .body("reason", is("REASON_UNKNOWN"));
    }

    // What does not exist, or is not the caller's.

    @ParameterizedTest
    @CsvSource({
        "'\"paymentId\":\"P-9\"', PAYMENT_NOT_FOUND",
        "'\"invoiceId\":\"I-9\"', INVOICE_NOT_FOUND",
        "'\"lines\":[{\"lineId\":\"I-9-1\"}]', INVOICE_NOT_FOUND",
        "'\"lines\":[{\"lineId\":\"I-1-1\"},{\"lineId\":\"I-9-1\"}]', INVOICE_NOT_FOUND"
    })
    void saysWhatItDoesNotKnow(String what, String reason) {
        refuses(reason, Refunds.of(Body.read("{" + what + "}"), "OFFLINE")).statusCode(404);
    }

    @Test
    void knowsOnlyTheCreditNotesOfTheAccount() {
        api.has("""
                {"creditNotes":[{"id":"CN-K","accountId":"kawa","amount":{"amount":"100","currency":"JPY"},
                 "issuedOn":"2026-06-10"}]}""");
        refuses("CREDIT_NOTE_NOT_FOUND", Refunds.byNote(I1, "CN-K")).statusCode(404);
    }

    @Test
    void refusesLinesOfTwoAccounts() {
        api.has("""
                {"invoices":[{"id":"I-K","accountId":"kawa","issuedOn":"2026-06-01","dueOn":"2026-06-15","lines":[
                 {"id":"I-K-1","description":"Mail","periodFrom":"2026-06-01","periodUntil":"2026-07-01",
                  "net":{"amount":"1000","currency":"JPY"}}]}]}""");
        refuses(
                        "INVOICE_NOT_FOUND",
                        Refunds.of(
                                Body.of("lines", List.of(Body.of("lineId", "I-1-1"), Body.of("lineId", "I-K-1"))),
                                "OFFLINE"))
                .statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"paymentId\":\"P-1\"", "\"invoiceId\":\"I-1\"", "\"lines\":[{\"lineId\":\"I-1-1\"}]"})
    void hidesTheMoneyOfOtherTenants(String fields) {
        Body what = Body.read("{" + fields + "}");
        Api other = Api.newTenant();
        other.command("apply-refund", Refunds.of(what, "OFFLINE")).then().statusCode(404);
        other.ask("preview-refund", Refunds.of(what, "OFFLINE")).then().statusCode(404);
    }

    @Test
    void isNotOpenToCustomers() {
        Api customer = api.asCustomerOf("harbor");
        String before = Ledger.sum(books, api);
        customer.command("apply-refund", Refunds.of(I1, "OFFLINE"))
                .then()
                .statusCode(403)
                .body("reason", is("NOT_ALLOWED"));
        customer.ask("preview-refund", Refunds.of(I1, "OFFLINE")).then().statusCode(403);
        assertEquals(before, Ledger.sum(books, api));
    }

    // Once, as quoted.

    @Test
    void answersTheSameWhenAskedTwice() {
        String body = Refunds.of(I1, "54.00", "AVAILABLE_CREDITS");
        String first = api.command("apply-refund", "k-1", body).asString();
        String before = Ledger.sum(books, api);
        api.command("apply-refund", "k-1", body)
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body(equalTo(first));
        assertEquals(before, Ledger.sum(books, api));
        assertEquals(List.of("AVAILABLE_CREDITS 54.00"), told("refund.succeeded", "destination"));
    }

    @ParameterizedTest
    @EnumSource(value = RefundDestination.class, mode = EnumSource.Mode.EXCLUDE, names = "PENALTY")
    void previewsExactlyWhatItDoes(RefundDestination destination) {
        note("CN-1", "40.00", Body.of());
        String body = destination == RefundDestination.CREDIT_NOTE
                ? Refunds.byNote(I3, "CN-1")
                : Refunds.of(I3, "40.00", destination.name());
        String before = Ledger.sum(books, api);
        Response previewed = api.ask("preview-refund", body);
        assertEquals(before, Ledger.sum(books, api));
        Body quoted = Body.read(body).quote(previewed.path("quote"));
        Object done = refund(quoted.json()).extract().path("plan");
        assertEquals((Object) previewed.path("plan"), done);
        assertNotEquals(before, Ledger.sum(books, api));
    }

    @Test
    void refusesWhatIsNoLongerAsQuoted() {
        String body = Refunds.of(I3, "40.00", "OFFLINE");
        String quote = api.ask("preview-refund", body).path("quote");
        refund(Refunds.of(I3, "10.00", "OFFLINE"));
        String before = Ledger.sum(books, api);
        api.command("apply-refund", Body.read(body).quote(quote))
                .then()
                .statusCode(409)
                .body("reason", is("QUOTE_CHANGED"))
                .body("changes.find { it.pointer == '/refundable/amount' }.quoted", is("100.00"))
                .body("changes.find { it.pointer == '/refundable/amount' }.now", is("90.00"));
        assertEquals(before, Ledger.sum(books, api));
    }
}
