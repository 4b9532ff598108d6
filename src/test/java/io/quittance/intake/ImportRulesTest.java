package io.quittance.intake;

import org.junit.jupiter.api.Test;

/** What is asked of a whole import, and of its accounts. */
class ImportRulesTest extends HarborsImport {

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
                "/cancellationReasons/1/code is a duplicate",
                "/accounts/1/id is a duplicate",
                "/itemCategories/1/id is a duplicate",
                "/subscriptions/1/id is a duplicate",
                "/services/1/id is a duplicate",
                "/billingItems/1/id is a duplicate",
                "/invoices/1/id is a duplicate",
                "/creditNotes/1/id is a duplicate",
                "/payments/1/id is a duplicate",
                "/creditUses/1/id is a duplicate",
                "/creditUses/0/allocations must add up to the amount",
                "/creditUses/1/allocations must add up to the amount");
    }

    @Test
    void refusesLineIdsThatStandTwiceOnOneInvoiceOrOnTwo() {
        assertErrors(
                "{'accounts':[%s],'invoices':[%s]}"
                        .formatted(HARBOR, invoice("I-1", line("L-1", "10.00"), line("L-1", "10.00"))),
                "/invoices/0/lines/1/id is a duplicate");
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
    void checksTwentyThousandRecordsThatReferToEachOther() {
        var items = new StringBuilder(item("i-0"));
        for (int i = 1; i < 20_000; i++) {
            items.append(',').append(item("i-" + i, "'parentId':'i-" + i / 2 + "'"));
        }
        assertErrors("{'accounts':[%s],'billingItems':[%s]}".formatted(HARBOR, items));
    }
}
