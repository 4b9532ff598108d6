package io.quittance.delivery;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Harbor;
import io.quittance.testing.Api;
import org.junit.jupiter.api.Test;

@QuarkusTest
class NoDestinationTest {

    @Test
    void letsEventsWaitWhereTheyGoNowhere() {
        Api api = Api.newTenant();
        api.has(Harbor.RECORDS);
        api.command("cancel-billing-item", Harbor.cancel("fee", "IMMEDIATE"));
        api.ask("publish-events", "{}").then().statusCode(422).body("reason", is("NO_EVENT_DESTINATION"));
        api.ask("list-events", json("state", "WAITING")).then().body("items.type", hasItem("command.refused"));
    }
}
