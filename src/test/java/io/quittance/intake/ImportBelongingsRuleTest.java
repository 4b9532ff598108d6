package io.quittance.intake;

import io.quittance.intake.known.ImportSnapshot;
import io.quittance.persistence.Account;
import io.quittance.persistence.BindingExtension;
import io.quittance.persistence.InstalledItem;
import io.quittance.persistence.PlannedAction;
import io.quittance.persistence.Service;
import io.quittance.persistence.Subscription;
import io.quittance.persistence.UsageRecord;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What belongs to services and subscriptions: extensions of bindings, installed items, planned actions, usage. */
class ImportBelongingsRuleTest {

    private static final LocalDate DAY = LocalDate.parse("2026-06-10");

    private final ImportSnapshot known = Knowing.accounts();
    private Subscription hosting;
    private Service line;

    @BeforeEach
    void knowTwoSubscriptions() {
        hosting = subscription("hosting", "harbor");
        line = service("line", "hosting");
        line.termClass = "line";
        service("free", "hosting");
        subscription("other", "port");
        service("else", "other");
        known.accounts().get("harbor").postpaid = true;
    }

    @Test
    void refusesWhatBelongsToNothingThatIsKnown() {
        assertErrors(
                "{'bindingExtensions':[%s],'installedItems':[%s],'plannedActions':[%s,%s],'usages':[%s]}"
                        .formatted(
                                extension("x", "nothing"),
                                item("x", "nothing"),
                                action("x", "nothing", ""),
                                action("y", "hosting", ",'serviceId':'else'"),
                                use("x", "nothing", "")),
                "/bindingExtensions/0/serviceId is not a known service",
                "/installedItems/0/serviceId is not a known service",
                "/plannedActions/0/subscriptionId is not a known subscription",
                "/plannedActions/1/serviceId is not a known service of the same subscription",
                "/usages/0/subscriptionId is not a known subscription");
    }

    @Test
    void takesWhatComesTogetherWithItsService() {
        assertErrors(("{'subscriptions':[{'id':'s','accountId':'harbor','name':'S','startsOn':'2026-01-01'}],"
                        + "'services':[{'id':'v','subscriptionId':'s','name':'V'}],"
                        + "'installedItems':[%s],'plannedActions':[%s],'usages':[%s]}")
                .formatted(item("x", "v"), action("x", "s", ",'serviceId':'v'"), use("x", "s", ",'serviceId':'v'")));
    }

    @Test
    void refusesWhatBelongsToAnAccountThatIsNotLocked() {
        // It came after the accounts were read.
        subscription("new", "somebody");
        service("newer", "new");
        assertErrors(
                "{'installedItems':[%s],'plannedActions':[%s]}".formatted(item("x", "newer"), action("x", "new", "")),
                "/installedItems/0/serviceId is not a known service",
                "/plannedActions/0/subscriptionId is not a known subscription");
    }

    @Test
    void takesNothingNewForAClosedAccount() {
        known.accounts().get("harbor").close(new Account.Contact("Harbor", null, null));
        assertErrors(
                "{'bindingExtensions':[%s],'installedItems':[%s],'plannedActions':[%s],'usages':[%s]}"
                        .formatted(
                                extension("x", "line"),
                                item("x", "line"),
                                action("x", "hosting", ""),
                                use("x", "hosting", "")),
                "/bindingExtensions/0/serviceId is a service of an account that is closed; no new records can be created for it",
                "/installedItems/0/serviceId is a service of an account that is closed; no new records can be created for it",
                "/plannedActions/0/subscriptionId is a subscription of an account that is closed; no new records can be created for it",
                "/usages/0/subscriptionId is a subscription of an account that is closed; no new records can be created for it");
    }

    @Test
    void refusesTheSameIdTwice() {
        assertErrors(
                "{'bindingExtensions':[%1$s,%1$s],'installedItems':[%2$s,%2$s],'plannedActions':[%3$s,%3$s],'usages':[%4$s,%4$s]}"
                        .formatted(
                                extension("x", "line"),
                                item("x", "line"),
                                action("x", "hosting", ""),
                                use("x", "hosting", "")),
                "/bindingExtensions/1/id is a duplicate",
                "/installedItems/1/id is a duplicate",
                "/plannedActions/1/id is a duplicate",
                "/usages/1/id is a duplicate");
    }

    // Extensions of bindings.

    @Test
    void refusesToExtendWhatNothingBinds() {
        assertErrors(
                "{'bindingExtensions':[%s,%s]}".formatted(extension("x", "free"), extension("y", "line")),
                "/bindingExtensions/0/serviceId is a service without a termClass; it has no minimum term");
        // As it will stand after the import.
        assertErrors(
                "{'services':[{'id':'line','subscriptionId':'hosting','name':'V'}],'bindingExtensions':[%s]}"
                        .formatted(extension("x", "line")),
                "/bindingExtensions/0/serviceId is a service without a termClass; it has no minimum term");
    }

