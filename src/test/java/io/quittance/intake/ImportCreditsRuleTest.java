package io.quittance.intake;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quittance.intake.known.ImportSnapshot;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.CreditApplication;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.CreditUse;
import io.quittance.persistence.Subscription;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Credit notes, and uses of available credits beside payments. */
class ImportCreditsRuleTest {

    private static final String THE_NOTE =
            note("N-1", "12.00", ",'subscriptionId':'S','billingItemId':'B','lineId':'I-1-1'");
    private static final String THE_USE = use("U-1", "7.00", toLine("I-1-1", "5.00") + "," + toLine("I-1-2", "2.00"));

    private final ImportSnapshot known = Knowing.accounts();

    // Credit notes.

    @Test
    void refusesCreditNotesOfNothingOfUnknownAccountsAndOfOtherCurrencies() {
        assertErrors(
                "{'creditNotes':[%s,%s,%s,%s]}"
                        .formatted(
                                note("N-1", "1.00", "").replace("harbor", "nobody"),
                                note("N-2", "0.00", ""),
                                note("N-3", "-1.00", ""),
                                note("N-4", "1.00", "").replace("USD", "EUR")),
                "/creditNotes/0/accountId is not a known account",
                "/creditNotes/1/amount must be greater than zero",
                "/creditNotes/2/amount/amount must not be negative",
                "/creditNotes/2/amount must be greater than zero",
                "/creditNotes/3/amount/currency must be the account's currency, USD");
    }

    @Test
    void refusesCreditNotesForWhatIsUnknownOrOfAnotherAccount() {
        knows("port");
        assertErrors(
                "{'creditNotes':[%s,%s]}"
                        .formatted(
                                THE_NOTE,
                                note("N-2", "1.00", ",'subscriptionId':'x','billingItemId':'x','lineId':'x'")),
                "/creditNotes/0/subscriptionId is not known of the same account",
                "/creditNotes/0/billingItemId is not known of the same account",
                "/creditNotes/0/lineId is not known of the same account",
                "/creditNotes/1/subscriptionId is not known of the same account",
                "/creditNotes/1/billingItemId is not known of the same account",
                "/creditNotes/1/lineId is not known of the same account");
    }

    @Test
    void takesCreditNotesForOneThingOrForSeveral() {
        knows("harbor");
        assertErrors("{'billRuns':[{'id':'R-1','state':'COMPLETED'}],'creditNotes':[%s,%s]}"
                .formatted(THE_NOTE, note("N-2", "1.00", ",'billRunId':'R-1'")));
    }

    @Test
    void letsAKnownCreditNoteComeAgainUnchangedAndNotChanged() {
        knows("harbor");
        var note = new CreditNote();
        note.id = "N-1";
        note.accountId = "harbor";
        note.amountMinor = 1200;
        note.issuedOn = LocalDate.parse("2026-06-01");
        note.subscriptionId = "S";
        note.billingItemId = "B";
        note.lineId = "I-1-1";
        note.use("R-1001");
        known.credits().notes().put("N-1", note);
        assertErrors("{'creditNotes':[%s]}".formatted(THE_NOTE));
        for (String changed : List.of(
                THE_NOTE.replace("12.00", "12.01"),
                THE_NOTE.replace("2026-06-01", "2026-06-02"),
                THE_NOTE.replace("'subscriptionId':'S',", ""),
                THE_NOTE.replace("'billingItemId':'B',", ""),
                THE_NOTE.replace("I-1-1", "I-1-2"),
                THE_NOTE.replace("'lineId'", "'billRunId':'R','lineId'"))) {
            assertNotEquals(THE_NOTE, changed);
            assertErrors(
                    "{'creditNotes':[%s]}".formatted(changed),
                    "/creditNotes/0 is known already and cannot change; a correction is a new credit note");
        }
    }

    // Uses of credit.

    @Test
    void refusesUsesOfNothingOfUnknownAccountsAndOfOtherCurrencies() {
        assertErrors(
                "{'creditUses':[%s,%s,%s,%s]}"
                        .formatted(
                                use("U-1", "1.00", "").replace("harbor", "nobody"),
                                use("U-2", "0.00", ""),
                                use("U-3", "-1.00", ""),
                                use("U-4", "1.00", "").replace("USD", "EUR")),
                "/creditUses/0/accountId is not a known account",
                "/creditUses/0/allocations must add up to the amount",
                "/creditUses/1/amount must be greater than zero",
                "/creditUses/2/amount/amount must not be negative",
                "/creditUses/2/amount must be greater than zero",
                "/creditUses/3/amount/currency must be the account's currency, USD",
                "/creditUses/3/allocations must add up to the amount");
    }

