package io.quittance.cancellation;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Harbor;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Together;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RunDueActionsTest extends FunctionTest {

    @BeforeEach
    void begin() {
        api.has(Harbor.RECORDS);
    }

    private String schedule(String item) {
        return api.command("cancel-billing-item", Harbor.cancel(item, "ANNIVERSARY"))
                .path("cancellationId");
    }

    @Test
    void carriesOutWhatIsDueAndTellsOnce() {
        String id = schedule("server");
        clock.moveTo("2026-06-30T03:59:59.999Z");
        api.ask("run-due-actions", "{}").then().statusCode(200).body("carriedOut", is(List.of()));
        clock.moveTo("2026-06-30T04:00:00Z");
        api.ask("run-due-actions", "{}")
                .then()
                .body("carriedOut", is(List.of(id)))
                .body("parked", is(List.of()));
        api.ask("run-due-actions", "{}").then().body("carriedOut", is(List.of()));
        api.ask("get-cancellation", json("cancellationId", id))
                .then()
                .body("state", is("EFFECTIVE"))
                .body("history.what", is(List.of("REQUESTED", "CARRIED_OUT")))
                .body("history[1].by", is("test-billing-admin"));
        assertEquals(List.of("disk", "server"), api.events("billing-item.canceled"));
    }

    @Test
    void carriesOutEachOnceWhenRunManyTimesAtOnce() {
        String items = String.join(
                ",",
                IntStream.range(0, 40)
                        .mapToObj(i -> """
                                {"id":"i-%d","accountId":"%s","name":"Item","price":{"amount":"1","currency":"%s"},
                                 "anchorOn":"2026-01-20"}""".formatted(i, i % 2 == 0 ? "harbor" : "kawa", i % 2 == 0 ? "USD" : "JPY"))
                        .toList());
        api.has("{\"billingItems\":[" + items + "]}");
        IntStream.range(0, 40).forEach(i -> schedule("i-" + i));
        clock.moveTo("2026-07-01T00:00:00Z");
        List<Integer> carriedOut = Together.times(8, i -> api.ask("run-due-actions", "{}")
                .then()
                .statusCode(200)
                .extract()
                .<List<String>>path("carriedOut")
                .size());
        // What a run finds taken it leaves for the next one.
        int rest = api.ask("run-due-actions", "{}")
                .<List<String>>path("carriedOut")
                .size();
        assertEquals(40, carriedOut.stream().mapToInt(Integer::intValue).sum() + rest);
        assertEquals(40, api.events("billing-item.canceled").size());
    }

    @Test
    void takesChildrenAlongThatCameLater() {
        schedule("server");
        api.has("""
                {"billingItems":[{"id":"late","accountId":"harbor","parentId":"server","name":"Late",
                 "price":{"amount":"1.00","currency":"USD"},"anchorOn":"2026-06-12"}]}""");
        clock.moveTo("2026-06-30T04:00:00Z");
        api.ask("run-due-actions", "{}").then().body("carriedOut", hasSize(1));
        api.ask("list-billing-items", json("accountId", "harbor", "state", "CANCELED"))
                .then()
                .body("items.billingItemId", is(List.of("disk", "late", "server")));
    }

    @Test
    void parksWhatCannotBeDoneAndGoesOnWithTheOthers() throws SQLException {
        String poisoned = schedule("server");
        String good = schedule("mail");
        clock.moveTo("2026-07-01T00:00:00Z");
        try (Connection owner = books.connectAs("postgres");
                Statement statement = owner.createStatement()) {
            statement.execute("create or replace function poison() returns trigger language plpgsql as $$ begin"
                    + " if new.tenant_id = '" + api.tenant() + "' and new.id = 'disk' and new.state = 'CANCELED'"
                    + " then raise exception 'poisoned'; end if; return new; end $$");
            statement.execute(
                    "create trigger poison before update on billing_item for each row execute function poison()");
            try {
                api.ask("run-due-actions", "{}")
                        .then()
                        .statusCode(200)
                        .body("carriedOut", is(List.of(good)))
                        .body("parked", is(List.of(poisoned)));
                api.ask("list-cancellations", json("parked", true))
                        .then()
                        .body("items.cancellationId", is(List.of(poisoned)))
                        .body("items[0].parkedBecause", startsWith("Error "));
                // It is canceled for every reader all the same, and a run does not try it again by itself.
                api.ask("run-due-actions", "{}").then().body("parked", is(List.of()));
            } finally {
                statement.execute("drop trigger poison on billing_item");
            }
        }
        api.ask("run-due-actions", json("retryParked", true)).then().body("carriedOut", is(List.of(poisoned)));
        api.ask("list-cancellations", json("parked", true)).then().body("items", is(List.of()));
    }

    @Test
    void forgetsAnswersAfterThirtyDaysAndNeverRunsThemAgain() {
        String body = Harbor.cancel("backup", "IMMEDIATE");
        api.command("cancel-billing-item", "old-key", body).then().statusCode(200);
        clock.moveTo("2026-07-10T12:00:00Z");
        api.command("cancel-billing-item", "old-key", body)
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true");
        clock.moveTo("2026-07-10T12:00:00.001Z");
        api.command("cancel-billing-item", "old-key", body)
                .then()
                .statusCode(422)
                .body("reason", is("IDEMPOTENCY_KEY_EXPIRED"));
        api.ask("run-due-actions", "{}").then().statusCode(200);
        assertEquals(
                0,
                books.number(
                        "select count(*) from operation where tenant_id = ? and key = 'old-key' and answer is not null",
                        api.tenant()));
        api.command("cancel-billing-item", "old-key", body)
                .then()
                .statusCode(422)
                .body("reason", is("IDEMPOTENCY_KEY_EXPIRED"));
    }

    @Test
    void runsWithoutABody() {
        api.ask("run-due-actions", "").then().statusCode(200).body("carriedOut", is(List.of()));
    }
}
