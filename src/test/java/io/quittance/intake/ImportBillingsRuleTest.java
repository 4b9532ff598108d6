package io.quittance.intake;

import static io.quittance.intake.Knowing.assertErrors;

import io.quittance.intake.known.ImportSnapshot;
import io.quittance.persistence.Account;
import io.quittance.persistence.Billing;
import io.quittance.persistence.BillingState;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What is wrong with imported billings, and with what is new for an account that is closed. */
class ImportBillingsRuleTest {

    private final ImportSnapshot known = Knowing.accounts();

    @Test
    void takesBillingsInEveryState() {
        assertErrors(known, billings(billing("B-1", "harbor", "SCHEDULED") + "," + billing("B-2", "harbor", "PAID")));
    }

    @Test
    void refusesUnknownAccountsForeignCurrenciesAndTheSameIdTwice() {
        assertErrors(
                known,
                billings(billing("B-1", "nobody", "SCHEDULED") + ","
                        + billing("B-1", "harbor", "SCHEDULED").replace("USD", "EUR")),
                "/billings/1/id is a duplicate",
                "/billings/0/accountId is not a known account",
                "/billings/1/amount/currency must be the account's currency, USD");
    }

    @Test
    void refusesAnotherAccountAndLeavesWhatIsFinalAsItIs() {
        know("B-1", BillingState.SUBMITTED);
        know("B-2", BillingState.PAID);
        know("B-3", BillingState.CANCELED);
        assertErrors(known, billings(billing("B-1", "harbor", "PAID") + "," + billing("B-2", "harbor", "PAID")));
        assertErrors(
                known,
                billings(billing("B-1", "port", "SCHEDULED") + "," + billing("B-2", "harbor", "CANCELED") + ","
                        + billing("B-3", "harbor", "SCHEDULED")),
                "/billings/0/accountId cannot change",
                "/billings/1/state cannot become CANCELED; the billing is PAID",
                "/billings/2/state cannot become SCHEDULED; the billing is CANCELED");
    }

    @Test
    void takesNothingNewForAClosedAccount() {
        know("B-1", BillingState.PAID);
        known.accounts().get("harbor").close(new Account.Contact("Harbor", null, null));
        assertErrors(
                known,
                billings(billing("B-1", "harbor", "PAID") + "," + billing("B-2", "harbor", "SCHEDULED")),
                "/billings/1/accountId is an account that is closed; no new records can be created for it");
        assertErrors(
                known,
                "{'subscriptions':[{'id':'s','accountId':'harbor','name':'S','startsOn':'2026-07-01'}],"
                        + "'services':[{'id':'v','subscriptionId':'s','name':'V'}]}",
                "/subscriptions/0/accountId is an account that is closed; no new records can be created for it",
                "/services/0/subscriptionId is a subscription of an account that is closed; no new records can be created for it");
    }

    private void know(String id, BillingState state) {
        var billing = new Billing();
        billing.id = id;
        billing.accountId = "harbor";
        billing.currency = "USD";
        billing.plannedOn = LocalDate.parse("2026-07-01");
        billing.goOn(state);
        known.billings().put(id, billing);
    }

    private static String billings(String records) {
        return "{'billings':[" + records + "]}";
    }

    private static String billing(String id, String account, String state) {
        return "{'id':'" + id + "','accountId':'" + account + "','plannedOn':'2026-07-01','state':'" + state
                + "','amount':{'amount':'9.00','currency':'USD'}}";
    }
}
