package io.quittance.account;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Role;
import io.quittance.contract.Body;
import io.quittance.contract.Harbor;
import io.quittance.testing.Api;
import io.quittance.testing.FunctionTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lists: filters, pages, and what each caller may see. */
@QuarkusTest
class ListsTest extends FunctionTest {

    @BeforeEach
    void begin() {
        api.has(Harbor.RECORDS);
    }

    @Test
    void findsAccountsByTheBeginningOfTheirNames() {
        api.ask("list-accounts", json("name", "hARb")).then().body("items.accountId", is(List.of("harbor")));
        api.ask("list-accounts", json("name", "books")).then().body("items", is(List.of()));
        // Patterns of the database mean nothing here.
        api.ask("list-accounts", json("name", "%")).then().body("items", is(List.of()));
        api.ask("list-accounts", json("name", "_arbor")).then().body("items", is(List.of()));
        api.ask("list-accounts", json("accountId", "kawa")).then().body("items.name", is(List.of("Kawa Design")));
    }

    @Test
    void tellsTheDayOfEachAccount() {
        clock.moveTo("2026-06-10T16:00:00Z");
        api.ask("list-accounts", "{}").then().body("items.today", is(List.of("2026-06-10", "2026-06-11")));
    }

    @Test
    void pagesByCursor() {
        var first = api.ask("list-billing-items", json("limit", 5));
        first.then().body("items.billingItemId", is(List.of("backup", "disk", "domain", "fee", "firewall")));
        api.ask("list-billing-items", json("limit", 5, "cursor", first.path("nextCursor")))
                .then()
                .body("items.billingItemId", is(List.of("mail", "network", "server")))
                .body("nextCursor", is((Object) null));
        api.ask("list-billing-items", json("limit", 8)).then().body("nextCursor", is((Object) null));
    }

    @Test
    void showsACustomerTheOwnAccountOnly() {
        Api customer = api.asCustomerOf("kawa");
        customer.ask("list-accounts", "{}").then().body("items.accountId", is(List.of("kawa")));
        customer.ask("list-billing-items", "{}").then().body("items.billingItemId", is(List.of("mail")));
        customer.ask("list-invoices", "{}").then().body("items", is(List.of()));
        customer.ask("list-cancellations", "{}").then().body("items", is(List.of()));
        for (String list : List.of(
                "list-accounts", "list-billing-items", "list-billings", "list-invoices", "list-cancellations")) {
            customer.ask(list, json("accountId", "harbor"))
                    .then()
                    .statusCode(404)
                    .body("reason", is("ACCOUNT_NOT_FOUND"));
            api.as(Role.AGENT).ask(list, json("accountId", "nobody")).then().statusCode(404);
            api.as(Role.AGENT).ask(list, json("accountId", "harbor")).then().statusCode(200);
        }
    }

    @Test
    void listsBillingsByAccountAndStateInPages() {
        api.has("""
                {"billings":[
                  {"id":"B-1","accountId":"harbor","plannedOn":"2026-07-01","amount":{"amount":"9.00","currency":"USD"}},
                  {"id":"B-2","accountId":"kawa","plannedOn":"2026-07-01","amount":{"amount":"980","currency":"JPY"}},
                  {"id":"B-3","accountId":"harbor","plannedOn":"2026-06-01","state":"PAID",
                   "amount":{"amount":"9.00","currency":"USD"}}]}""");
        var first = api.ask("list-billings", json("limit", 2));
        first.then()
                .statusCode(200)
                .body("items.billingId", is(List.of("B-1", "B-2")))
                .body("items.amount.amount", is(List.of("9.00", "980")));
        api.ask("list-billings", json("limit", 2, "cursor", first.path("nextCursor")))
                .then()
                .body("items.billingId", is(List.of("B-3")))
                .body("nextCursor", is((Object) null));
        api.ask("list-billings", json("accountId", "harbor", "state", "SCHEDULED"))
                .then()
                .body("items.billingId", is(List.of("B-1")))
                .body("items[0].state", is("SCHEDULED"))
                .body("items[0].plannedOn", is("2026-07-01"));
        api.asCustomerOf("kawa").ask("list-billings", "{}").then().body("items.billingId", is(List.of("B-2")));
        Api.newTenant().ask("list-billings", "{}").then().body("items", is(List.of()));
    }

    @Test
    void showsWhatIsOutstanding() {
        api.ask("list-invoices", json("accountId", "harbor", "billingItemId", "disk", "open", true))
                .then()
                .body("items[0].total.amount", is("91.50"))
                .body("items[0].paid.amount", is("79.00"))
                .body("items[0].outstanding.amount", is("12.50"))
                .body("items[0].lines.outstanding.amount", is(List.of("0.00", "12.50")));
        api.ask("list-invoices", json("open", false)).then().body("items", is(List.of()));
    }

    @Test
    void showsHowWhatIsOutstandingAddsUp() {
        // Of the server's 79.00, which are paid, 20.00 are credited and go back; the disk's 12.50 are owed still.
        books.giveCredits(api.tenant(), "harbor", "R-1", 2000);
        books.write(
                "insert into refund_part (tenant_id, refund_id, part, payment_id, line_id, amount_minor)"
                        + " values (?, 'R-1', 1, 'P-1', 'HB-1-1', 2000)",
                api.tenant());
        books.write(
                "insert into line_credit (tenant_id, id, line_id, cancellation_id, net_minor, tax_minor, unused_from, at)"
                        + " values (?, gen_random_uuid(), 'HB-1-1', null, 2000, 0, null, now())",
                api.tenant());
        api.ask("list-invoices", "{}")
                .then()
                .body("items[0].total.amount", is("91.50"))
                .body("items[0].credited.amount", is("20.00"))
                .body("items[0].paid.amount", is("79.00"))
                .body("items[0].applied.amount", is("0.00"))
                .body("items[0].returned.amount", is("20.00"))
                .body("items[0].outstanding.amount", is("12.50"))
                .body("items[0].lines.credited.amount", is(List.of("20.00", "0.00")))
                .body("items[0].lines.returned.amount", is(List.of("20.00", "0.00")))
                .body("items[0].lines.outstanding.amount", is(List.of("0.00", "12.50")));
    }

    @Test
    void showsTheNextAnniversaryOfEachItem() {
        api.ask("list-billing-items", json("accountId", "harbor"))
                .then()
                .body("items.find { it.billingItemId == 'server' }.nextAnniversary", is("2026-06-30"))
                .body("items.find { it.billingItemId == 'domain' }.nextAnniversary", is("2027-02-28"));
    }

    @Test
    void listsTheReasonsThatEachCallerMayGive() {
        api.has(json(
                "cancellationReasons",
                List.of(
                        Body.of("code", "SEASON_OVER", "title", "The season is over"),
                        Body.of("code", "SALES_PROCESS", "title", "-", "active", false))));
        api.ask("list-cancellation-reasons", "")
                .then()
                .statusCode(200)
                .body("items.size()", is(17))
                .body("items[-1].code", is("SEASON_OVER"));
        api.asCustomerOf("harbor")
                .ask("list-cancellation-reasons", "")
                .then()
                .body("items.size()", is(14))
                .body("items.findAll { it.code == 'DUNNING' }.size()", is(0));
    }
}
