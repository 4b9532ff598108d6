package io.quittance.intake;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImportInvoicesRuleTest extends HarborsImport {

    @Test
    void refusesInvoicesOfUnknownAccountsThatAreDueBeforeTheyAreIssued() {
        assertErrors(
                "{'invoices':[%s]}"
                        .formatted(invoice("I-1", line("L-1", "10.00")).replace("2026-06-14", "2026-05-30")),
                "/invoices/0/accountId is not a known account",
                "/invoices/0/dueOn must not be before issuedOn");
        assertErrors("{'accounts':[%s],'invoices':[%s]}"
                .formatted(HARBOR, invoice("I-1", line("L-1", "10.00")).replace("2026-06-14", "2026-05-31")));
    }

    @Test
    void refusesLinesWithBadPeriodsAmountsAndItems() {
        knows(account("port", "USD"));
        knows(knownItem("crane", "port"));
        String line = line("L-1", "-0.01", "0.00")
                .replace("2026-06-30", "2026-05-31")
                .replace("'id'", "'billingItemId':'crane','id'");
        String other = line("L-2", "0.00", "-0.01").replace("USD", "EUR");
        assertErrors(
                "{'accounts':[%s],'invoices':[%s]}".formatted(HARBOR, invoice("I-1", line, other)),
                "/invoices/0/lines/0/net/amount must not be negative",
                "/invoices/0/lines/0/periodUntil must be after periodFrom",
                "/invoices/0/lines/0/billingItemId is not a known billing item of the same account",
                "/invoices/0/lines/1/net/currency must be the account's currency, USD",
                "/invoices/0/lines/1/tax/currency must be the account's currency, USD",
                "/invoices/0/lines/1/tax/amount must not be negative");
    }

    @Test
    void letsALineOfOneDayPass() {
        assertErrors("{'accounts':[%s],'invoices':[%s]}"
                .formatted(HARBOR, invoice("I-1", line("L-1", "0.00").replace("2026-06-30", "2026-06-01"))));
    }

    @Test
    void letsAKnownInvoiceComeAgainUnchanged() {
        knowsTheInvoice();
        assertErrors("{'invoices':[%s]}".formatted(THE_INVOICE));
    }

    @Test
    void refusesAKnownInvoiceThatHasChanged() {
        knowsTheInvoice();
        knows(account("port", "USD"));
        for (String changed : List.of(
                THE_INVOICE.replace("'harbor'", "'port'"),
                THE_INVOICE.replace("'issuedOn':'2026-05-31'", "'issuedOn':'2026-05-30'"),
                THE_INVOICE.replace("2026-06-14", "2026-06-15"),
                THE_INVOICE.replace("10.00", "10.01"),
                THE_INVOICE.replace("0.80", "0.79"),
                THE_INVOICE.replace("'periodFrom':'2026-05-31'", "'periodFrom':'2026-05-30'"),
                THE_INVOICE.replace("2026-06-30", "2026-06-29"),
                THE_INVOICE.replace("'description':'Use'", "'description':'Abuse'"),
                invoice("I-1", line("L-1", "10.00", "0.80")),
                invoice("I-1", line("L-1", "10.00", "0.80"), line("L-3", "5.00")),
                invoice("I-1", line("L-1", "10.00", "0.80"), line("L-2", "5.00"), line("L-3", "5.00")))) {
            assertNotEquals(THE_INVOICE, changed);
            assertErrors(
                    "{'invoices':[%s]}".formatted(changed),
                    "/invoices/0 is known already and cannot change; a correction is a new document");
        }
    }

    @Test
    void refusesAnotherItemOnAKnownLine() {
        knowsTheInvoice();
        knows(knownItem("server", "harbor"));
        assertErrors(
                "{'invoices':[%s]}".formatted(THE_INVOICE.replace("'id':'L-1'", "'billingItemId':'server','id':'L-1'")),
                "/invoices/0 is known already and cannot change; a correction is a new document");
    }
}
