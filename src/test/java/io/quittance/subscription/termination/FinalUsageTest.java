package io.quittance.subscription.termination;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Role;
import io.quittance.contract.Body;
import io.quittance.contract.Commands;
import io.quittance.contract.Contracts;
import io.quittance.testing.Api;
import io.quittance.testing.FunctionTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A subscription of a postpaid account ends with usage of 5.00 and 2.50 that is not billed. */
@QuarkusTest
class FinalUsageTest extends FunctionTest {

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-11T12:00:00Z");
        api.has(Contracts.JUNE);
        api.has("""
                {"accounts":[{"id":"harbor","name":"Harbor Books","currency":"USD","timeZone":"America/New_York",
                  "postpaid":true}],
                 "usages":[
                  {"id":"U-1","subscriptionId":"hosting","serviceId":"web","description":"Traffic",
                   "amount":{"amount":"5.00","currency":"USD"},"usedOn":"2026-06-03"},
                  {"id":"U-2","subscriptionId":"hosting","description":"Traffic",
                   "amount":{"amount":"2.50","currency":"USD"},"usedOn":"2026-06-04"}]}""");
    }

    private static ValidatableResponse terminate(Api by, Body usage) {
        return by.command(
                        "terminate-subscription",
                        Commands.terminate("hosting")
                                .refundTo("AVAILABLE_CREDITS")
                                .and(usage))
                .then();
    }

    private List<String> states() {
        return books.texts("select state from usage_record where tenant_id = ? order by id", api.tenant());
    }

    private List<String> told() {
        return books.texts(
                "select type || ' ' || (data::json ->> 'records') || ' ' || (data::json -> 'amount' ->> 'amount')"
                        + " from outbox where tenant_id = ? and type like 'usage.%'",
                api.tenant());
    }

    @Test
    void asksForALastInvoiceWhereNothingIsSaid() {
        terminate(api, Body.of())
                .statusCode(200)
                .body("plan.finalUsage.choice", is("INVOICE"))
                .body("plan.finalUsage.records", is(2))
                .body("plan.finalUsage.amount.amount", is("7.50"));
        assertEquals(List.of("INVOICE_REQUESTED", "INVOICE_REQUESTED"), states());
        assertEquals(List.of("usage.invoice-requested 2 7.50"), told());
    }

    @Test
    void dropsItOrKeepsItForTheStaff() {
        terminate(api.as(Role.AGENT), Body.of("finalUsage", "DROP")).statusCode(200);
        assertEquals(List.of("DROPPED", "DROPPED"), states());
        assertEquals(List.of("usage.dropped 2 7.50"), told());
    }

    @Test
    void keepsItAsItIs() {
        terminate(api, Body.of("finalUsage", "KEEP")).statusCode(200);
        assertEquals(List.of("UNBILLED", "UNBILLED"), states());
        assertEquals(List.of(), told());
    }

    @Test
    void letsCustomersChooseNothingElse() {
        Api customer = api.asCustomerOf("harbor");
        terminate(customer, Body.of("finalUsage", "DROP"))
                .statusCode(422)
                .body("reason", is("FINAL_USAGE_CHOICE_NOT_ALLOWED"));
        assertEquals(List.of("UNBILLED", "UNBILLED"), states());
        terminate(customer, Body.of("finalUsage", "INVOICE")).statusCode(200);
    }

    @Test
    void refusesAChoiceWhereTheAccountPaysInAdvance() {
        api.has("""
                {"accounts":[{"id":"harbor","name":"Harbor Books","currency":"USD","timeZone":"America/New_York"}]}""");
        terminate(api, Body.of("finalUsage", "INVOICE")).statusCode(422).body("reason", is("FINAL_USAGE_NOT_POSTPAID"));
        terminate(api, Body.of()).statusCode(200).body("plan.finalUsage", nullValue());
    }

    @Test
    void settlesOnTheDayWhatHasComeUntilThen() {
        String id = api.command(
                        "terminate-subscription", Contracts.terminate("hosting", "END_OF_PERIOD", json("mode", "NONE")))
                .path("cancellationId");
        api.has("""
                {"usages":[{"id":"U-3","subscriptionId":"hosting","description":"Traffic",
                 "amount":{"amount":"1.00","currency":"USD"},"usedOn":"2026-06-30"}]}""");
        assertEquals(List.of("UNBILLED", "UNBILLED", "UNBILLED"), states());
        clock.moveTo("2026-07-01T04:00:00Z");
        api.ask("run-due-actions", "{}").then().body("carriedOut", hasItem(id));
        assertEquals(List.of("usage.invoice-requested 3 8.50"), told());
    }
}
