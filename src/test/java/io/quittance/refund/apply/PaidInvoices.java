package io.quittance.refund.apply;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.contract.Body;
import io.quittance.contract.Contracts;
import io.quittance.contract.Refunds;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Ledger;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of refunds begin with: of invoice I-1 36.00 and 72.00 are paid by P-1, and more; it is 11 June. */
public abstract class PaidInvoices extends FunctionTest {
    /**
     * I-2 of 30.00, paid by P-2 of 50.00, of which 20.00 are not allocated; I-3 of 100.00, paid by P-3 of 60.00 and P-4
     * of 40.00; I-4 of 25.00 and I-5 of 10.00, which is due first, not paid.
     */
    static final String MORE = """
            {
              "billingItems": [
                {"id": "server", "accountId": "harbor", "name": "Server", "price": {"amount": "100.00", "currency": "USD"},
                 "anchorOn": "2026-06-01"}
              ],
              "invoices": [
                {"id": "I-2", "accountId": "harbor", "issuedOn": "2026-06-01", "dueOn": "2026-06-15", "lines": [
                  {"id": "I-2-1", "description": "Domain", "periodFrom": "2026-06-01", "periodUntil": "2027-06-01",
                   "net": {"amount": "30.00", "currency": "USD"}}]},
                {"id": "I-3", "accountId": "harbor", "issuedOn": "2026-06-01", "dueOn": "2026-06-15", "lines": [
                  {"id": "I-3-1", "billingItemId": "server", "description": "Server", "periodFrom": "2026-06-01",
                   "periodUntil": "2026-07-01", "net": {"amount": "100.00", "currency": "USD"}}]},
                {"id": "I-4", "accountId": "harbor", "issuedOn": "2026-06-02", "dueOn": "2026-06-20", "lines": [
                  {"id": "I-4-1", "description": "Mail", "periodFrom": "2026-06-01", "periodUntil": "2026-07-01",
                   "net": {"amount": "25.00", "currency": "USD"}}]},
                {"id": "I-5", "accountId": "harbor", "issuedOn": "2026-06-02", "dueOn": "2026-06-16", "lines": [
                  {"id": "I-5-1", "description": "Backup", "periodFrom": "2026-06-01", "periodUntil": "2026-07-01",
                   "net": {"amount": "10.00", "currency": "USD"}}]}
              ],
              "payments": [
                {"id": "P-2", "accountId": "harbor", "amount": {"amount": "50.00", "currency": "USD"},
                 "receivedOn": "2026-06-03",
                 "allocations": [{"lineId": "I-2-1", "amount": {"amount": "30.00", "currency": "USD"}}]},
                {"id": "P-3", "accountId": "harbor", "amount": {"amount": "60.00", "currency": "USD"},
                 "receivedOn": "2026-06-03",
                 "allocations": [{"lineId": "I-3-1", "amount": {"amount": "60.00", "currency": "USD"}}]},
                {"id": "P-4", "accountId": "harbor", "amount": {"amount": "40.00", "currency": "USD"},
                 "receivedOn": "2026-06-04",
                 "allocations": [{"lineId": "I-3-1", "amount": {"amount": "40.00", "currency": "USD"}}]},
                {"id": "P-5", "accountId": "harbor", "amount": {"amount": "7.00", "currency": "USD"},
                 "receivedOn": "2026-06-05"}
              ]
            }
            """;

    static final Body I1 = Body.of("invoiceId", "I-1");
    public static final Body I3 = Body.of("invoiceId", "I-3");

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-11T12:00:00Z");
        api.has(Contracts.JUNE);
        api.has(MORE);
    }

    @AfterEach
    void holds() {
        Ledger.holds(books, api);
    }

    public ValidatableResponse refund(String body) {
        return api.command("apply-refund", body).then().statusCode(200);
    }

    ValidatableResponse refuses(String reason, String body) {
        String before = Ledger.sum(books, api);
        ValidatableResponse refused = api.command("apply-refund", body).then().body("reason", is(reason));
        // The preview says the same, and nothing has changed.
        api.ask("preview-refund", body).then().body("reason", is(reason));
        assertEquals(before, Ledger.sum(books, api));
        return refused;
    }

    String available() {
        return api.ask("get-account-credits", json("accountId", "harbor")).path("available.amount");
    }

    List<String> told(String type, String about) {
        return eventData(type).stream()
                .map(data -> data.getString(about) + " " + data.getString("amount.amount"))
                .sorted()
                .toList();
    }

    public void note(String id, String amount, Body names) {
        api.has(Refunds.note(id, amount, names));
    }

    void policy(Body switches) {
        api.has(json(
                "policy", switches.and(Body.of("termsVersion", "v1", "termsText", "Gone.", "contactLine", "Ask."))));
    }
}
