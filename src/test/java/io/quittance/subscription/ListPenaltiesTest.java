package io.quittance.subscription;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Contracts;
import io.quittance.contract.Provided;
import io.quittance.testing.Api;
import io.quittance.testing.FunctionTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the list of penalties shows to whom. */
@QuarkusTest
class ListPenaltiesTest extends FunctionTest {

    private String cancellation;

    @BeforeEach
    void begin() {
        api.has(Provided.LINE);
        api.has("""
                {"accounts":[{"id":"port","name":"Port","currency":"USD","timeZone":"UTC"}],
                 "subscriptions":[{"id":"aside","accountId":"port","name":"Aside","startsOn":"2026-01-01"}],
                 "services":[{"id":"far","subscriptionId":"aside","name":"Far"}]}""");
        cancellation = api.command("terminate-subscription", Provided.END).path("cancellationId");
        String other = api.command("terminate-subscription", Contracts.terminate("aside", "NONE"))
                .path("cancellationId");
        charge(1, "harbor", cancellation, "line", 9000, 7200);
        charge(2, "harbor", cancellation, "mail", 500, 500);
        charge(3, "port", other, "far", 100, 0);
    }

    private void charge(int number, String account, String cancellation, String service, long amount, long setOff) {
        books.write(
                "insert into penalty values (?, ?, ?, ?, ?, ?, 'line-2026', ?, ?, 'USD', '2026-06-10T12:00:00Z')",
                api.tenant(),
                "PN-" + number,
                (long) number,
                account,
                cancellation,
                service,
                amount,
                setOff);
    }

    @Test
    void showsWhatIsOwedAndWhatOfItWasSetOff() {
        list(json("serviceId", "line"))
                .then()
                .statusCode(200)
                .body("items.penaltyId", is(List.of("PN-1")))
                .body("items[0].accountId", is("harbor"))
                .body("items[0].cancellationId", is(cancellation))
                .body("items[0].termId", is("line-2026"))
                .body("items[0].amount.amount", is("90.00"))
                .body("items[0].setOff.amount", is("72.00"))
                .body("items[0].remaining.amount", is("18.00"))
                .body("items[0].at", is("2026-06-10T12:00:00Z"));
    }

    @Test
    void findsThemByAccountCancellationAndService() {
        assertFound("{}", "PN-1", "PN-2", "PN-3");
        assertFound(json("accountId", "port"), "PN-3");
        assertFound(json("cancellationId", cancellation), "PN-1", "PN-2");
        assertFound(json("cancellationId", cancellation, "serviceId", "far"));
    }

    private void assertFound(String filters, String... penalties) {
        list(filters).then().body("items.penaltyId", is(List.of(penalties)));
    }

    @Test
    void pagesByCursor() {
        Response first = list(json("limit", 2));
        first.then().body("items.penaltyId", is(List.of("PN-1", "PN-2")));
        list(json("limit", 2, "cursor", first.path("nextCursor")))
                .then()
                .body("items.penaltyId", is(List.of("PN-3")))
                .body("nextCursor", nullValue());
        list(json("cursor", "!")).then().statusCode(400).body("errors.pointer", is(List.of("/cursor")));
    }

    @Test
    void showsACustomerTheOwnOnesOnly() {
        Api customer = api.asCustomerOf("port");
        customer.ask("list-penalties", "{}").then().body("items.penaltyId", is(List.of("PN-3")));
        customer.ask("list-penalties", json("cancellationId", cancellation))
                .then()
                .body("items", is(List.of()));
        customer.ask("list-penalties", json("accountId", "harbor"))
                .then()
                .statusCode(404)
                .body("reason", is("ACCOUNT_NOT_FOUND"));
        Api.newTenant().ask("list-penalties", "{}").then().body("items", is(List.of()));
    }

    private Response list(String filters) {
        return api.ask("list-penalties", filters);
    }
}
