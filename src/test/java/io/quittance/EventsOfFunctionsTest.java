package io.quittance;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.billrun.cancel.RunRecords;
import io.quittance.call.Role;
import io.quittance.contract.Body;
import io.quittance.contract.Commands;
import io.quittance.contract.Contracts;
import io.quittance.testing.FunctionTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that follow from another record than the one that a command names. */
@QuarkusTest
class EventsOfFunctionsTest extends FunctionTest {

    /** An item that owes 10.00 by itself, and one that owes 12.00 on a line of the web service, from 20 June on. */
    private static final String OWING = """
            {"billingItems":[
               {"id":"disk","accountId":"harbor","name":"Disk","anchorOn":"2026-01-31",
                 "price":{"amount":"10.00","currency":"USD"}},
               {"id":"domain","accountId":"harbor","name":"Domain","anchorOn":"2026-01-31",
                 "price":{"amount":"12.00","currency":"USD"}}],
             "invoices":[
               {"id":"I-8","accountId":"harbor","issuedOn":"2026-06-01","dueOn":"2026-06-10","lines":[
                 {"id":"I-8-1","billingItemId":"disk","description":"Disk","periodFrom":"2026-06-01",
                  "periodUntil":"2026-07-01","net":{"amount":"10.00","currency":"USD"}}]},
               {"id":"I-9","accountId":"harbor","issuedOn":"2026-06-01","dueOn":"2026-06-20","lines":[
                 {"id":"I-9-1","serviceId":"web","billingItemId":"domain","description":"Domain of the web",
                  "periodFrom":"2026-06-20","periodUntil":"2026-07-20","net":{"amount":"12.00","currency":"USD"}}]}]}""";

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-11T12:00:00Z");
        api.has(Contracts.JUNE);
    }

    private void endsAndOwes(String item) {
        api.has(OWING);
        api.command("cancel-billing-item", Commands.cancelItem(item).immediate())
                .then()
                .statusCode(200);
        assertEquals(List.of(), api.events("billing-item.left-invoices"));
    }

    private void leavesItsInvoices(String item) {
        assertEquals(List.of(item), api.events("billing-item.left-invoices"));
    }

    @Test
    void letAnItemLeaveWhoseBalanceAnOffsetPays() {
        endsAndOwes("disk");
        api.command(
                        "apply-refund",
                        Commands.refundPayment("P-1").amount("20.00").to("OFFSET"))
                .then()
                .statusCode(200);
        leavesItsInvoices("disk");
    }

    @Test
    void letAnItemLeaveWhoseBalanceAnApprovedOffsetPays() {
        api.has("""
                {"policy":{"allowRefund":true,"termsVersion":"v1","termsText":"Gone is gone.","contactLine":"Ask us.",
                  "refundLimits":[{"amount":"5.00","currency":"USD"}]}}""");
        endsAndOwes("disk");
        String refund = api.command(
                        "apply-refund",
                        Commands.refundPayment("P-1").amount("20.00").to("OFFSET"))
                .then()
                .statusCode(200)
                .extract()
                .path("refunds[0].refundId");
        assertEquals(List.of(), api.events("billing-item.left-invoices"));
        api.asAnother(Role.BILLING_ADMIN)
                .command("approve-refund", json("refundId", refund))
                .then()
                .statusCode(200);
        leavesItsInvoices("disk");
    }

    /** By this policy an end credits the lines of items that were canceled at once. */
    private void creditsLinesOfEndedItems() {
        api.has("""
                {"policy":{"allowRefund":true,"refundCanceledItems":true,"termsVersion":"v1","termsText":"Gone is gone.",
                  "contactLine":"Ask us."}}""");
        endsAndOwes("domain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"terminate-subscription", "remove-services", "close-account"})
    void letAnItemLeaveWhoseBalanceAnEndCredits(String function) {
        creditsLinesOfEndedItems();
        Body end =
                switch (function) {
                    case "terminate-subscription" -> Commands.terminate("hosting");
                    case "remove-services" -> Commands.removeServices("hosting", "web");
                    default -> Commands.closeAccount("harbor");
                };
        api.command(function, end.refundTo("AVAILABLE_CREDITS")).then().statusCode(200);
        leavesItsInvoices("domain");
    }

    @Test
    void letAnItemLeaveWhoseBalanceAScheduledEndCredits() {
        creditsLinesOfEndedItems();
        api.command(
                        "terminate-subscription",
                        Commands.terminate("hosting").on("2026-06-15").refundTo("AVAILABLE_CREDITS"))
                .then()
                .statusCode(200);
        assertEquals(List.of(), api.events("billing-item.left-invoices"));
        clock.moveTo("2026-06-15T12:00:00Z");
        api.ask("run-due-actions", "{}").then().statusCode(200);
        leavesItsInvoices("domain");
    }

    @Test
    void completeARequestWhoseLastItemAnotherCancellationEnds() {
        api.has("""
                {"billingItems":[
                  {"id":"server","accountId":"harbor","name":"Server","anchorOn":"2026-01-31",
                    "price":{"amount":"5.00","currency":"USD"}},
                  {"id":"disk","accountId":"harbor","name":"Disk","anchorOn":"2026-01-31","parentId":"server",
                    "price":{"amount":"1.00","currency":"USD"}}]}""");
        String request = api.command(
                        "request-cancellation",
                        Body.of(
                                        "items",
                                        List.of(Body.of("billingItemId", "disk", "timing", "ANNIVERSARY")),
                                        "acknowledged",
                                        true,
                                        "termsVersion",
                                        "v1")
                                .reason("NO_LONGER_NEEDED"))
                .then()
                .statusCode(200)
                .extract()
                .path("cancellationRequestId");
        api.asAnother(Role.BILLING_ADMIN)
                .command("approve-cancellation-request", json("cancellationRequestId", request))
                .then()
                .statusCode(200);
        assertEquals(List.of(), api.events("cancellation-request.completed"));
        api.command("cancel-billing-item", Commands.cancelItem("server").immediate())
                .then()
                .statusCode(200);
        assertEquals(List.of(request), api.events("cancellation-request.completed"));
    }

    @Test
    void chargeAPenaltyForATermination() {
        api.has("""
                {"billingTerms":[{"id":"t","termClass":"line","name":"Lines","currency":"USD","duringBinding":"ALLOWED",
                   "penalty":{"kind":"FIXED","amount":{"amount":"3.00","currency":"USD"}}}],
                 "services":[{"id":"line","subscriptionId":"hosting","name":"Line","termClass":"line",
                   "boundUntil":"2026-09-01","price":{"amount":"5.00","currency":"USD"}}]}""");
        api.command("terminate-subscription", Commands.terminate("hosting").refundTo("NONE"))
                .then()
                .statusCode(200);
        assertEquals(1, api.events("penalty.charged").size());
    }

    @Test
    void dropUsageWithAScheduledEnd() {
        api.has("""
                {"accounts":[{"id":"harbor","name":"Harbor Books","currency":"USD","timeZone":"America/New_York","postpaid":true}],
                 "usages":[{"id":"U-1","subscriptionId":"hosting","description":"Traffic",
                   "amount":{"amount":"5.00","currency":"USD"},"usedOn":"2026-06-03"}]}""");
        String id = api.command(
                        "terminate-subscription",
                        Commands.terminate("hosting")
                                .on("2026-06-15")
                                .refundTo("NONE")
                                .with("finalUsage", "DROP"))
                .then()
                .statusCode(200)
                .extract()
                .path("cancellationId");
        clock.moveTo("2026-06-15T12:00:00Z");
        api.ask("run-due-actions", "{}").then().body("carriedOut", hasItem(id));
        assertEquals(List.of("hosting"), api.events("usage.dropped"));
    }

    @Test
    void finishTheRemovalOfALargeBillRun() {
        api.has("""
                {"billingItems":[{"id":"server","accountId":"harbor","name":"Server","anchorOn":"2026-01-31",
                  "price":{"amount":"5.00","currency":"USD"}}]}""");
        api.has(RunRecords.adHoc("run", "ERROR"));
        api.has(RunRecords.invoices("run", 0, 12, ""));
        api.command("delete-bill-run", RunRecords.named("run"))
                .then()
                .statusCode(200)
                .body("state", is("REMOVE_IN_PROGRESS"));
        api.ask("run-due-actions", "{}").then().statusCode(200);
        assertEquals(List.of("run"), api.events("bill-run.deleted"));
    }
}
