package io.quittance.account.close;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Body;
import io.quittance.contract.Contracts;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Ledger;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes back and what is owed: on 11 June 72.00 of the hosting are not used, and 48.00 of the server are open. */
@QuarkusTest
class AccountClosureMoneyTest extends FunctionTest {

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-11T12:00:00Z");
        api.has(Contracts.JUNE);
        api.has(Closing.REST);
    }

    @AfterEach
    void theBooksAddUp() {
        Ledger.holds(books, api);
    }

    @Test
    void settlesAllSubscriptionsTogetherWithOneFee() {
        api.has(Closing.policy(Body.of("adminFees", List.of(Body.of("amount", "1.50", "currency", "USD")))));
        api.has(Closing.SECOND);
        api.command("close-account", Closing.by("AVAILABLE_CREDITS"))
                .then()
                .statusCode(200)
                .body("plan.terminations.payout.refund.amount", is("92.00"))
                .body("plan.terminations.payout.adminFee.amount", is("1.50"))
                .body(
                        "plan.terminations.subscriptions.credited.amount",
                        containsInAnyOrder("0.00", "0.00", "0.00", "20.00", "72.00"))
                .body("refunds.paidOut.amount", is(List.of("90.50")));
    }

    @Test
    void letsOneCreditNoteBeTheRefundOfAll() {
        api.has(Closing.SECOND);
        api.has(json(
                "creditNotes",
                List.of(Body.of(
                        "id",
                        "CN-1",
                        "accountId",
                        "harbor",
                        "issuedOn",
                        "2026-06-10",
                        "amount",
                        Body.of("amount", "90.00", "currency", "USD"),
                        "subscriptionId",
                        "second"))));
        api.command("close-account", Closing.by("AVAILABLE_CREDITS"))
                .then()
                .statusCode(409)
                .body("reason", is("CREDIT_NOTE_EXISTS"));
        api.command(
                        "close-account",
                        Closing.close(Body.of("refund", Body.of("mode", "CREDIT_NOTE", "creditNoteId", "CN-1"))))
                .then()
                .statusCode(200)
                .body("plan.terminations.payout.creditNote.difference.amount", is("-2.00"))
                .body("plan.warnings.code", hasItem("CREDIT_NOTE_DIFFERS"))
                .body("refunds.amount.amount", is(List.of("90.00")));
    }

    @Test
    void keepsWhyItIsPaidBesidesACreditNote() {
        api.has(json(
                "creditNotes",
                List.of(Body.of(
                        "id",
                        "CN-1",
                        "accountId",
                        "harbor",
                        "issuedOn",
                        "2026-06-10",
                        "amount",
                        Body.of("amount", "9.00", "currency", "USD"),
                        "subscriptionId",
                        "hosting"))));
        api.command(
                        "close-account",
                        Closing.close(Body.of(
                                "refund", Body.of("mode", "AVAILABLE_CREDITS", "overrideReason", "It was lost."))))
                .then()
                .statusCode(200)
                .body("refunds.paidOut.amount", is(List.of("72.00")))
                .body("refunds.overriddenCreditNoteId", is(List.of("CN-1")))
                .body("refunds.overrideReason", is(List.of("It was lost.")));
    }

    @Test
    void asksForAModeWhereSomethingIsRefundable() {
        String before = Ledger.sum(books, api);
        api.command("close-account", Closing.close(Body.of("optOutOfEmails", true)))
                .then()
                .statusCode(422)
                .body("reason", is("REFUND_MODE_REQUIRED"));
        assertEquals(before, Ledger.sum(books, api));
    }

    @Test
    void writesOffWhatIsOutstanding() {
        api.command(
                        "close-account",
                        Closing.close(Body.of("refund", Body.of("mode", "NONE"), "openInvoices", "WRITE_OFF")))
                .then()
                .statusCode(200)
                .body("plan.invoices.outcome", is(List.of("WRITTEN_OFF")))
                .body("plan.invoices[0].lines[0].net.amount", is("40.00"))
                .body("plan.invoices[0].lines[0].tax.amount", is("8.00"))
                .body("plan.outstanding.amount", is("48.00"))
                .body("plan.writtenOff.amount", is("48.00"))
                .body("plan.billingItems.staysOnInvoices.flatten()", hasSize(0));
        api.ask("list-invoices", json("accountId", "harbor", "open", true))
                .then()
                .body("items", hasSize(0));
        assertEquals(
                0,
                books.number(
                        "select count(*) from billing_item where tenant_id = ? and left_invoices_at is null",
                        api.tenant()));
    }

    @Test
    void handsInvoicesToWhoeverCollectsButNotThoseInDispute() {
        api.has("""
                {"invoices": [{"id": "I-3", "accountId": "harbor", "disputed": true, "issuedOn": "2026-06-01",
                  "dueOn": "2026-06-15", "lines": [{"id": "I-3-1", "description": "Traffic", "periodFrom": "2026-05-01",
                  "periodUntil": "2026-06-01", "net": {"amount": "7.00", "currency": "USD"}}]}]}""");
        api.command(
                        "close-account",
                        Closing.close(Body.of("refund", Body.of("mode", "NONE"), "openInvoices", "COLLECT")))
                .then()
                .statusCode(200)
                .body("plan.invoices.invoiceId", is(List.of("I-2", "I-3")))
                .body("plan.invoices.outcome", is(List.of("COLLECTED", "STAYS_OPEN")))
                .body("plan.warnings.code", hasItem("DISPUTED_NOT_COLLECTED"));
        assertEquals(
                List.of("I-2 48.00"),
                books.texts(
                        "select concat(subject, ' ', data::json -> 'outstanding' ->> 'amount') from outbox"
                                + " where tenant_id = ? and type = 'invoice.collection-requested'",
                        api.tenant()));
    }

    @Test
    void takesWhatIsNotUsedOffAnInvoiceThatIsOpenBeforeItWritesTheRestOff() {
        // 20 of 30 days of 30.00 are not used, and nothing is paid.
        api.has("""
                {"subscriptions": [{"id": "second", "accountId": "harbor", "name": "Second", "startsOn": "2026-01-01"}],
                 "invoices": [{"id": "I-3", "accountId": "harbor", "issuedOn": "2026-06-01", "dueOn": "2026-06-10",
                  "lines": [{"id": "I-3-1", "subscriptionId": "second", "description": "Second", "periodFrom": "2026-06-01",
                  "periodUntil": "2026-07-01", "net": {"amount": "30.00", "currency": "USD"}}]}]}""");
        api.command(
                        "close-account",
                        Closing.close(Body.of("refund", Body.of("mode", "NONE"), "openInvoices", "WRITE_OFF")))
                .then()
                .statusCode(200)
                .body("plan.terminations.offset.amount", is("20.00"))
                .body("plan.invoices.outstanding.amount", is(List.of("10.00", "48.00")))
                .body("plan.writtenOff.amount", is("58.00"));
        api.ask("list-invoices", json("accountId", "harbor", "open", true))
                .then()
                .body("items", hasSize(0));
    }
}
