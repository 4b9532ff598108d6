package io.quittance.account.close;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Body;
import io.quittance.testing.Api;
import io.quittance.testing.Books;
import io.quittance.testing.Ledger;
import io.quittance.testing.MovingClock;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A customer subscribes, is billed, pays, closes the account, and looks at it afterwards. */
@QuarkusTest
class AccountClosureScenarioTest {

    @Inject
    MovingClock clock;

    @Inject
    Books books;

    @Test
    void goesFromTheFirstDayToTheLastLook() {
        clock.moveTo("2026-03-01T12:00:00Z");
        Api api = Api.newTenant();
        Api customer = api.asCustomerOf("kiosk");
        api.has("""
                {"policy": {"allowRefund": true, "retentionDays": 365, "termsVersion": "v1", "termsText": "Gone is gone.",
                  "contactLine": "Open a ticket to accounting."},
                 "accounts": [{"id": "kiosk", "name": "Kiosk", "currency": "EUR", "timeZone": "Europe/Berlin", "licenses": 2,
                  "selfServiceCancellation": true}],
                 "subscriptions": [{"id": "till", "accountId": "kiosk", "name": "Till", "startsOn": "2026-03-01"}],
                 "billingItems": [{"id": "reader", "accountId": "kiosk", "name": "Card reader", "anchorOn": "2026-03-01",
                  "price": {"amount": "5.00", "currency": "EUR"}}],
                 "billings": [{"id": "B-3", "accountId": "kiosk", "plannedOn": "2026-03-15",
                  "amount": {"amount": "36.00", "currency": "EUR"}}]}""");

        clock.moveTo("2026-04-01T12:00:00Z");
        api.has("""
                {"invoices": [{"id": "K-4", "accountId": "kiosk", "issuedOn": "2026-04-01", "dueOn": "2026-04-15", "lines": [
                  {"id": "K-4-1", "subscriptionId": "till", "description": "Till", "periodFrom": "2026-04-01",
                   "periodUntil": "2026-05-01", "net": {"amount": "30.00", "currency": "EUR"}},
                  {"id": "K-4-2", "billingItemId": "reader", "description": "Card reader", "periodFrom": "2026-04-01",
                   "periodUntil": "2026-05-01", "net": {"amount": "6.00", "currency": "EUR"}}]}],
                 "billings": [
                  {"id": "B-3", "accountId": "kiosk", "plannedOn": "2026-03-15", "state": "PAID",
                   "amount": {"amount": "36.00", "currency": "EUR"}},
                  {"id": "B-4", "accountId": "kiosk", "plannedOn": "2026-04-15", "state": "SUBMITTED",
                   "amount": {"amount": "6.00", "currency": "EUR"}}]}""");
        clock.moveTo("2026-04-05T12:00:00Z");
        api.has("""
                {"payments": [{"id": "P-4", "accountId": "kiosk", "receivedOn": "2026-04-05",
                  "amount": {"amount": "30.00", "currency": "EUR"}, "allocations": [
                   {"lineId": "K-4-1", "amount": {"amount": "30.00", "currency": "EUR"}}]}]}""");

        // Half past midnight of the 11th in Berlin, still the 10th in UTC.
        clock.moveTo("2026-04-10T22:30:00Z");
        customer.ask("check-account-closure", json("accountId", "kiosk"))
                .then()
                .body("checklist.done", everyItem(is(false)))
                .body("mayBeClosedBy", hasSize(4));
        String quote = customer.ask("preview-account-closure", json("accountId", "kiosk", "optOutOfEmails", true))
                .then()
                .body("plan.effectiveOn", is("2026-04-11"))
                .body("plan.terminations.payout.refund.amount", is("20.00"))
                .extract()
                .path("quote");
        customer.command(
                        "close-account",
                        json(
                                "accountId",
                                "kiosk",
                                "optOutOfEmails",
                                true,
                                "reason",
                                Body.of("code", "CLOSING_BUSINESS"),
                                "quote",
                                quote))
                .then()
                .statusCode(200)
                .body("plan.billings.billingId", is(List.of("B-4")))
                .body("plan.invoices.outstanding.amount", is(List.of("6.00")));

        clock.moveTo("2026-06-01T12:00:00Z");
        api.command("run-due-actions", "{}")
                .then()
                .body("carriedOut", hasSize(0))
                .body("parked", hasSize(0));
        api.has("""
                {"payments": [{"id": "P-5", "accountId": "kiosk", "receivedOn": "2026-05-20",
                  "amount": {"amount": "6.00", "currency": "EUR"}, "allocations": [
                   {"invoiceId": "K-4", "amount": {"amount": "6.00", "currency": "EUR"}}]}]}""");
        customer.ask("check-account-closure", json("accountId", "kiosk"))
                .then()
                .body("externalStatus", is("DELETE"))
                .body("checklist.done", everyItem(is(true)))
                .body("scheduledBillings.count", is(0))
                .body("canceledBillings.first.billingId", is(List.of("B-4")))
                .body("form.canceledOn", is("2026-04-11"))
                .body("form.optOutOfEmails", is(true))
                .body("form.retainUntil", is("2027-04-11"));
        customer.ask("get-account-credits", json("accountId", "kiosk")).then().body("available.amount", is("20.00"));
        customer.ask("list-invoices", json("open", true)).then().body("items", hasSize(0));
        Ledger.holds(books, api);
    }
}
