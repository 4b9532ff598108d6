package io.quittance.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.intake.known.ImportSnapshot;
import io.quittance.intake.record.BillingTermRecord.Penalty;
import io.quittance.persistence.BillingTerm;
import io.quittance.persistence.Distributor;
import io.quittance.persistence.Subscription;
import io.quittance.persistence.SubscriptionDefinition;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What decides how services leave, and what they say of it themselves. */
class ImportTermsRuleTest {

    private static final String SECOND_ACTIVE =
            " cannot be true: %s is the active definition of the class in the currency";

    private final ImportSnapshot known = Knowing.accounts();

    @BeforeEach
    void knowOneSubscription() {
        var subscription = new Subscription();
        subscription.id = "S";
        subscription.accountId = "harbor";
        known.contracts().subscriptions().put("S", subscription);
    }

    // Billing terms.

    @Test
    void takesTermsOfEveryKindOfPenalty() {
        assertErrors("{'billingTerms':[%s,%s,%s,%s,%s,%s]}"
                .formatted(
                        term("A", "'termClass':'a'"),
                        term("B", "'termClass':'b','penalty':{'kind':'NONE'}"),
                        term("C", "'termClass':'c','penalty':{'kind':'FIXED','amount':%s}".formatted(usd("0.00"))),
                        term("D", "'termClass':'d','penalty':{'kind':'PERCENT_OF_REST','percent':'100.000'}"),
                        term(
                                "E",
                                "'termClass':'e','penalty':{'kind':'MONTHS_LEFT','amount':%s}".formatted(usd("5.00"))),
                        term(
                                "F",
                                "'termClass':'f','penalty':{'kind':'REDUCING','bands':[%s,%s]}"
                                        .formatted(band(1), band(12)))));
    }

    @Test
    void refusesWhatAPenaltyLacksAndWhatIsOfAnother() {
        String all = "'amount':%s,'percent':'5','bands':[%s]".formatted(usd("1.00"), band(1));
        for (String kind : List.of("FIXED", "MONTHS_LEFT")) {
            assertErrors(
                    penalty("'kind':'%s'".formatted(kind)),
                    "/billingTerms/0/penalty/amount must be given for a penalty that is FIXED or MONTHS_LEFT");
            assertErrors(
                    penalty("'kind':'%s',%s".formatted(kind, all)),
                    "/billingTerms/0/penalty/percent can be given for a penalty that is PERCENT_OF_REST only",
                    "/billingTerms/0/penalty/bands can be given for a penalty that is REDUCING only");
        }
        assertErrors(
                penalty("'kind':'PERCENT_OF_REST'"),
                "/billingTerms/0/penalty/percent must be given for a penalty that is PERCENT_OF_REST");
        assertErrors(
                penalty("'kind':'REDUCING'"),
                "/billingTerms/0/penalty/bands must be given for a penalty that is REDUCING");
        assertErrors(
                penalty(all),
                "/billingTerms/0/penalty/amount can be given for a penalty that is FIXED or MONTHS_LEFT only",
                "/billingTerms/0/penalty/percent can be given for a penalty that is PERCENT_OF_REST only",
                "/billingTerms/0/penalty/bands can be given for a penalty that is REDUCING only");
    }

    @Test
    void refusesAmountsInAnotherCurrencyOrBelowZeroAndAMonthTwice() {
        assertErrors(
                penalty("'kind':'FIXED','amount':{'amount':'-1.00','currency':'EUR'}"),
                "/billingTerms/0/penalty/amount/currency must be the term's currency, USD",
                "/billingTerms/0/penalty/amount/amount must not be negative");
        assertErrors(
                penalty("'kind':'REDUCING','bands':[%s,%s,%s]"
                        .formatted(band(3), band(3), band(2).replace("USD", "EUR"))),
                "/billingTerms/0/penalty/bands/1/monthsLeft is a duplicate",
                "/billingTerms/0/penalty/bands/2/amount/currency must be the term's currency, USD");
        assertErrors(
                "{'billingTerms':[%s]}".formatted(term("A", "'termClass':'a'").replace("USD", "XXX")),
                "/billingTerms/0/currency must be a currency of ISO 4217");
    }

