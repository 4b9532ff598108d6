package io.quittance.intake;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Body;
import io.quittance.contract.Contracts;
import io.quittance.contract.Provided;
import io.quittance.testing.Api;
import io.quittance.testing.Books;
import io.quittance.testing.Ledger;
import io.quittance.testing.MovingClock;
import io.quittance.testing.Together;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Services, the terms that they fall under and what belongs to them, as they come in. */
@QuarkusTest
class ImportServicesTest {

    @Inject
    MovingClock clock;

    @Inject
    Books books;

    private final Api api = Api.newTenant();

    @BeforeEach
    void begin() {
        clock.reset();
    }

    @Test
    void takesAllThatIsKnownOfServicesAndThenUpdatesIt() {
        api.command("import-records", Provided.LINE).then().statusCode(200).body("created", is(19));
        String sum = Ledger.sum(books, api);
        // Extensions are documents; the same again is nothing new.
        api.command("import-records", Provided.LINE)
                .then()
                .statusCode(200)
                .body("created", is(0))
                .body("updated", is(17));
        assertEquals(sum, Ledger.sum(books, api));
    }

    @Test
    void keepsTermsAsTheyAreSaid() {
        api.has(Provided.LINE);
        assertEquals(
                List.of(
                        "line-2025 line USD f 0 DAY ALLOWED ANY_DAY 0 NONE {} {}",
                        "line-2026 line USD t 3 MONTH NOT_ALLOWED PERIOD_END 14 REDUCING {12,6,1} {9000,5000,1000}"),
                books.texts(
                        "select concat_ws(' ', id, term_class, currency, active, notice_count, notice_unit, during_binding,"
                                + " leaving_on, regret_days, penalty, penalty_minor, penalty_percent, band_months, band_minor)"
                                + " from billing_term where tenant_id = ? order by id",
                        api.tenant()));
        assertEquals(
                List.of(
                        "modem-line INSTALLED_ITEM DEPENDENCY modem socket f",
                        "no-line SERVICE RESTRICTION line north t"),
                books.texts(
                        "select concat_ws(' ', id, subject, kind, class, needs_class, distributor_id, active)"
                                + " from removal_condition where tenant_id = ? order by id",
                        api.tenant()));
        assertEquals(
                List.of("connected t 1 {line}"),
                books.texts(
                        "select concat_ws(' ', id, services_removable, least_services, mandatory_classes)"
                                + " from subscription_definition where tenant_id = ?",
                        api.tenant()));
        // The day on which it was removed begins in New York.
        assertEquals(
                List.of("modem INSTALLED", "router REMOVED 2026-05-01 2026-05-01 04:00:00"),
                books.texts(
                        "select concat_ws(' ', id, state, effective_on, ended_at at time zone 'UTC')"
                                + " from installed_item where tenant_id = ? order by id",
                        api.tenant()));
    }

    @Test
    void letsOneDefinitionFollowAnotherAndKeepsNoOtherActive() {
        api.has(Provided.LINE);
        String switched = """
                {"billingTerms":[
                  {"id":"line-2027","termClass":"line","name":"Lines, 2027","currency":"USD",
                   "penalty":{"kind":"PERCENT_OF_REST","percent":"12.5"}},
                  {"id":"line-2026","termClass":"line","name":"Lines, 2026","currency":"USD","active":%s}]}""";
        refused(switched.formatted(true), "/billingTerms/1/active");
        api.has(switched.formatted(false));
        assertEquals(
                List.of("line-2027 PERCENT_OF_REST 12500"),
                books.texts(
                        "select concat_ws(' ', id, penalty, penalty_percent) from billing_term"
                                + " where tenant_id = ? and active",
                        api.tenant()));
    }

    @Test
    void activatesOneOfTwoDefinitionsThatComeAtTheSameTime() {
        api.has(Provided.LINE);
        String other = json(
                "billingTerms", List.of(Body.of("id", "T-%d", "termClass", "mail", "name", "Mail", "currency", "USD")));
        List<Response> answers = Together.times(4, i -> Together.command(api, "import-records", other.formatted(i)));
        assertEquals(
                List.of(200, 400, 400, 400),
                answers.stream().map(Response::statusCode).sorted().toList());
        assertEquals(
                1,
                books.number(
                        "select count(*) from billing_term where tenant_id = ? and term_class = 'mail'", api.tenant()));
    }

