package io.quittance.declaration;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Role;
import io.quittance.contract.Body;
import io.quittance.contract.Contracts;
import io.quittance.contract.Harbor;
import io.quittance.testing.Api;
import io.quittance.testing.Declarations;
import io.quittance.testing.FunctionTest;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the staff makes of a declaration that was received on 8 June; it is 11 June now. */
@QuarkusTest
class MatchDeclarationTest extends FunctionTest {

    private String key;
    private String id;

    @BeforeEach
    void begin() {
        clock.moveTo("2026-06-08T10:00:00Z");
        api.has(Harbor.RECORDS.replace("\"P-1\"", "\"P-0\""));
        api.has(Contracts.JUNE);
        key = Declarations.publish(api);
        id = Declarations.received(key, "WITHDRAWAL");
        clock.moveTo("2026-06-11T12:00:00Z");
    }

    private static final Body HOSTING = Body.of("accountId", "harbor", "subscriptionId", "hosting");

    private Response match(Body what) {
        return api.command("match-declaration", Body.of("declarationId", id).and(what));
    }

    private Response end(String reason, Body more) {
        return api.command(
                "terminate-subscription",
                Body.of("subscriptionId", "hosting", "declarationId", id)
                        .reason(reason, "So.")
                        .and(more));
    }

    @Test
    void tiesItToAContractAndTellsOnceAndEndsNothing() {
        String body = Body.of("declarationId", id)
                .and(HOSTING)
                .with("note", "Called back.")
                .json();
        for (int i = 0; i < 2; i++) {
            api.command("match-declaration", "once", body)
                    .then()
                    .statusCode(200)
                    .body("state", is("MATCHED"))
                    .body("accountId", is("harbor"))
                    .body("subscriptionId", is("hosting"))
                    .body("history.note", is(List.of("Called back.")))
                    .body("history.by", is(List.of("test-billing-admin")));
        }
        assertEquals(List.of("declaration.matched", "declaration.received"), api.events());
        api.ask("get-subscription", json("subscriptionId", "hosting")).then().body("subscription.state", is("ACTIVE"));
    }

    @Test
    void canBeMatchedAnewWithItsHistory() {
        match(HOSTING).then().statusCode(200);
        match(Body.of("accountId", "kawa"))
                .then()
                .statusCode(200)
                .body("accountId", is("kawa"))
                .body("subscriptionId", nullValue())
                .body("history.accountId", is(List.of("harbor", "kawa")));
        match(Body.of("accountId", "harbor", "billingItemId", "server"))
                .then()
                .statusCode(200)
                .body("billingItemId", is("server"));
        api.ask("list-declarations", json("accountId", "kawa", "state", "MATCHED"))
                .then()
                .body("items.declarationId", is(List.of(id)));
    }

    @Test
    void refusesWhatIsNotTheAccounts() {
        match(Body.of("accountId", "nobody")).then().statusCode(404).body("reason", is("ACCOUNT_NOT_FOUND"));
        match(Body.of("accountId", "kawa", "subscriptionId", "hosting"))
                .then()
                .statusCode(404)
                .body("reason", is("SUBSCRIPTION_NOT_FOUND"));
        match(Body.of("accountId", "kawa", "billingItemId", "server"))
                .then()
                .statusCode(404)
                .body("reason", is("BILLING_ITEM_NOT_FOUND"));
        match(HOSTING.with("billingItemId", "server"))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/billingItemId")));
        id = "D-0";
        match(HOSTING).then().statusCode(404).body("reason", is("DECLARATION_NOT_FOUND"));
        assertEquals(0, books.number("select count(*) from declaration_step where tenant_id = ?", api.tenant()));
    }

    @Test
    void isDismissedOnceForAReason() {
        String body = json("declarationId", id, "note", "No such customer.");
        api.command("dismiss-declaration", json("declarationId", id)).then().statusCode(400);
        api.as(Role.AGENT)
                .command("dismiss-declaration", body)
                .then()
                .statusCode(200)
                .body("state", is("DISMISSED"))
                .body("history.note", is(List.of("No such customer.")));
        api.command("dismiss-declaration", body)
                .then()
                .statusCode(409)
                .body("reason", is("DECLARATION_DECIDED"))
                .body("state", is("DISMISSED"));
        // An error is corrected by matching it after all.
        match(HOSTING).then().statusCode(200).body("history.what", is(List.of("DISMISSED", "MATCHED")));
    }

