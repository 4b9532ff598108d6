package io.quittance.intake;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.quittance.persistence.Account;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.Invoice;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.ItemCategory;
import io.quittance.persistence.Payment;
import io.quittance.persistence.PaymentAllocation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests are written as callers write them; what Quittance knows already is put together without any books. */
class ImportRuleTest {

    private static final String HARBOR =
            "{'id':'harbor','name':'Harbor Books','currency':'USD','timeZone':'America/New_York'}";
    private static final String KAWA = "{'id':'kawa','name':'Kawa Design','currency':'JPY','timeZone':'Asia/Tokyo'}";
    private static final String MOST = "92233720368547758.07";

    private final KnownRecords known = Knowing.nothing();

    // Ids.

    @Test
    void refusesIdsThatStandTwice() {
        assertErrors(
                """
                {'cancellationReasons':[{'code':'MOVED','title':'a'},{'code':'MOVED','title':'b'}],
                 'accounts':[%1$s,%1$s],
                 'subscriptions':[%5$s,%5$s],
                 'services':[%6$s,%6$s],
                 'creditNotes':[%7$s,%7$s],
                 'creditUses':[%8$s,%8$s],
                 'itemCategories':[{'id':'c','name':'a'},{'id':'c','name':'b'}],
                 'billingItems':[%2$s,%2$s],
                 'invoices':[%3$s,%3$s],
                 'payments':[%4$s,%4$s]}""".formatted(
                                HARBOR,
                                item("server"),
                                invoice("I-1", line("L-1", "10.00")),
                                payment("P-1", "1.00"),
                                "{'id':'S','accountId':'harbor','name':'S','startsOn':'2026-01-01'}",
                                "{'id':'V','subscriptionId':'S','name':'V'}",
                                "{'id':'N','accountId':'harbor','amount':{'amount':'1.00','currency':'USD'},'issuedOn':'2026-01-01'}",
                                "{'id':'U','accountId':'harbor','amount':{'amount':'1.00','currency':'USD'},'usedOn':'2026-01-01','allocations':[]}"),
                "/cancellationReasons/1/code stands twice",
                "/accounts/1/id stands twice",
                "/itemCategories/1/id stands twice",
                "/subscriptions/1/id stands twice",
                "/services/1/id stands twice",
                "/billingItems/1/id stands twice",
                "/invoices/1/id stands twice",
                "/creditNotes/1/id stands twice",
                "/payments/1/id stands twice",
                "/creditUses/1/id stands twice");
    }

    @Test
    void refusesLineIdsThatStandTwiceOnOneInvoiceOrOnTwo() {
        assertErrors(
                "{'accounts':[%s],'invoices':[%s]}"
                        .formatted(HARBOR, invoice("I-1", line("L-1", "10.00"), line("L-1", "10.00"))),
                "/invoices/0/lines/1/id stands twice");
        assertErrors(
                "{'accounts':[%s],'invoices':[%s,%s]}"
                        .formatted(HARBOR, invoice("I-1", line("L-1", "10.00")), invoice("I-2", line("L-1", "10.00"))),
                "/invoices/0/lines/0/id is the id of a line of another invoice");
    }

    @Test
    void refusesTheLineIdOfAKnownInvoice() {
        knows(account("harbor", "USD"));
        knows(knownInvoice("I-1", "harbor"), knownLine("L-1", "I-1", 1000, 0));
        assertErrors(
                "{'invoices':[%s]}".formatted(invoice("I-2", line("L-1", "10.00"))),
                "/invoices/0/lines/0/id is the id of a line of another invoice");
    }

    // Accounts.