    @Test
    void refusesAnExtensionThatEndsBeforeItIsMade() {
        assertErrors(
                "{'bindingExtensions':[%s]}".formatted(extension("x", "line").replace("2027-06-01", "2026-06-01")),
                "/bindingExtensions/0/boundUntil must be after extendedOn");
        assertErrors(
                "{'bindingExtensions':[%s]}".formatted(extension("x", "line").replace("2027-06-01", "2026-06-02")));
    }

    @Test
    void refusesToEditAnExtension() {
        var before = new BindingExtension();
        before.id = "x";
        before.serviceId = "line";
        before.cause = "A modem";
        before.extendedOn = LocalDate.parse("2026-06-01");
        before.boundUntil = LocalDate.parse("2027-06-01");
        known.belongings().extensions().put("x", before);
        String same = extension("x", "line");
        assertErrors("{'bindingExtensions':[%s]}".formatted(same));
        for (String changed : new String[] {
            same.replace("'line'", "'free'"),
            same.replace("A modem", "A phone"),
            same.replace("2026-06-01", "2026-06-02"),
            same.replace("2027-06-01", "2027-06-02")
        }) {
            assertErrors(
                    "{'bindingExtensions':[%s]}".formatted(changed),
                    "/bindingExtensions/0 is known already and cannot change; a longer binding is a new extension");
        }
    }

    // Installed items.

    @Test
    void refusesToMoveAnInstalledItemOrToEndItByAnImport() {
        InstalledItem before = installed("x", "line");
        String removed = item("x", "line").replace("}", ",'removedOn':'2026-05-01'}");
        String again =
                "/installedItems/0/removedOn can only be given for an installed item that is not known yet; it goes with its"
                        + " service";
        assertErrors("{'installedItems':[%s]}".formatted(item("x", "line")));
        assertErrors(
                "{'installedItems':[%s]}".formatted(item("x", "free")), "/installedItems/0/serviceId cannot change");
        assertErrors("{'installedItems':[%s]}".formatted(removed), again);
        before.importAsEnded(LocalDate.parse("2026-05-01"), Instant.parse("2026-05-01T00:00:00Z"));
        assertErrors("{'installedItems':[%s]}".formatted(removed));
        assertErrors("{'installedItems':[%s]}".formatted(removed.replace("05-01", "05-02")), again);
    }

    @Test
    void refusesToInstallAnythingForAServiceThatHasEndedByTheClock() {
        String ended = "/installedItems/0/serviceId is a service that has ended; nothing can be installed for it";
        line.schedule("C-1", DAY, Knowing.NOW.plusSeconds(1));
        assertErrors("{'installedItems':[%s]}".formatted(item("x", "line")));
        line.unschedule("C-1");
        line.schedule("C-1", DAY, Knowing.NOW);
        assertErrors("{'installedItems':[%s]}".formatted(item("x", "line")), ended);
        // What was removed before is known of it, and so is what is known already.
        assertErrors("{'installedItems':[%s]}".formatted(item("x", "line").replace("}", ",'removedOn':'2026-05-01'}")));
        installed("x", "line");
        assertErrors("{'installedItems':[%s]}".formatted(item("x", "line")));
    }

    @Test
    void refusesToInstallAnythingForAServiceThatComesAsEnded() {
        assertErrors(
                ("{'services':[{'id':'old','subscriptionId':'hosting','name':'V','canceledOn':'2026-05-01'}],"
                                + "'installedItems':[%s,%s]}")
                        .formatted(item("x", "old"), item("y", "old").replace("}", ",'removedOn':'2026-05-01'}")),
                "/installedItems/0/serviceId is a service that has ended; nothing can be installed for it");
    }

    // Planned actions.

    @Test
    void refusesToPlanAnythingForWhatHasEnded() {
        hosting.schedule("C-1", DAY, Knowing.NOW.plusSeconds(1));
        line.schedule("C-1", DAY, Knowing.NOW);
        assertErrors(
                "{'plannedActions':[%s,%s]}"
                        .formatted(action("x", "hosting", ",'serviceId':'line'"), action("y", "hosting", "")),
                "/plannedActions/0/serviceId is a service that has ended; no action can be planned for it");
        hosting.unschedule("C-1");
        hosting.schedule("C-1", DAY, Knowing.NOW);
        assertErrors(
                "{'plannedActions':[%s]}".formatted(action("y", "hosting", "")),
                "/plannedActions/0/subscriptionId is a subscription that has ended; no action can be planned for it");
        // What is known may come again.
        planned("y", "hosting", null);
        assertErrors("{'plannedActions':[%s]}".formatted(action("y", "hosting", "")));
    }