    @Test
    void keepsAShareInThousandthsOfAPercent() {
        assertEquals(12_500, share("12.5"));
        assertEquals(100_000, share("100"));
        assertEquals(1, share("0.001"));
        assertEquals(null, share(null));
    }

    private static Integer share(String percent) {
        return new Penalty(null, null, percent, null).percentInThousandths();
    }

    @Test
    void refusesASecondActiveDefinitionOfAClassAndCurrency() {
        knownTerm("old", "line", "USD", true);
        assertErrors(
                "{'billingTerms':[%s]}".formatted(term("new", "'termClass':'line'")),
                "/billingTerms/0/active" + SECOND_ACTIVE.formatted("old"));
        assertErrors(
                "{'billingTerms':[%s,%s]}".formatted(term("one", "'termClass':'a'"), term("two", "'termClass':'a'")),
                "/billingTerms/1/active" + SECOND_ACTIVE.formatted("one"));
        // Another class, another currency, or not active.
        assertErrors("{'billingTerms':[%s,%s,%s]}"
                .formatted(
                        term("A", "'termClass':'a'"),
                        term("B", "'termClass':'line'").replace("USD", "EUR"),
                        term("C", "'termClass':'line','active':false")));
    }

    @Test
    void letsOneDefinitionFollowAnotherInOneImportInEitherOrder() {
        knownTerm("old", "line", "USD", true);
        String off = term("old", "'termClass':'line','active':false");
        String on = term("new", "'termClass':'line'");
        assertErrors("{'billingTerms':[%s,%s]}".formatted(off, on));
        assertErrors("{'billingTerms':[%s,%s]}".formatted(on, off));
    }

    @Test
    void refusesToMoveAKnownTermToAnotherClassOrCurrency() {
        knownTerm("A", "line", "EUR", true);
        assertErrors(
                "{'billingTerms':[%s]}".formatted(term("A", "'termClass':'a'")),
                "/billingTerms/0/termClass cannot change",
                "/billingTerms/0/currency cannot change");
        // What it says may change.
        knownTerm("B", "line", "USD", true);
        assertErrors(
                "{'billingTerms':[%s]}".formatted(term("B", "'termClass':'line','regretDays':14,'noticeCount':3")));
    }

    // Conditions of removal, definitions of subscriptions, distributors.

    @Test
    void refusesADependencyThatNeedsNothingAndARestrictionThatDoes() {
        assertErrors(
                "{'removalConditions':[%s,%s,%s,%s]}"
                        .formatted(
                                condition("A", "'kind':'DEPENDENCY'"),
                                condition("B", "'kind':'RESTRICTION','needsClass':'x'"),
                                condition("C", "'kind':'DEPENDENCY','needsClass':'x'"),
                                condition("D", "'kind':'RESTRICTION'")),
                "/removalConditions/0/needsClass must be given for a DEPENDENCY",
                "/removalConditions/1/needsClass can be given for a DEPENDENCY only");
    }

    @Test
    void refusesUnknownDistributorsAndDefinitions() {
        String request =
                "{'removalConditions':[%s],'subscriptions':[{'id':'T','accountId':'harbor','name':'T','startsOn':'2026-01-01','definitionId':'D'}],'services':[%s],'installedItems':[%s]}"
                        .formatted(
                                condition("A", "'kind':'RESTRICTION','distributorId':'X'"),
                                service("V", ",'distributorId':'X'"),
                                "{'id':'M','serviceId':'V','name':'M','itemClass':'modem','distributorId':'X'}");
        assertErrors(
                request,
                "/removalConditions/0/distributorId is not a known distributor",
                "/subscriptions/0/definitionId is not a known definition",
                "/services/0/distributorId is not a known distributor",
                "/installedItems/0/distributorId is not a known distributor");
        // They may come in the same call, or be known.
        String brought = "'distributors':[{'id':'X','name':'X'}],'subscriptionDefinitions':[{'id':'D','name':'D'}],";
        assertErrors("{" + brought + request.substring(1));
        known.terms().distributors().put("X", new Distributor());
        known.terms().definitions().put("D", new SubscriptionDefinition());
        assertErrors(request);
    }