    @Test
    void namesEveryBadValueAndChangesNothing() {
        api.has(Provided.LINE);
        String before = Ledger.sum(books, api);
        refused(
                """
                        {"billingTerms":[{"id":"a","termClass":"a","name":"A","currency":"USD",
                          "penalty":{"kind":"FIXED","percent":"5"}}],
                         "removalConditions":[{"id":"a","subject":"SERVICE","kind":"DEPENDENCY","ofClass":"line"}],
                         "services":[{"id":"new","subscriptionId":"shop","name":"New","termClass":"other",
                          "boundUntil":"2027-01-01"}],
                         "bindingExtensions":[{"id":"X-3","serviceId":"mail","cause":"A phone","extendedOn":"2026-06-01",
                          "boundUntil":"2027-06-01"}],
                         "installedItems":[{"id":"modem","serviceId":"mail","name":"Modem","itemClass":"modem"}],
                         "plannedActions":[{"id":"slower","subscriptionId":"shop","serviceId":"none","name":"Slower",
                          "plannedOn":"2026-09-01"}],
                         "usages":[{"id":"U-3","subscriptionId":"shop","description":"Calls",
                          "amount":{"amount":"1.00","currency":"USD"},"usedOn":"2026-05-02"}]}""",
                "/billingTerms/0/penalty/amount",
                "/billingTerms/0/penalty/percent",
                "/removalConditions/0/needsClass",
                "/services/0/termClass",
                "/services/0/price",
                "/bindingExtensions/0/serviceId",
                "/installedItems/0/serviceId",
                "/plannedActions/0/serviceId",
                "/usages/0/state");
        assertEquals(before, Ledger.sum(books, api));
    }

    @Test
    void readsSharesAndMonthsAsTheyMustBe() {
        String term = """
                {"billingTerms":[{"id":"a","termClass":"a","name":"A","currency":"USD","penalty":%s}]}""";
        for (String percent : List.of("\"100.001\"", "\"12,5\"", "\"-1\"", "\"\"", "12.5")) {
            refused(
                    term.formatted("{\"kind\":\"PERCENT_OF_REST\",\"percent\":%s}".formatted(percent)),
                    "/billingTerms/0/penalty/percent");
        }
        refused(
                term.formatted(json(
                        "kind",
                        "REDUCING",
                        "bands",
                        List.of(Body.of("monthsLeft", 0, "amount", Body.of("amount", "1.00", "currency", "USD"))))),
                "/billingTerms/0/penalty/bands/0/monthsLeft");
        refused(term.formatted(json("kind", "HIGH")), "/billingTerms/0/penalty/kind");
    }

    @Test
    void locksTheAccountsOfAllThatIsNamedByItsServiceOnly() {
        api.has(Provided.LINE);
        // Without the account and the subscription in the call: they are found, and so it is not refused.
        api.has("""
                {"bindingExtensions":[{"id":"X-3","serviceId":"line","cause":"A phone","extendedOn":"2026-06-01",
                  "boundUntil":"2028-06-01"}]}""");
        api.has("""
                {"installedItems":[{"id":"phone","serviceId":"line","name":"Phone","itemClass":"phone"}]}""");
        api.has("""
                {"plannedActions":[{"id":"slower","subscriptionId":"shop","name":"Slower","plannedOn":"2026-10-01"}]}""");
        subscription()
                .body("services[0].boundUntil", is("2028-06-01"))
                .body("services[0].installedItems.installedItemId", is(List.of("modem", "phone", "router")))
                .body("plannedActions.actionId", is(List.of("faster", "slower")));
    }

    @Test
    void makesASubscriptionEffectiveAgainByANewService() {
        api.has(Contracts.JUNE);
        api.has("""
                {"subscriptions":[{"id":"empty","accountId":"harbor","name":"Empty","startsOn":"2026-01-01"}],
                 "services":[{"id":"old","subscriptionId":"empty","name":"Old","canceledOn":"2026-05-01"}]}""");
        state("empty", "NOT_EFFECTIVE");
        api.has(json("services", List.of(Body.of("id", "new", "subscriptionId", "empty", "name", "New"))));
        state("empty", "ACTIVE");
    }

    private void state(String subscription, String state) {
        api.ask("get-subscription", json("subscriptionId", subscription)).then().body("subscription.state", is(state));
        api.ask("list-subscriptions", "{}")
                .then()
                .body("items.find { it.subscriptionId == '%s' }.state".formatted(subscription), is(state));
    }

    @Test
    void takesNothingNewForWhatHasEnded() {
        api.has(Provided.LINE);
        api.command("terminate-subscription", Provided.END).then().statusCode(200);
        refused("""
                        {"installedItems":[{"id":"phone","serviceId":"line","name":"Phone","itemClass":"phone"}],
                         "services":[{"id":"new","subscriptionId":"shop","name":"New"}],
                         "plannedActions":[{"id":"slower","subscriptionId":"shop","name":"Slower","plannedOn":"2026-10-01"}]}""", "/services/0/subscriptionId", "/installedItems/0/serviceId", "/plannedActions/0/subscriptionId");
        // Usage that comes late was used all the same.
        api.has("""
                {"usages":[{"id":"U-4","subscriptionId":"shop","description":"Calls",
                  "amount":{"amount":"1.00","currency":"USD"},"usedOn":"2026-06-09"}]}""");
    }

    @Test
    void keepsDroppedActionsDropped() {
        api.has(Provided.LINE);
        books.write(
                "update planned_action set state = 'DROPPED', dropped_by = ? where tenant_id = ?",
                someCancellation(),
                api.tenant());
        api.has(Provided.LINE.replace("2026-09-01", "2026-12-01"));
        subscription()
                .body("plannedActions.state", is(List.of("DROPPED")))
                .body("plannedActions.plannedOn", is(List.of("2026-09-01")));
    }

