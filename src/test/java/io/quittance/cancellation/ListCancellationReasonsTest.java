package io.quittance.cancellation;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Role;
import io.quittance.testing.Api;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ListCancellationReasonsTest {

    private final Api api = Api.newTenant();

    @Test
    void takesAnEmptyObjectLikeEveryListAndNoBodyToo() {
        for (String body : new String[] {"{}", ""}) {
            api.ask("list-cancellation-reasons", body)
                    .then()
                    .statusCode(200)
                    .body("items.size()", is(17))
                    .body("items.code", hasItems("NO_LONGER_NEEDED", "DUNNING", "EXTRAORDINARY", "OTHER"));
        }
    }

    @Test
    void refusesAFilterThatItDoesNotKnow() {
        api.ask("list-cancellation-reasons", json("active", true))
                .then()
                .statusCode(400)
                .body("reason", is("INVALID_REQUEST"))
                .body("errors[0].pointer", is("/active"));
    }

    @Test
    void showsCustomersOnlyWhatTheyMayGive() {
        api.asCustomerOf("harbor")
                .ask("list-cancellation-reasons", "{}")
                .then()
                .statusCode(200)
                .body("items.code", not(hasItems("DUNNING")))
                .body("items.code", not(hasItems("ERROR")));
        api.as(Role.AGENT)
                .ask("list-cancellation-reasons", "{}")
                .then()
                .body("items.code", hasItems("DUNNING", "ERROR"));
    }
}
