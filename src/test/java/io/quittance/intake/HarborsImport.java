package io.quittance.intake;

import io.quittance.intake.known.ImportSnapshot;
import io.quittance.persistence.Account;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.Invoice;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.Payment;
import io.quittance.persistence.PaymentAllocation;
import java.time.LocalDate;
import java.util.List;

/**
 * Imports of the account {@code harbor}: requests written as callers write them, and what Quittance knows already, put together
 * without any books.
 */
abstract class HarborsImport {

    static final String HARBOR = "{'id':'harbor','name':'Harbor Books','currency':'USD','timeZone':'America/New_York'}";
    static final String KAWA = "{'id':'kawa','name':'Kawa Design','currency':'JPY','timeZone':'Asia/Tokyo'}";
    static final String MOST = "100000000000.00";

    static final String THE_INVOICE = invoice("I-1", line("L-1", "10.00", "0.80"), line("L-2", "5.00"));
    static final String THE_PAYMENT = payment("P-1", "10.80", toLine("L-1", "7.00"));

    final ImportSnapshot known = Knowing.nothing();

    void knowsTheInvoice() {
        knows(account("harbor", "USD"));
        knows(knownInvoice("I-1", "harbor"), knownLine("L-1", "I-1", 1000, 80), knownLine("L-2", "I-1", 500, 0));
    }

    void knowsThePayment() {
        knowsTheInvoice();
        var payment = new Payment();
        payment.id = "P-1";
        payment.accountId = "harbor";
        payment.amountMinor = 1080;
        payment.receivedOn = LocalDate.parse("2026-06-03");
        known.paymentRecords().payments().put("P-1", payment);
        known.paymentRecords().allocationsByPayment().put("P-1", List.of(new PaymentAllocation("P-1", "L-1", 700)));
    }

    void assertErrors(String request, String... errors) {
        Knowing.assertErrors(known, request, errors);
    }

    void knows(Account... accounts) {
        for (Account account : accounts) {
            known.accounts().put(account.id, account);
        }
    }

    void knows(BillingItem item) {
        known.billingItems().items().put(item.id, item);
    }

    void knows(Invoice invoice, InvoiceLine... lines) {
        known.documents().invoices().put(invoice.id, invoice);
        known.documents().linesByInvoice().put(invoice.id, List.of(lines));
        for (InvoiceLine line : lines) {
            known.documents().lines().put(line.id, line);
        }
    }

    static Account account(String id, String currency) {
        var account = new Account();
        account.id = id;
        account.currency = currency;
        account.timeZone = "UTC";
        return account;
    }

    static BillingItem knownItem(String id, String account) {
        var item = new BillingItem();
        item.id = id;
        item.accountId = account;
        return item;
    }

    static Invoice knownInvoice(String id, String account) {
        var invoice = new Invoice();
        invoice.id = id;
        invoice.accountId = account;
        invoice.issuedOn = LocalDate.parse("2026-05-31");
        invoice.dueOn = LocalDate.parse("2026-06-14");
        invoice.currency = "USD";
        return invoice;
    }

    static InvoiceLine knownLine(String id, String invoice, long net, long tax) {
        var line = new InvoiceLine();
        line.id = id;
        line.invoiceId = invoice;
        line.description = "Use";
        line.periodFrom = LocalDate.parse("2026-05-31");
        line.periodUntil = LocalDate.parse("2026-06-30");
        line.netMinor = net;
        line.taxMinor = tax;
        return line;
    }

    static String item(String id, String... more) {
        return "{'id':'%s','accountId':'harbor','name':'%s','price':{'amount':'79.00','currency':'USD'},'anchorOn':'2026-01-31'%s}"
                .formatted(id, id, more.length == 0 ? "" : "," + more[0]);
    }

    static String invoice(String id, String... lines) {
        return "{'id':'%s','accountId':'harbor','issuedOn':'2026-05-31','dueOn':'2026-06-14','lines':[%s]}"
                .formatted(id, String.join(",", lines));
    }

    static String line(String id, String net) {
        return line(id, net, "0.00");
    }

    static String line(String id, String net, String tax) {
        return ("{'id':'%s','description':'Use','periodFrom':'2026-05-31','periodUntil':'2026-06-30',"
                        + "'net':{'amount':'%s','currency':'USD'},'tax':{'amount':'%s','currency':'USD'}}")
                .formatted(id, net, tax);
    }

    static String payment(String id, String amount, String... allocations) {
        return ("{'id':'%s','accountId':'harbor','amount':{'amount':'%s','currency':'USD'},"
                        + "'receivedOn':'2026-06-03','allocations':[%s]}")
                .formatted(id, amount, String.join(",", allocations));
    }

    static String toLine(String line, String amount) {
        return "{'lineId':'%s','amount':{'amount':'%s','currency':'USD'}}".formatted(line, amount);
    }

    static String toInvoice(String invoice, String amount) {
        return "{'invoiceId':'%s','amount':{'amount':'%s','currency':'USD'}}".formatted(invoice, amount);
    }
}