    @Test
    void refusesCurrenciesAndTimeZonesThatDoNotExist() {
        assertErrors(
                "{'accounts':[{'id':'a','name':'A','currency':'XYZ','timeZone':'Mars/Olympus'},"
                        + "{'id':'b','name':'B','currency':'XAU','timeZone':'now'},"
                        + "{'id':'c','name':'C','currency':'usd','timeZone':'UTC'}]}",
                "/accounts/0/currency must be a currency of ISO 4217",
                "/accounts/0/timeZone must be a time zone such as America/New_York",
                "/accounts/1/currency must be a currency of ISO 4217",
                "/accounts/1/timeZone must be a time zone such as America/New_York",
                "/accounts/2/currency must be a currency of ISO 4217");
    }

    @Test
    void refusesAnotherCurrencyForAKnownAccountAndLetsTheSamePass() {
        knows(account("harbor", "USD"));
        assertErrors("{'accounts':[%s]}".formatted(HARBOR));
        assertErrors(
                "{'accounts':[%s]}".formatted(HARBOR.replace("USD", "EUR")),
                "/accounts/0/currency cannot change; it is USD");
    }

    // Billing items.

    @Test
    void refusesItemsOfUnknownAccountsAndCategories() {
        assertErrors(
                "{'billingItems':[%s]}".formatted(item("server", "'categoryId':'c'")),
                "/billingItems/0/accountId is not a known account",
                "/billingItems/0/categoryId is not a known category");
        knows(account("harbor", "USD"));
        known.categories().put("c", new ItemCategory());
        assertErrors("{'billingItems':[%s]}".formatted(item("server", "'categoryId':'c'")));
        assertErrors("{'itemCategories':[{'id':'d','name':'D'}],'billingItems':[%s]}"
                .formatted(item("server", "'categoryId':'d'")));
    }

    @Test
    void refusesPricesBelowZeroOrOfAnotherCurrency() {
        assertErrors(
                "{'accounts':[%s],'billingItems':[%s,%s,%s]}"
                        .formatted(
                                HARBOR,
                                item("a").replace("79.00", "-0.01"),
                                item("b").replace("79.00", "0.00"),
                                item("c").replace("USD", "EUR")),
                "/billingItems/0/price/amount must not be negative",
                "/billingItems/2/price/currency must be the account's currency, USD");
    }

    @Test
    void takesTheCurrencyThatTheCallBringsBeforeTheKnownOne() {
        assertErrors(
                "{'accounts':[%s],'billingItems':[%s]}"
                        .formatted(KAWA, item("server").replace("harbor", "kawa")),
                "/billingItems/0/price/currency must be the account's currency, JPY");
    }

    @Test
    void refusesToMoveAKnownItemToAnotherAccount() {
        knows(account("harbor", "USD"), account("port", "USD"));
        knows(knownItem("server", "port"));
        assertErrors("{'billingItems':[%s]}".formatted(item("server")), "/billingItems/0/accountId cannot change");
    }

    @Test
    void refusesToEndAKnownItemByAnImport() {
        knows(account("harbor", "USD"));
        knows(knownItem("server", "harbor"));
        String ended = "{'billingItems':[%s]}".formatted(item("server", "'canceledOn':'2026-05-01'"));
        assertErrors(
                ended,
                "/billingItems/0/canceledOn can only be given for an item that is not known yet;"
                        + " end it by cancel-billing-item");
        known.items().clear();
        assertErrors(ended);
    }

    @Test
    void letsAnEndedItemComeAgainWithItsOwnDayAndWithNoOther() {
        knows(account("harbor", "USD"));
        BillingItem server = knownItem("server", "harbor");
        server.importAsEnded(LocalDate.parse("2026-05-01"), Instant.parse("2026-05-01T04:00:00Z"));
        knows(server);
        assertErrors("{'billingItems':[%s]}".formatted(item("server", "'canceledOn':'2026-05-01'")));
        assertErrors("{'billingItems':[%s]}".formatted(item("server")));
        assertErrors(
                "{'billingItems':[%s]}".formatted(item("server", "'canceledOn':'2026-05-02'")),
                "/billingItems/0/canceledOn can only be given for an item that is not known yet;"
                        + " end it by cancel-billing-item");
    }