    @Test
    void refusesToMoveAPlannedAction() {
        planned("x", "hosting", "line");
        assertErrors("{'plannedActions':[%s]}".formatted(action("x", "hosting", ",'serviceId':'line'")));
        assertErrors(
                "{'plannedActions':[%s]}".formatted(action("x", "other", "")),
                "/plannedActions/0/subscriptionId cannot change",
                "/plannedActions/0/serviceId cannot change");
    }

    // Usage.

    @Test
    void refusesUsageOfAnAccountThatPaysInAdvance() {
        assertErrors(
                "{'usages':[%s,%s]}".formatted(use("x", "other", ""), use("y", "hosting", ",'state':'BILLED'")),
                "/usages/0/subscriptionId is a subscription of an account that is not postpaid; its usage is not billed afterwards");
        // As it will stand after the import; what is known may come again.
        used("y", 500);
        String account = "'accounts':[{'id':'%s','name':'A','currency':'USD','timeZone':'UTC'%s}]";
        assertErrors(
                "{%s,'usages':[%s]}".formatted(account.formatted("port", ",'postpaid':true"), use("x", "other", "")));
        assertErrors("{%s,'usages':[%s]}".formatted(account.formatted("harbor", ""), use("y", "hosting", "")));
    }

    @Test
    void refusesUsageInAnotherCurrencyOrBelowZero() {
        assertErrors(
                "{'usages':[%s]}"
                        .formatted(use("x", "hosting", "").replace("USD", "EUR").replace("5.00", "-5.00")),
                "/usages/0/amount/currency must be the account's currency, USD",
                "/usages/0/amount/amount must not be negative");
    }

    @Test
    void refusesToMoveUsage() {
        used("x", 500);
        assertErrors(
                "{'usages':[%s]}".formatted(use("x", "other", ",'serviceId':'else'")),
                "/usages/0/subscriptionId cannot change",
                "/usages/0/serviceId cannot change");
    }

    @Test
    void refusesToTakeBackOrToChangeWhatIsBilled() {
        UsageRecord usage = used("x", 400);
        // It may still change.
        assertErrors("{'usages':[%s]}".formatted(use("x", "hosting", ",'state':'BILLED'")));
        usage.bill();
        assertErrors(
                "{'usages':[%s]}".formatted(use("x", "hosting", "")),
                "/usages/0/state cannot become UNBILLED; the usage is BILLED");
        assertErrors(
                "{'usages':[%s]}".formatted(use("x", "hosting", ",'state':'BILLED'")),
                "/usages/0/amount cannot change; the usage is BILLED");
        assertErrors("{'usages':[%s]}"
                .formatted(use("x", "hosting", ",'state':'BILLED'").replace("5.00", "4.00")));
    }

    private void assertErrors(String request, String... errors) {
        Knowing.assertErrors(known, request, errors);
    }

    private Subscription subscription(String id, String account) {
        var subscription = new Subscription();
        subscription.id = id;
        subscription.accountId = account;
        known.contracts().subscriptions().put(id, subscription);
        return subscription;
    }

    private Service service(String id, String subscription) {
        var service = new Service();
        service.id = id;
        service.subscriptionId = subscription;
        known.contracts().services().put(id, service);
        return service;
    }

    private InstalledItem installed(String id, String service) {
        var item = new InstalledItem();
        item.id = id;
        item.serviceId = service;
        known.belongings().installedItems().put(id, item);
        return item;
    }

    private void planned(String id, String subscription, String service) {
        var action = new PlannedAction();
        action.id = id;
        action.subscriptionId = subscription;
        action.serviceId = service;
        known.belongings().actions().put(id, action);
    }

    private UsageRecord used(String id, long cents) {
        var usage = new UsageRecord();
        usage.id = id;
        usage.subscriptionId = "hosting";
        usage.amountMinor = cents;
        known.belongings().usages().put(id, usage);
        return usage;
    }

    private static String extension(String id, String service) {
        return "{'id':'%s','serviceId':'%s','cause':'A modem','extendedOn':'2026-06-01','boundUntil':'2027-06-01'}"
                .formatted(id, service);
    }

    private static String item(String id, String service) {
        return "{'id':'%s','serviceId':'%s','name':'Modem','itemClass':'modem'}".formatted(id, service);
    }

    private static String action(String id, String subscription, String more) {
        return "{'id':'%s','subscriptionId':'%s','name':'Upgrade','plannedOn':'2026-07-01'%s}"
                .formatted(id, subscription, more);
    }

    private static String use(String id, String subscription, String more) {
        return ("{'id':'%s','subscriptionId':'%s','description':'Calls','usedOn':'2026-06-01',"
                        + "'amount':{'amount':'5.00','currency':'USD'}%s}")
                .formatted(id, subscription, more);
    }
}
