package io.quittance.refund;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Body;
import io.quittance.contract.Contracts;
import io.quittance.contract.Refunds;
import io.quittance.refund.apply.PaidInvoices;
import io.quittance.testing.Api;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Looking back on refunds and credits. */
@QuarkusTest
class ListRefundsTest extends PaidInvoices {

    @Test
    void listsRefundsByAccountPaymentStateAndCancellation() {
        refund(Refunds.of(I3, "10.00", "ORIGINAL_PAYMENT"));
        refund(Refunds.of(Body.of("paymentId", "P-3"), "5.00", "OFFLINE"));
        String cancellation = api.command("terminate-subscription", Contracts.terminate("hosting", "AVAILABLE_CREDITS"))
                .path("cancellationId");
        assertEquals(List.of("6.00", "4.00", "5.00", "72.00"), listed(Body.of("accountId", "harbor")));
        assertEquals(List.of(), listed(Body.of("accountId", "kawa")));
        assertEquals(List.of("6.00", "5.00"), listed(Body.of("paymentId", "P-3")));
        assertEquals(List.of("6.00", "4.00"), listed(Body.of("state", "PENDING")));
        assertEquals(List.of("6.00"), listed(Body.of("state", "PENDING", "paymentId", "P-3")));
        assertEquals(List.of("72.00"), listed(Body.of("cancellationId", cancellation)));
        api.ask("list-refunds", json("accountId", "nobody")).then().statusCode(404);
        Api.newTenant().ask("list-refunds", "{}").then().body("items", is(List.of()));
    }

    private List<String> listed(Body filter) {
        return api.ask("list-refunds", filter).path("items.amount.amount");
    }

    @Test
    void pagesThroughRefundsInTheOrderOfTheirNumbers() {
        for (int i = 1; i <= 5; i++) {
            refund(Refunds.of(I3, i + ".00", "OFFLINE"));
        }
        String cursor = api.ask("list-refunds", json("limit", 2))
                .then()
                .body("items.amount.amount", is(List.of("1.00", "2.00")))
                .body("nextCursor", notNullValue())
                .extract()
                .path("nextCursor");
        String last = api.ask("list-refunds", json("limit", 2, "cursor", cursor))
                .then()
                .body("items.amount.amount", is(List.of("3.00", "4.00")))
                .extract()
                .path("nextCursor");
        api.ask("list-refunds", json("limit", 2, "cursor", last))
                .then()
                .body("items.amount.amount", is(List.of("5.00")))
                .body("nextCursor", nullValue());
        api.ask("list-refunds", json("cursor", "bad")).then().body("errors.pointer", is(List.of("/cursor")));
    }

    @Test
    void showsCustomersTheirOwnRefundsAndCreditsAlone() {
        refund(Refunds.of(I3, "10.00", "AVAILABLE_CREDITS"));
        api.asCustomerOf("harbor").ask("list-refunds", "{}").then().body("items.size()", is(1));
        api.asCustomerOf("kawa").ask("list-refunds", "{}").then().body("items.size()", is(0));
        api.asCustomerOf("kawa")
                .ask("list-refunds", json("accountId", "harbor"))
                .then()
                .statusCode(404);
        api.asCustomerOf("kawa")
                .ask("get-account-credits", json("accountId", "harbor"))
                .then()
                .statusCode(404);
        api.asCustomerOf("harbor")
                .ask("get-account-credits", json("accountId", "harbor"))
                .then()
                .body("available.amount", is("10.00"));
    }

    @Test
    void showsTheCreditsWithTheirEntriesAndTheNotesThatAreNotUsed() {
        note("CN-1", "10.00", Body.of("subscriptionId", "hosting"));
        note("CN-2", "12.00", Body.of());
        refund(Refunds.byNote(I3, "CN-2"));
        String id =
                refund(Refunds.of(I3, "30.00", "AVAILABLE_CREDITS")).extract().path("refunds[0].refundId");
        clock.moveTo("2026-06-12T12:00:00Z");
        api.has("""
                {"creditUses":[{"id":"U-1","accountId":"harbor","amount":{"amount":"10.00","currency":"USD"},
                 "usedOn":"2026-06-12","allocations":[{"invoiceId":"I-5","amount":{"amount":"10.00","currency":"USD"}}]}]}""");
        api.ask("get-account-credits", json("accountId", "harbor"))
                .then()
                .body("available.amount", is("20.00"))
                .body("entries.amount.amount", is(List.of("10.00", "30.00")))
                .body("entries.credit", is(List.of("USED", "AVAILABLE")))
                .body("entries[1].refundId", is(id))
                .body("entries[0].creditUseId", is("U-1"))
                .body("creditNotes.creditNoteId", containsInAnyOrder("CN-1"))
                .body("creditNotes[0].subscriptionId", is("hosting"));
    }
}