    @Test
    void refusesReferencesToUnknownItemsAndToItemsOfOtherAccounts() {
        knows(account("port", "USD"));
        knows(knownItem("crane", "port"));
        assertErrors(
                "{'accounts':[%s],'billingItems':[%s]}"
                        .formatted(
                                HARBOR,
                                item(
                                        "server",
                                        "'parentId':'nothing','associated':['crane'],'dependsOn':['crane','x']")),
                "/billingItems/0/parentId is not a known billing item of the same account",
                "/billingItems/0/associated/0 is not a known billing item of the same account",
                "/billingItems/0/dependsOn/0 is not a known billing item of the same account",
                "/billingItems/0/dependsOn/1 is not a known billing item of the same account");
    }

    @Test
    void refusesAnItemThatRefersToItself() {
        assertErrors(
                "{'accounts':[%s],'billingItems':[%s]}"
                        .formatted(
                                HARBOR,
                                item("server", "'parentId':'server','associated':['server'],'dependsOn':['server']")),
                "/billingItems/0/parentId is the item itself",
                "/billingItems/0/associated/0 is the item itself",
                "/billingItems/0/dependsOn/0 is the item itself");
    }

    @Test
    void takesRecordsInAnyOrder() {
        String disk = item("disk", "'parentId':'server','associated':['backup'],'dependsOn':['backup']");
        String items = "%s,%s,%s".formatted(disk, item("server"), item("backup"));
        assertErrors("{'payments':[%s],'invoices':[%s],'billingItems':[%s],'accounts':[%s]}"
                .formatted(
                        payment("P-1", "10.00", toLine("L-1", "10.00")),
                        invoice("I-1", line("L-1", "10.00").replace("'id'", "'billingItemId':'disk','id'")),
                        items,
                        HARBOR));
    }

    @Test
    void refusesACircleOfParentsAtEachOfItsItemsAndNotBelow() {
        assertErrors(
                "{'accounts':[%s],'billingItems':[%s,%s,%s,%s]}"
                        .formatted(
                                HARBOR,
                                item("a", "'parentId':'b'"),
                                item("b", "'parentId':'c'"),
                                item("c", "'parentId':'a'"),
                                item("below", "'parentId':'a'")),
                "/billingItems/0/parentId makes the item its own ancestor",
                "/billingItems/1/parentId makes the item its own ancestor",
                "/billingItems/2/parentId makes the item its own ancestor");
    }

    @Test
    void refusesACircleThatIsClosedByWhatIsKnown() {
        knows(account("harbor", "USD"));
        BillingItem disk = knownItem("disk", "harbor");
        disk.parentId = "server";
        knows(disk);
        knows(knownItem("server", "harbor"));
        assertErrors(
                "{'billingItems':[%s]}".formatted(item("server", "'parentId':'disk'")),
                "/billingItems/0/parentId makes the item its own ancestor");
        // Turned round in one call it is no circle.
        assertErrors("{'billingItems':[%s,%s]}".formatted(item("server", "'parentId':'disk'"), item("disk")));
    }