    /** The use is a fact; what exceeds the available credit or the outstanding amount is not spent. */
    @Test
    void takesMoreThanIsAvailableOrOpen() {
        knows("harbor");
        known.credits().available().put("harbor", 699L);
        assertErrors("{'creditUses':[%s]}".formatted(THE_USE));
        assertErrors("{'creditUses':[%s]}".formatted(use("U-1", "10.01", toLine("I-1-1", "10.01"))));
    }

    @Test
    void refusesUsesThatAreNotAllocatedInFullOrAreBeyond() {
        knows("harbor");
        known.credits().available().put("harbor", 10_000L);
        assertErrors("{'creditUses':[%s]}".formatted(use("U-1", "15.00", toInvoice("I-1", "15.00"))));
        for (String amount : List.of("14.99", "15.01")) {
            assertErrors(
                    "{'creditUses':[%s]}".formatted(use("U-1", amount, toInvoice("I-1", "15.00"))),
                    "/creditUses/0/allocations must add up to the amount");
        }
    }

    @Test
    void refusesAllocationsToNothingBothOrAnotherAccount() {
        knows("port");
        known.credits().available().put("harbor", 300L);
        String usd = "'amount':{'amount':'1.00','currency':'USD'}";
        assertErrors(
                "{'creditUses':[%s]}"
                        .formatted(use(
                                "U-1",
                                "3.00",
                                "{%s},{'lineId':'I-1-1','invoiceId':'I-1',%s},{'invoiceId':'I-1',%s}"
                                        .formatted(usd, usd, usd))),
                "/creditUses/0/allocations/0 must name either invoiceId or lineId",
                "/creditUses/0/allocations/1 must name either invoiceId or lineId",
                "/creditUses/0/allocations/2/invoiceId is not known on an invoice of the same account");
    }

    @Test
    void letsAKnownUseComeAgainUnchangedAlthoughNothingIsAvailable() {
        knowsTheUse();
        assertErrors("{'creditUses':[%s]}".formatted(THE_USE));
        assertErrors("{'creditUses':[%s]}".formatted(use("U-1", "7.00", toInvoice("I-1", "7.00"))));
    }

    @Test
    void refusesAKnownUseThatHasChanged() {
        knowsTheUse();
        for (String changed : List.of(
                THE_USE.replace("harbor", "port"),
                THE_USE.replace("2026-06-05", "2026-06-06"),
                THE_USE.replace("'7.00'", "'7.01'"),
                THE_USE.replace("'5.00'", "'4.00'").replace("'2.00'", "'3.00'"))) {
            assertNotEquals(THE_USE, changed);
            assertErrors("{'creditUses':[%s]}".formatted(changed), "/creditUses/0 is known already and cannot change");
        }
    }

    private void knowsTheUse() {
        knows("harbor");
        var use = new CreditUse();
        use.id = "U-1";
        use.accountId = "harbor";
        use.amountMinor = 700;
        use.usedOn = LocalDate.parse("2026-06-05");
        known.credits().uses().put("U-1", use);
        known.credits()
                .applicationsByUse()
                .put(
                        "U-1",
                        List.of(
                                CreditApplication.ofUse("U-1", "I-1-1", 500),
                                CreditApplication.ofUse("U-1", "I-1-2", 200)));
    }

    /** A subscription, a billing item and an invoice of two lines, all of one account. */
    private void knows(String account) {
        var subscription = new Subscription();
        subscription.id = "S";
        subscription.accountId = account;
        known.contracts().subscriptions().put("S", subscription);
        var item = new BillingItem();
        item.id = "B";
        item.accountId = account;
        known.billingItems().items().put("B", item);
        Knowing.addInvoice(known, "I-1", account, 1000, 500);
    }

    private void assertErrors(String request, String... errors) {
        Knowing.assertErrors(known, request, errors);
    }

    private static String note(String id, String amount, String more) {
        return "{'id':'%s','accountId':'harbor','amount':{'amount':'%s','currency':'USD'},'issuedOn':'2026-06-01'%s}"
                .formatted(id, amount, more);
    }

    private static String use(String id, String amount, String allocations) {
        return ("{'id':'%s','accountId':'harbor','amount':{'amount':'%s','currency':'USD'},'usedOn':'2026-06-05',"
                        + "'allocations':[%s]}")
                .formatted(id, amount, allocations);
    }

    private static String toLine(String line, String amount) {
        return "{'lineId':'%s','amount':{'amount':'%s','currency':'USD'}}".formatted(line, amount);
    }

    private static String toInvoice(String invoice, String amount) {
        return "{'invoiceId':'%s','amount':{'amount':'%s','currency':'USD'}}".formatted(invoice, amount);
    }
}