    @Test
    void refusesTheSameIdTwice() {
        assertErrors(
                "{'distributors':[%1$s,%1$s],'subscriptionDefinitions':[%1$s,%1$s],'billingTerms':[%2$s,%2$s],'removalConditions':[%3$s,%3$s]}"
                        .formatted(
                                "{'id':'A','name':'A'}",
                                term("A", "'termClass':'a'"),
                                condition("A", "'kind':'RESTRICTION'")),
                "/distributors/1/id is a duplicate",
                "/subscriptionDefinitions/1/id is a duplicate",
                "/billingTerms/1/id is a duplicate",
                "/removalConditions/1/id is a duplicate",
                "/billingTerms/1/active" + SECOND_ACTIVE.formatted("A"));
    }

    // What services say of their terms.

    @Test
    void refusesAClassOfTermsOfWhichNoneIsKnownInTheCurrency() {
        String termed = service("V", ",'termClass':'line','price':" + usd("9.00"));
        String unknown = "/services/0/termClass is a class without a known billing term in the account's currency, USD";
        assertErrors("{'services':[%s]}".formatted(termed), unknown);
        knownTerm("A", "line", "EUR", true);
        assertErrors("{'services':[%s]}".formatted(termed), unknown);
        assertErrors("{'services':[%s],'billingTerms':[%s]}".formatted(termed, term("B", "'termClass':'line'")));
        // One that is switched off is known.
        knownTerm("B", "line", "USD", false);
        assertErrors("{'services':[%s]}".formatted(termed));
    }

    @Test
    void refusesATermWithoutPriceAndABindingWithoutTerm() {
        knownTerm("A", "line", "USD", true);
        assertErrors(
                "{'services':[%s,%s]}"
                        .formatted(
                                service("V", ",'termClass':'line'"),
                                service("W", ",'boundUntil':'2027-01-01','cancelableFrom':'2026-12-01'")),
                "/services/0/price must be given with a termClass",
                "/services/1/boundUntil is allowed only with a termClass",
                "/services/1/cancelableFrom is allowed only with a termClass");
    }

    @Test
    void refusesABindingThatEndsBeforeItBegins() {
        knownTerm("A", "line", "USD", true);
        String bound = service(
                "V", ",'termClass':'line','activatedOn':'2026-01-01','boundUntil':'2026-01-02','price':" + usd("9.00"));
        assertErrors("{'services':[%s]}".formatted(bound));
        assertErrors(
                "{'services':[%s]}".formatted(bound.replace("2026-01-02", "2026-01-01")),
                "/services/0/boundUntil must be after activatedOn");
        assertErrors("{'services':[%s]}".formatted(bound.replace("'activatedOn':'2026-01-01',", "")));
    }

    @Test
    void refusesPricesInAnotherCurrencyOrBelowZero() {
        assertErrors(
                "{'services':[%s,%s]}"
                        .formatted(
                                service("V", ",'price':{'amount':'9.00','currency':'EUR'}"),
                                service("W", ",'price':" + usd("-0.01"))),
                "/services/0/price/currency must be the account's currency, USD",
                "/services/1/price/amount must not be negative");
    }

    private void assertErrors(String request, String... errors) {
        Knowing.assertErrors(known, request, errors);
    }

    private void knownTerm(String id, String termClass, String currency, boolean active) {
        var term = new BillingTerm();
        term.id = id;
        term.termClass = termClass;
        term.currency = currency;
        term.active = active;
        known.terms().terms().put(id, term);
    }

    private static String term(String id, String more) {
        return "{'id':'%s','name':'T','currency':'USD',%s}".formatted(id, more);
    }

    private static String penalty(String penalty) {
        return "{'billingTerms':[%s]}".formatted(term("A", "'termClass':'a','penalty':{%s}".formatted(penalty)));
    }

    private static String band(int monthsLeft) {
        return "{'monthsLeft':%d,'amount':%s}".formatted(monthsLeft, usd("10.00"));
    }

    private static String usd(String amount) {
        return "{'amount':'%s','currency':'USD'}".formatted(amount);
    }

    private static String condition(String id, String more) {
        return "{'id':'%s','subject':'SERVICE','ofClass':'net',%s}".formatted(id, more);
    }

    private static String service(String id, String more) {
        return "{'id':'%s','subscriptionId':'S','name':'V'%s}".formatted(id, more);
    }
}