    @Test
    void isNotForCustomersNorForOtherTenants() {
        String body = json("declarationId", id, "note", "x");
        for (String function : List.of("dismiss-declaration", "match-declaration")) {
            api.asCustomerOf("harbor").command(function, body).then().statusCode(403);
        }
        Api.newTenant().command("dismiss-declaration", body).then().statusCode(404);
    }

    // What answers it.

    @Test
    void countsAWithdrawalFromItsReceiptAndIsAnsweredByIt() {
        match(HOSTING).then().statusCode(200);
        // 23 of 30 days were left on 8 June: 27.60 and 55.20.
        String cancellation = end("WITHDRAWAL", Body.of())
                .then()
                .statusCode(200)
                .body("effectiveOn", is("2026-06-08"))
                .body("plan.payout.paidOut.amount", is("82.80"))
                .body("plan.consequences.declarationId", is(id))
                .body("plan.consequences.receivedOn", is("2026-06-08"))
                .body("refunds.dueBy", is(List.of("2026-06-22")))
                .extract()
                .path("cancellationId");
        api.ask("list-declarations", json("state", "ANSWERED"))
                .then()
                .body("items.declarationId", is(List.of(id)))
                .body("items[0].history.cancellationId", is(Arrays.asList(null, cancellation)));
        api.command("dismiss-declaration", json("declarationId", id, "note", "x"))
                .then()
                .statusCode(409)
                .body("reason", is("DECLARATION_DECIDED"));
    }

    @Test
    void endsNothingThatItIsNotMatchedTo() {
        end("WITHDRAWAL", Body.of()).then().statusCode(409).body("reason", is("DECLARATION_NOT_MATCHED"));
        match(Body.of("accountId", "harbor", "subscriptionId", "future")).then().statusCode(200);
        end("WITHDRAWAL", Body.of()).then().statusCode(409).body("reason", is("DECLARATION_NOT_MATCHED"));
        match(Body.of("accountId", "kawa")).then().statusCode(200);
        end("WITHDRAWAL", Body.of()).then().statusCode(409).body("reason", is("DECLARATION_NOT_MATCHED"));
        match(HOSTING).then().statusCode(200);
        end("WITHDRAWAL", Body.of("receivedOn", "2026-06-10"))
                .then()
                .statusCode(400)
                .body("errors.pointer", is(List.of("/receivedOn")));
        api.asCustomerOf("harbor")
                .command(
                        "terminate-subscription",
                        json("subscriptionId", "hosting", "declarationId", id, "reason", Body.of("code", "WITHDRAWAL")))
                .then()
                .statusCode(404)
                .body("reason", is("DECLARATION_NOT_FOUND"));
        id = "D-0";
        end("WITHDRAWAL", Body.of()).then().statusCode(404).body("reason", is("DECLARATION_NOT_FOUND"));
    }

    @Test
    void isAnsweredByTheClosureOfItsAccountToo() {
        api.has(json(
                "accounts", List.of(Body.of("id", "corner", "name", "Corner", "currency", "USD", "timeZone", "UTC"))));
        match(Body.of("accountId", "corner")).then().statusCode(200);
        api.command(
                        "close-account",
                        json("accountId", "corner", "declarationId", id, "reason", Body.of("code", "WITHDRAWAL")))
                .then()
                .statusCode(200)
                .body("plan.terminations.consequences.dueBy", is("2026-06-22"));
        api.ask("list-declarations", json("declarationId", id)).then().body("items[0].state", is("ANSWERED"));
    }

    @Test
    void letsNoCustomerCloseAnAccountByAReasonThatTheStaffLooksAt() {
        api.has("""
                {"accounts":[{"id":"corner","name":"Corner","currency":"USD","timeZone":"UTC",
                 "selfServiceCancellation":true}]}""");
        api.asCustomerOf("corner")
                .command("close-account", json("accountId", "corner", "reason", Body.of("code", "WITHDRAWAL")))
                .then()
                .statusCode(422)
                .body("reason", is("SELF_SERVICE_NOT_ALLOWED"));
    }
}
