package io.quittance.cancellation;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Commands;
import io.quittance.contract.Harbor;
import io.quittance.testing.Api;
import io.quittance.testing.FunctionTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UndoCancellationTest extends FunctionTest {

    @BeforeEach
    void begin() {
        api.has(Harbor.RECORDS);
    }

    private String schedule(String item) {
        return api.command("cancel-billing-item", Harbor.cancel(item, "ANNIVERSARY"))
                .path("cancellationId");
    }

    private io.restassured.response.Response undo(String cancellation) {
        return api.command("undo-cancellation", json("cancellationId", cancellation));
    }

    /** All rows of the items, but for the counter of changes. */
    private List<String> items() {
        return books.texts(
                "select to_jsonb(b) - 'version' from billing_item b where tenant_id = ? order by id", api.tenant());
    }

    @Test
    void putsEverythingBackAndTellsOnce() {
        List<String> before = items();
        String id = schedule("server");
        assertNotEquals(before, items());
        undo(id).then()
                .statusCode(200)
                .body("state", is("UNDONE"))
                .body("history.what", is(List.of("REQUESTED", "UNDONE")));
        assertEquals(before, items());
        assertEquals(List.of("disk", "server"), api.events("billing-item.cancellation-undone"));
    }

    @Test
    void answersTheSameWhenUndoneTwice() {
        String id = schedule("server");
        String first = undo(id).asString();
        String second = undo(id).asString();
        assertEquals(first, second);
        assertEquals(
                1, books.number("select count(*) from receipt where tenant_id = ? and what = 'UNDONE'", api.tenant()));
    }

    @Test
    void allowsANewCancellationAtOnce() {
        undo(schedule("server"));
        assertNotEquals(null, schedule("server"));
    }

    @Test
    void refusesOnceTheMomentHasPassed() {
        String id = schedule("server");
        // The day begins in New York at 04:00 UTC.
        clock.moveTo("2026-06-30T03:59:59.999Z");
        String backup = schedule("backup");
        undo(backup).then().statusCode(200);
        clock.moveTo("2026-06-30T04:00:00Z");
        undo(id).then().statusCode(409).body("reason", is("ALREADY_EFFECTIVE")).body("effectiveOn", is("2026-06-30"));
    }

    @Test
    void undoesUntilTheLastMillisecond() {
        String id = schedule("server");
        clock.moveTo("2026-06-30T03:59:59.999Z");
        undo(id).then().statusCode(200);
    }

    @Test
    void hidesTheCancellationsOfOthers() {
        String id = schedule("server");
        String body = json("cancellationId", id);
        for (Api other : List.of(api.asCustomerOf("kawa"), Api.newTenant())) {
            other.command("undo-cancellation", body)
                    .then()
                    .statusCode(404)
                    .body("reason", is("CANCELLATION_NOT_FOUND"));
            other.ask("get-cancellation", body).then().statusCode(404).body("reason", is("CANCELLATION_NOT_FOUND"));
        }
        api.asCustomerOf("harbor").command("undo-cancellation", body).then().statusCode(200);
    }

    @Test
    void restoresWhatItHadSuperseded() {
        String disk = api.command("cancel-billing-item", Harbor.cancel("disk", "ANNIVERSARY"))
                .path("cancellationId");
        clock.moveTo("2026-06-10T13:00:00Z");
        List<String> before = items();
        // The disk ends with its server at once, so an own end on the 30th has nothing left to do; undone first.
        api.command("cancel-billing-item", Harbor.cancel("server", "IMMEDIATE"))
                .then()
                .statusCode(200)
                .body("plan.supersedes", is(List.of(disk)));
        api.ask("get-cancellation", json("cancellationId", disk))
                .then()
                .body("state", is("SUPERSEDED"))
                .body("history.what", is(List.of("REQUESTED", "SUPERSEDED")));
        undo(disk).then().statusCode(409).body("reason", is("CANCELLATION_SUPERSEDED"));
        assertNotEquals(before, items());
    }

    @Test
    void restoresASupersededOneWhenTheEarlierOneIsUndone() {
        api.has("""
                {"billingItems":[
                  {"id":"rack","accountId":"harbor","name":"Rack","price":{"amount":"9.00","currency":"USD"},"anchorOn":"2026-01-15"},
                  {"id":"shelf","accountId":"harbor","name":"Shelf","parentId":"rack",
                   "price":{"amount":"1.00","currency":"USD"},"anchorOn":"2026-01-25"}]}""");
        String shelf = schedule("shelf");
        List<String> before = items();
        String rack = schedule("rack");
        api.ask("get-cancellation", json("cancellationId", rack))
                .then()
                .body("effectiveOn", is("2026-06-15"))
                .body("plan.supersedes", is(List.of(shelf)));
        undo(rack).then().statusCode(200);
        assertEquals(before, items());
        api.ask("get-cancellation", json("cancellationId", shelf))
                .then()
                .body("state", is("SCHEDULED"))
                .body("effectiveOn", is("2026-06-25"))
                .body("history.what", is(List.of("REQUESTED", "SUPERSEDED", "RESTORED")))
                .body("history[1].cause", is(rack));
    }

    @Test
    void leavesAChildWithAnEarlierEndOfItsOwnAlone() {
        api.has("""
                {"billingItems":[
                  {"id":"rack","accountId":"harbor","name":"Rack","price":{"amount":"9.00","currency":"USD"},"anchorOn":"2026-01-25"},
                  {"id":"shelf","accountId":"harbor","name":"Shelf","parentId":"rack",
                   "price":{"amount":"1.00","currency":"USD"},"anchorOn":"2026-01-15"}]}""");
        schedule("shelf");
        api.command("cancel-billing-item", Harbor.cancel("rack", "ANNIVERSARY"))
                .then()
                .body("plan.billingItems.billingItemId", is(List.of("rack")))
                .body("plan.supersedes", is(List.of()));
    }

    @Test
    void undoesOneOfWhichAllEndsByOthers() {
        api.has("""
                {"billingItems":[
                  {"id":"bay","accountId":"harbor","name":"Bay","price":{"amount":"5.00","currency":"USD"},"anchorOn":"2026-01-15"},
                  {"id":"rack","accountId":"harbor","name":"Rack","parentId":"bay",
                   "price":{"amount":"9.00","currency":"USD"},"anchorOn":"2026-01-25"},
                  {"id":"shelf","accountId":"harbor","name":"Shelf","parentId":"rack",
                   "price":{"amount":"1.00","currency":"USD"},"anchorOn":"2026-01-25"},
                  {"id":"lamp","accountId":"harbor","name":"Lamp","associated":["shelf"],
                   "price":{"amount":"1.00","currency":"USD"},"anchorOn":"2026-01-25"}]}""");
        List<String> before =
                books.texts("select state from billing_item where tenant_id = ? and id = 'rack'", api.tenant());
        String rack = schedule("rack");
        api.command(
                        "cancel-billing-item",
                        Commands.cancelItem("lamp").immediate().with("includeAssociated", true))
                .then()
                .statusCode(200)
                .body("plan.billingItems.billingItemId", is(List.of("lamp", "shelf")));
        String bay = schedule("bay");
        undo(rack).then().statusCode(200).body("state", is("UNDONE"));
        undo(bay).then().statusCode(200).body("state", is("UNDONE"));
        assertEquals(
                before,
                books.texts(
                        "select state from billing_item where tenant_id = ? and id = 'rack' and cancellation_id is null",
                        api.tenant()));
    }

    @Test
    void keepsAFollowUpOfTheClock() {
        String id = schedule("server");
        api.ask("list-cancellations", json("state", "SCHEDULED")).then().body("items.cancellationId", is(List.of(id)));
        clock.moveTo("2026-06-30T04:00:00Z");
        api.ask("list-cancellations", json("state", "SCHEDULED")).then().body("items", is(List.of()));
        api.ask("list-cancellations", json("state", "EFFECTIVE", "accountId", "harbor", "subjectId", "server"))
                .then()
                .body("items.cancellationId", is(List.of(id)))
                .body("nextCursor", nullValue());
    }
}