    // Invoices.

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
    void refusesAnInvoiceWhoseLinesAddUpToMoreThanCanBeCounted() {
        assertErrors(
                "{'accounts':[%s],'invoices':[%s,%s]}"
                        .formatted(
                                HARBOR,
                                invoice("I-1", line("L-1", MOST, "0.01")),
                                invoice("I-2", line("L-2", MOST, "0.00"), line("L-3", "0.00", "0.01"))),
                "/invoices/0/lines add up to more than can be counted",
                "/invoices/1/lines add up to more than can be counted");
        assertErrors("{'accounts':[%s],'invoices':[%s]}"
                .formatted(HARBOR, invoice("I-1", line("L-1", "92233720368547758.06", "0.01"))));
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

    // Payments.

    @Test
    void refusesPaymentsOfNothingOfUnknownAccountsAndOfOtherCurrencies() {
        assertErrors(
                "{'accounts':[%s],'payments':[%s,%s,%s,%s]}"
                        .formatted(
                                HARBOR,
                                payment("P-1", "1.00").replace("harbor", "nobody"),
                                payment("P-2", "0.00"),
                                payment("P-3", "-1.00"),
                                payment("P-4", "1.00").replace("USD", "EUR")),
                "/payments/0/accountId is not a known account",
                "/payments/1/amount must be more than nothing",
                "/payments/2/amount/amount must not be negative",
                "/payments/2/amount must be more than nothing",
                "/payments/3/amount/currency must be the account's currency, USD");
    }

    @Test
    void letsAPaymentPayExactlyWhatIsOpenAndNotOneMinorUnitMore() {
        knowsTheInvoice();
        assertErrors("{'payments':[%s]}".formatted(payment("P-1", "10.80", toLine("L-1", "10.80"))));
        assertErrors(
                "{'payments':[%s]}".formatted(payment("P-1", "10.81", toLine("L-1", "10.81"))),
                "/payments/0/allocations/0/amount is more than what is still to be paid");
        assertErrors("{'payments':[%s]}".formatted(payment("P-1", "15.80", toInvoice("I-1", "15.80"))));
        assertErrors(
                "{'payments':[%s]}".formatted(payment("P-1", "15.81", toInvoice("I-1", "15.81"))),
                "/payments/0/allocations/0/amount is more than what is still to be paid");
    }

    @Test
    void countsWhatOtherPaymentsOfTheCallHavePaid() {
        knowsTheInvoice();
        assertErrors("{'payments':[%s,%s]}"
                .formatted(
                        payment("P-1", "10.00", toLine("L-1", "10.00")),
                        payment("P-2", "5.80", toInvoice("I-1", "5.80"))));
        assertErrors(
                "{'payments':[%s,%s]}"
                        .formatted(
                                payment("P-1", "10.00", toLine("L-1", "10.00")),
                                payment("P-2", "5.81", toInvoice("I-1", "5.81"))),
                "/payments/1/allocations/0/amount is more than what is still to be paid");
    }

    @Test
    void paysLinesThatComeInTheSameCall() {
        String invoice = invoice("I-9", line("L-9", "10.00", "0.80"));
        assertErrors("{'accounts':[%s],'invoices':[%s],'payments':[%s]}"
                .formatted(HARBOR, invoice, payment("P-1", "10.80", toInvoice("I-9", "10.80"))));
        assertErrors(
                "{'accounts':[%s],'invoices':[%s],'payments':[%s]}"
                        .formatted(HARBOR, invoice, payment("P-1", "10.81", toInvoice("I-9", "10.81"))),
                "/payments/0/allocations/0/amount is more than what is still to be paid");
    }

    @Test
    void letsAllocationsAddUpToThePaymentAndNotToMore() {
        knowsTheInvoice();
        String both = toLine("L-1", "2.00") + "," + toLine("L-2", "3.00");
        assertErrors("{'payments':[%s]}".formatted(payment("P-1", "5.00", both)));
        assertErrors("{'payments':[%s]}".formatted(payment("P-1", "5.01", both)));
        assertErrors(
                "{'payments':[%s]}".formatted(payment("P-1", "4.99", both)),
                "/payments/0/allocations add up to more than the payment");
    }

    @Test
    void addsAllocationsUpBeyond64Bits() {
        assertErrors(
                "{'accounts':[%s],'invoices':[%s,%s],'payments':[%s]}"
                        .formatted(
                                HARBOR,
                                invoice("I-1", line("L-1", MOST)),
                                invoice("I-2", line("L-2", MOST)),
                                payment("P-1", "1.00", toLine("L-1", MOST) + "," + toLine("L-2", MOST))),
                "/payments/0/allocations add up to more than the payment");
    }

    @Test
    void refusesAllocationsThatNameNothingBothOrWhatIsUnknown() {
        knowsTheInvoice();
        knows(account("port", "USD"));
        knows(knownInvoice("I-2", "port"), knownLine("L-9", "I-2", 100, 0));
        String usd = "'amount':{'amount':'1.00','currency':'USD'}";
        assertErrors(
                "{'payments':[%s]}"
                        .formatted(payment(
                                "P-1",
                                "9.00",
                                "{%s},{'lineId':'L-1','invoiceId':'I-1',%s},{'lineId':'x',%s},{'invoiceId':'x',%s},"
                                                .formatted(usd, usd, usd, usd)
                                        + "{'lineId':'L-9',%s},{'invoiceId':'I-2',%s}".formatted(usd, usd))),
                "/payments/0/allocations/0 must name either invoiceId or lineId",
                "/payments/0/allocations/1 must name either invoiceId or lineId",
                "/payments/0/allocations/2/lineId is not known on an invoice of the same account",
                "/payments/0/allocations/3/invoiceId is not known on an invoice of the same account",
                "/payments/0/allocations/4/lineId is not known on an invoice of the same account",
                "/payments/0/allocations/5/invoiceId is not known on an invoice of the same account");
    }

    @Test
    void refusesAllocationsOfNothingAndOfOtherCurrencies() {
        knowsTheInvoice();
        assertErrors(
                "{'payments':[%s]}"
                        .formatted(payment(
                                "P-1",
                                "9.00",
                                toLine("L-1", "0.00") + "," + toLine("L-1", "-1.00") + ","
                                        + toLine("L-1", "1.00").replace("USD", "EUR"))),
                "/payments/0/allocations/0/amount must be more than nothing",
                "/payments/0/allocations/1/amount/amount must not be negative",
                "/payments/0/allocations/1/amount must be more than nothing",
                "/payments/0/allocations/2/amount/currency must be the account's currency, USD");
    }

    @Test
    void letsAKnownPaymentComeAgainUnchangedAlthoughItsLinesArePaid() {
        knowsThePayment();
        assertErrors("{'payments':[%s]}".formatted(THE_PAYMENT));
    }

    @Test
    void refusesAKnownPaymentThatHasChanged() {
        knowsThePayment();
        knows(account("port", "USD"));
        for (String changed : List.of(
                THE_PAYMENT.replace("harbor", "port"),
                THE_PAYMENT.replace("2026-06-03", "2026-06-04"),
                THE_PAYMENT.replace("'10.80'", "'10.81'"),
                THE_PAYMENT.replace("'7.00'", "'6.99'"),
                // The same sum, on another line.
                THE_PAYMENT.replace("L-1", "L-2"))) {
            assertErrors(
                    "{'payments':[%s]}".formatted(changed),
                    "/payments/0 is known already and cannot change; a correction is a new payment");
        }
    }

    // All of it.

    @Test
    void tellsAllErrorsAtOnceInTheOrderOfTheRequest() {
        assertErrors(
                "{'accounts':[%s],'billingItems':[%s],'invoices':[%s]}"
                        .formatted(
                                HARBOR.replace("USD", "ABC"),
                                item("server", "'parentId':'x','categoryId':'y'"),
                                invoice("I-1", line("L-1", "-1.00"))),
                "/accounts/0/currency must be a currency of ISO 4217",
                "/billingItems/0/price/currency must be the account's currency, ABC",
                "/billingItems/0/categoryId is not a known category",
                "/billingItems/0/parentId is not a known billing item of the same account",
                "/invoices/0/lines/0/net/currency must be the account's currency, ABC",
                "/invoices/0/lines/0/net/amount must not be negative",
                "/invoices/0/lines/0/tax/currency must be the account's currency, ABC");
    }

    @Test
    void letsAnEmptyImportPass() {
        assertErrors("{}");
    }

    @Test
    void checksTwentyThousandRecordsInAMoment() {
        var items = new StringBuilder(item("i-0"));
        for (int i = 1; i < 20_000; i++) {
            items.append(',').append(item("i-" + i, "'parentId':'i-" + i / 2 + "'"));
        }
        assertTimeout(
                Duration.ofSeconds(20),
                () -> assertErrors("{'accounts':[%s],'billingItems':[%s]}".formatted(HARBOR, items)));
    }

    private static final String THE_INVOICE = invoice("I-1", line("L-1", "10.00", "0.80"), line("L-2", "5.00"));
    private static final String THE_PAYMENT = payment("P-1", "10.80", toLine("L-1", "7.00"));

    private void knowsTheInvoice() {
        knows(account("harbor", "USD"));
        knows(knownInvoice("I-1", "harbor"), knownLine("L-1", "I-1", 1000, 80), knownLine("L-2", "I-1", 500, 0));
    }

    private void knowsThePayment() {
        knowsTheInvoice();
        var payment = new Payment();
        payment.id = "P-1";
        payment.accountId = "harbor";
        payment.amountMinor = 1080;
        payment.receivedOn = LocalDate.parse("2026-06-03");
        known.payments().put("P-1", payment);
        known.allocationsByPayment().put("P-1", List.of(new PaymentAllocation("P-1", "L-1", 700)));
    }

    private void assertErrors(String request, String... errors) {
        Knowing.assertErrors(known, request, errors);
    }

    private void knows(Account... accounts) {
        for (Account account : accounts) {
            known.accounts().put(account.id, account);
        }
    }

    private void knows(BillingItem item) {
        known.items().put(item.id, item);
    }

    private void knows(Invoice invoice, InvoiceLine... lines) {
        known.invoices().put(invoice.id, invoice);
        known.linesByInvoice().put(invoice.id, List.of(lines));
        for (InvoiceLine line : lines) {
            known.lines().put(line.id, line);
        }
    }

    private static Account account(String id, String currency) {
        var account = new Account();
        account.id = id;
        account.currency = currency;
        account.timeZone = "UTC";
        return account;
    }

    private static BillingItem knownItem(String id, String account) {
        var item = new BillingItem();
        item.id = id;
        item.accountId = account;
        return item;
    }

    private static Invoice knownInvoice(String id, String account) {
        var invoice = new Invoice();
        invoice.id = id;
        invoice.accountId = account;
        invoice.issuedOn = LocalDate.parse("2026-05-31");
        invoice.dueOn = LocalDate.parse("2026-06-14");
        invoice.currency = "USD";
        return invoice;
    }

    private static InvoiceLine knownLine(String id, String invoice, long net, long tax) {
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

    private static String item(String id, String... more) {
        return "{'id':'%s','accountId':'harbor','name':'%s','price':{'amount':'79.00','currency':'USD'},'anchorOn':'2026-01-31'%s}"
                .formatted(id, id, more.length == 0 ? "" : "," + more[0]);
    }

    private static String invoice(String id, String... lines) {
        return "{'id':'%s','accountId':'harbor','issuedOn':'2026-05-31','dueOn':'2026-06-14','lines':[%s]}"
                .formatted(id, String.join(",", lines));
    }

    private static String line(String id, String net) {
        return line(id, net, "0.00");
    }

    private static String line(String id, String net, String tax) {
        return ("{'id':'%s','description':'Use','periodFrom':'2026-05-31','periodUntil':'2026-06-30',"
                        + "'net':{'amount':'%s','currency':'USD'},'tax':{'amount':'%s','currency':'USD'}}")
                .formatted(id, net, tax);
    }

    private static String payment(String id, String amount, String... allocations) {
        return ("{'id':'%s','accountId':'harbor','amount':{'amount':'%s','currency':'USD'},"
                        + "'receivedOn':'2026-06-03','allocations':[%s]}")
                .formatted(id, amount, String.join(",", allocations));
    }

    private static String toLine(String line, String amount) {
        return "{'lineId':'%s','amount':{'amount':'%s','currency':'USD'}}".formatted(line, amount);
    }

    private static String toInvoice(String invoice, String amount) {
        return "{'invoiceId':'%s','amount':{'amount':'%s','currency':'USD'}}".formatted(invoice, amount);
    }
}
