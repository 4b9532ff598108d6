package io.quittance.intake;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Body;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Ledger;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Payments and uses of credit are facts of the billing system: an end that was decided meanwhile never blocks their import
 * (hackerai-tech/hackerai #1303). An invoice of 30.00 for April is not paid; J1 and J2 are of 5.00 each.
 */
@QuarkusTest
class LatePaymentTest extends FunctionTest {

    private static final String INVOICES = """
            {"policy":{"allowRefund":true,"termsVersion":"1","termsText":"t","contactLine":"c"},
             "accounts":[{"id":"a","name":"A","currency":"USD","timeZone":"UTC"}],
             "subscriptions":[{"id":"s","accountId":"a","name":"S","startsOn":"2026-04-01"}],
             "billRuns":[{"id":"run","state":"COMPLETED"}],
             "invoices":[
              {"id":"I","accountId":"a","issuedOn":"2026-04-01","dueOn":"2026-04-01","lines":[
               {"id":"L","description":"L","periodFrom":"2026-04-01","periodUntil":"2026-05-01","subscriptionId":"s",
                "net":{"amount":"30.00","currency":"USD"}}]},
              {"id":"J1","accountId":"a","issuedOn":"2026-04-01","dueOn":"2026-04-01","lines":[
               {"id":"K1","description":"K1","periodFrom":"2026-04-01","periodUntil":"2026-05-01",
                "net":{"amount":"5.00","currency":"USD"}}]},
              {"id":"J2","accountId":"a","issuedOn":"2026-04-01","dueOn":"2026-04-01","billRunId":"run",
               "lines":[{"id":"K2","description":"K2","periodFrom":"2026-04-01","periodUntil":"2026-05-01",
                "net":{"amount":"5.00","currency":"USD"}}]}]}""";

    @BeforeEach
    void begin() {
        clock.moveTo("2026-04-16T12:00:00Z");
        api.has(INVOICES);
    }

    @AfterEach
    void holds() {
        Ledger.holds(books, api);
    }

    private static Body payment(String id, String invoice, String amount) {
        return Body.of("id", id, "accountId", "a", "receivedOn", "2026-04-16")
                .amount(amount)
                .with("allocations", List.of(Body.of("invoiceId", invoice).amount(amount)));
    }

    private static Body use(String id, String invoice, String amount) {
        return Body.of("id", id, "accountId", "a", "usedOn", "2026-04-16")
                .amount(amount)
                .with("allocations", List.of(Body.of("invoiceId", invoice).amount(amount)));
    }

    private ValidatableResponse imports(String records, Body... each) {
        return api.command("import-records", json(records, List.of(each))).then();
    }

    private void endTheSubscription() {
        Body end = Body.of("subscriptionId", "s").refundTo("NONE").reason("NO_LONGER_NEEDED");
        api.command("terminate-subscription", end).then().statusCode(200);
    }

    private List<String> open() {
        return Stream.of("I", "J1", "J2")
                .map(invoice -> books.texts(
                                "select sum(outstanding_minor) from invoice_line where tenant_id = ? and invoice_id = ?",
                                api.tenant(),
                                invoice)
                        .get(0))
                .toList();
    }

    @Test
    void takesABatchOfWhichOnePaymentExceedsWhatAnEndHasLeftOpen() {
        endTheSubscription();
        assertEquals(List.of("1500", "500", "500"), open());
        Body[] batch = {payment("A1", "J1", "5.00"), payment("A2", "I", "30.00"), payment("A3", "J2", "5.00")};
        imports("payments", batch)
                .statusCode(200)
                .body("created", is(3))
                .body("unallocated", hasSize(1))
                .body("unallocated[0].paymentId", is("A2"))
                .body("unallocated[0].invoiceId", is("I"))
                .body("unallocated[0].amount.amount", is("15.00"));
        assertEquals(List.of("0", "0", "0"), open());

        // The rest is money of the account, which can be refunded.
        Body rest = Body.of("paymentId", "A2").amount("15.00").to("OFFLINE").reason("NO_LONGER_NEEDED");
        api.ask("preview-refund", rest).then().statusCode(200).body("plan.unallocated.amount", is("15.00"));

        // A nightly export sends it again.
        imports("payments", batch).statusCode(200).body("created", is(0)).body("unallocated", hasSize(0));
        imports("payments", payment("A2", "I", "29.00"))
                .statusCode(400)
                .body("errors[0].detail", is("is known already and cannot change; a correction is a new payment"));
    }

    @Test
    void takesAPaymentThatIsReceivedTwice() {
        imports("payments", payment("A1", "J1", "5.00"), payment("A2", "J1", "5.00"))
                .statusCode(200)
                .body("unallocated.paymentId", is(List.of("A2")));
    }

    @Test
    void takesAPaymentOfAnInvoiceThatIsCanceledWithItsBillRun() {
        api.command("cancel-bill-run", Body.of("billRunId", "run").reason("ERROR", "Wrong prices"))
                .then()
                .statusCode(200);
        imports("payments", payment("A3", "J2", "5.00"))
                .statusCode(200)
                .body("unallocated.amount.amount", is(List.of("5.00")));
    }

    @Test
    void spendsOnlyTheCreditThatIsAvailableAndOwed() {
        imports("payments", payment("A1", "I", "30.00")).statusCode(200);
        Body refund =
                Body.of("invoiceId", "I").amount("8.00").to("AVAILABLE_CREDITS").reason("NO_LONGER_NEEDED");
        api.command("apply-refund", refund).then().statusCode(200);
        imports("creditUses", use("U1", "J1", "6.00"), use("U2", "J2", "5.00"))
                .statusCode(200)
                .body("created", is(2))
                .body("unallocated.creditUseId", is(List.of("U1", "U2")))
                .body("unallocated.amount.amount", is(List.of("1.00", "2.00")));
        assertEquals(List.of("0", "0", "200"), open());
        api.ask("get-account-credits", json("accountId", "a")).then().body("available.amount", is("0.00"));
        imports("creditUses", use("U1", "J1", "6.00"), use("U2", "J2", "5.00"))
                .statusCode(200)
                .body("created", is(0));
    }

    @Test
    void countsADryRunAndImportsNothing() {
        String before = Ledger.sum(books, api);
        Body records = Body.of("dryRun", true, "payments", List.of(payment("A1", "J1", "5.00")));
        api.command("import-records", records)
                .then()
                .statusCode(200)
                .body("dryRun", is(true))
                .body("created", is(1));
        assertEquals(before, Ledger.sum(books, api));
        api.command("import-records", records.without("dryRun"))
                .then()
                .statusCode(200)
                .body("dryRun", nullValue())
                .body("created", is(1));
    }

    @Test
    void listsTheErrorsOfADryRun() {
        Body bad = payment("A1", "J9", "5.00");
        api.command("import-records", Body.of("dryRun", true, "payments", List.of(bad, payment("A2", "J1", "0.00"))))
                .then()
                .statusCode(400)
                .body("reason", is("INVALID_RECORDS"))
                .body(
                        "errors.pointer",
                        is(List.of(
                                "/payments/0/allocations/0/invoiceId",
                                "/payments/1/amount",
                                "/payments/1/allocations/0/amount")));
    }
}
