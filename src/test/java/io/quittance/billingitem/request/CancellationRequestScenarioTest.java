package io.quittance.billingitem.request;

import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Role;
import io.quittance.contract.Harbor;
import io.quittance.testing.Api;
import io.quittance.testing.Books;
import io.quittance.testing.MovingClock;
import io.quittance.testing.Requested;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A customer leaves step by step: asked for in June, over with the last anniversary in July. */
@QuarkusTest
class CancellationRequestScenarioTest {

    @Inject
    MovingClock clock;

    @Inject
    Books books;

    @Test
    void isCompleteWithTheLastAnniversary() {
        clock.reset();
        Api api = Api.newTenant();
        api.has(Harbor.RECORDS);
        String id = Requested.by(api.asCustomerOf("harbor"), "server", "network", "firewall");

        // It is approved two days later; the dates are those of then.
        clock.moveTo("2026-06-12T12:00:00Z");
        api.as(Role.AGENT)
                .command("approve-cancellation-request", Requested.named(id))
                .then()
                .statusCode(200)
                .body("items.effectiveOn", is(List.of("2026-06-30", "2026-07-10", "2026-07-10")));

        clock.moveTo("2026-06-30T04:00:00Z");
        Requested.get(api, id)
                .then()
                .body("state", is("APPROVED"))
                .body("items.result", is(List.of("CANCELED", "SCHEDULED", "SCHEDULED")));
        api.ask("run-due-actions", "{}").then().body("carriedOut", hasSize(1)).body("parked", is(List.of()));
        Requested.get(api, id).then().body("state", is("APPROVED"));

        // The clock decides, not the job.
        clock.moveTo("2026-07-10T03:59:59.999Z");
        Requested.get(api, id).then().body("state", is("APPROVED"));
        clock.moveTo("2026-07-10T04:00:00Z");
        Requested.get(api, id)
                .then()
                .body("state", is("COMPLETE"))
                .body("completedAt", nullValue())
                .body("items.result", is(List.of("CANCELED", "CANCELED", "CANCELED")));
        api.ask("run-due-actions", "{}").then().body("carriedOut", hasSize(2)).body("parked", is(List.of()));
        Requested.get(api, id)
                .then()
                .body("state", is("COMPLETE"))
                .body("completedAt", is("2026-07-10T04:00:00Z"))
                .body("items.effectiveOn", is(List.of("2026-06-30", "2026-07-10", "2026-07-10")));
        api.ask("run-due-actions", "{}").then().body("carriedOut", is(List.of()));
        assertEquals(List.of(id), api.events("cancellation-request.completed"));
        assertEquals(List.of("disk", "firewall", "network", "server"), api.events("billing-item.canceled"));
    }
}
