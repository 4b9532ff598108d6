package io.quittance.intake;

import io.quittance.persistence.BillingItem;
import io.quittance.persistence.ItemCategory;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ImportItemsRuleTest extends HarborsImport {

    @Test
    void refusesItemsOfUnknownAccountsAndCategories() {
        assertErrors(
                "{'billingItems':[%s]}".formatted(item("server", "'categoryId':'c'")),
                "/billingItems/0/accountId is not a known account",
                "/billingItems/0/categoryId is not a known category");
        knows(account("harbor", "USD"));
        known.billingItems().categories().put("c", new ItemCategory());
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
        known.billingItems().items().clear();
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
}