    @Test
    void billsUsageAndLeavesAloneWhatAnEndHasDealtWith() {
        api.has(Provided.LINE);
        String usage = """
                {"usages":[{"id":"%s","subscriptionId":"shop",%s"description":"Calls","state":"%s",
                  "amount":{"amount":"%s","currency":"USD"},"usedOn":"2026-06-01"}]}""";
        String line = "\"serviceId\":\"line\",";
        // As long as it is not billed it may change.
        api.has(usage.formatted("U-2", "", "UNBILLED", "3.00"));
        subscription().body("unbilledUsage.count", is(2)).body("unbilledUsage.sum.amount", is("8.00"));
        api.has(usage.formatted("U-2", "", "BILLED", "3.10"));
        assertUsage("U-2", "BILLED 310");
        refused(usage.formatted("U-2", "", "BILLED", "3.20"), "/usages/0/amount");

        String cancellation = someCancellation();
        String settled = "update usage_record set state = '%s', cancellation_id = ? where tenant_id = ? and id = 'U-1'";
        books.write(settled.formatted("INVOICE_REQUESTED"), cancellation, api.tenant());
        api.has(usage.formatted("U-1", line, "UNBILLED", "9.00"));
        assertUsage("U-1", "INVOICE_REQUESTED 500");
        refused(usage.formatted("U-1", line, "BILLED", "5.01"), "/usages/0/amount");
        api.has(usage.formatted("U-1", line, "BILLED", "5.00"));
        assertUsage("U-1", "BILLED 500");

        api.has(usage.formatted("U-9", line, "UNBILLED", "4.00"));
        books.write(settled.formatted("DROPPED").replace("U-1", "U-9"), cancellation, api.tenant());
        api.has(usage.formatted("U-9", line, "UNBILLED", "4.00"));
        assertUsage("U-9", "DROPPED 400");
        refused(usage.formatted("U-9", line, "BILLED", "4.00"), "/usages/0/state");
        subscription().body("unbilledUsage.count", is(0)).body("unbilledUsage.sum.amount", is("0.00"));
    }

    private void assertUsage(String id, String usage) {
        assertEquals(
                List.of(usage),
                books.texts(
                        "select concat_ws(' ', state, amount_minor) from usage_record where tenant_id = ? and id = ?",
                        api.tenant(),
                        id));
    }

    /** Of a subscription that has nothing to do with the line. */
    private String someCancellation() {
        api.has("""
                {"subscriptions":[{"id":"aside","accountId":"harbor","name":"Aside","startsOn":"2026-01-01"}]}""");
        return api.command("terminate-subscription", Contracts.terminate("aside", "NONE"))
                .path("cancellationId");
    }

    @Test
    void showsAServiceWithAllThatIsKnownOfIt() {
        api.has(Provided.LINE);
        subscription()
                .body("subscription.definitionId", is("connected"))
                .body("services.serviceId", is(List.of("line", "mail")))
                .body("services.state", is(List.of("EFFECTIVE", "ORDERED")))
                .body("services[0].serviceClass", is("line"))
                .body("services[0].distributorId", is("north"))
                .body("services[0].termClass", is("line"))
                .body("services[0].activatedOn", is("2026-01-01"))
                .body("services[0].boundUntil", is("2027-03-01"))
                .body("services[0].extensions.cause", is(List.of("A discount", "A modem")))
                .body("services[0].cancelableFrom", is("2026-10-01"))
                .body("services[0].price.amount", is("30.00"))
                .body("services[0].installedItems.installedItemId", is(List.of("modem", "router")))
                .body("services[0].installedItems.state", is(List.of("INSTALLED", "REMOVED")))
                .body("services[1].boundUntil", nullValue())
                .body("services[1].installedItems", is(List.of()))
                .body("distributors.name", is(List.of("North Lines", "South Devices")))
                .body("plannedActions[0].name", is("Faster"))
                .body("plannedActions[0].serviceId", is("line"))
                .body("unbilledUsage.count", is(2))
                .body("unbilledUsage.sum.amount", is("7.50"));
        api.ask("list-subscriptions", "{}").then().body("items.definitionId", is(List.of("connected")));
    }

    @Test
    void namesDistributorsAsLongAsTheyProvideSomethingByTheClock() {
        api.has(Provided.LINE);
        books.write(
                "update service set effective_on = '2026-07-01', effective_at = '2026-07-01T04:00:00Z', cancellation_id = ?"
                        + " where tenant_id = ? and id = 'line'",
                someCancellation(),
                api.tenant());
        clock.moveTo("2026-07-01T03:59:59Z");
        subscription().body("distributors.distributorId", is(List.of("north", "south")));
        clock.moveTo("2026-07-01T04:00:00Z");
        subscription().body("distributors.distributorId", is(List.of("south")));
    }

    private ValidatableResponse subscription() {
        return api.ask("get-subscription", json("subscriptionId", "shop"))
                .then()
                .statusCode(200);
    }

    private void refused(String records, String... pointers) {
        api.command("import-records", records).then().statusCode(400).body("errors.pointer", is(List.of(pointers)));
    }
}
