package io.quittance.testing;

import io.quittance.contract.Body;
import io.quittance.contract.Commands;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The months of one account, told through the functions; it ends with the books summed. */
public final class Story {

    private final MovingClock clock;
    private final Books books;
    private final String currency;
    public final Api api = Api.newTenant();

    /**
     * Begins with an account {@code a}.
     *
     * @param policy more fields of the policy
     */
    public Story(MovingClock clock, Books books, String zone, String currency, Body policy) {
        this.clock = clock;
        this.books = books;
        this.currency = currency;
        api.has(Body.json(
                "policy",
                Body.of("termsVersion", "v1", "termsText", "Gone is gone.", "contactLine", "Ask.")
                        .and(policy),
                "accounts",
                List.of(Body.of("id", "a", "name", "A", "currency", currency, "timeZone", zone))));
    }

    /** It is that moment now. */
    public Story at(String instant) {
        clock.moveTo(instant);
        return this;
    }

    public Body money(String amount) {
        return Body.of("amount", amount, "currency", currency);
    }

    /** A subscription comes, or comes again with another end. */
    public Story subscribes(String id, String startsOn, @Nullable String expiresOn) {
        api.has("""
                {"subscriptions":[{"id":"%s","accountId":"a","name":"S","startsOn":"%s","expiresOn":%s}]}""".formatted(id, startsOn, expiresOn == null ? "null" : "\"" + expiresOn + "\""));
        return this;
    }

    /** One line of a subscription. */
    public Body line(String id, String subscription, String from, String until, String net) {
        return line(id, from, until, net).with("subscriptionId", subscription);
    }

    /** One line of a service. */
    public Body lineOfService(String id, String service, String from, String until, String net) {
        return line(id, from, until, net).with("serviceId", service);
    }

    private Body line(String id, String from, String until, String net) {
        return Body.of("id", id, "description", "Period", "periodFrom", from, "periodUntil", until, "net", money(net));
    }

    /** An invoice comes. */
    public Story isBilled(String invoice, String on, Body... lines) {
        api.has(Body.json(
                "invoices",
                List.of(Body.of(
                        "id", invoice, "accountId", "a", "issuedOn", on, "dueOn", on, "lines", List.of(lines)))));
        return this;
    }

    /** A payment of an invoice comes. */
    public Story pays(String payment, String invoice, String amount) {
        api.has("""
                {"payments":[{"id":"%1$s","accountId":"a","amount":%3$s,"receivedOn":"2026-01-01",
                 "allocations":[{"invoiceId":"%2$s","amount":%3$s}]}]}""".formatted(payment, invoice, money(amount).json()));
        return this;
    }

    /** The billing system pays an invoice by available credits. */
    public Story paysByCredit(String use, String invoice, String amount) {
        api.has("""
                {"creditUses":[{"id":"%1$s","accountId":"a","amount":%3$s,"usedOn":"2026-01-01",
                 "allocations":[{"invoiceId":"%2$s","amount":%3$s}]}]}""".formatted(use, invoice, money(amount).json()));
        return this;
    }

    /**
     * Ends a subscription.
     *
     * @param how its timing and refund
     */
    public ValidatableResponse terminates(String subscription, Body how) {
        return api.command(
                        "terminate-subscription",
                        Commands.terminate(subscription).and(how))
                .then();
    }

    /** What is due is carried out. */
    public ValidatableResponse isDue() {
        return api.ask("run-due-actions", "{}").then().statusCode(200);
    }

    /** What the account may spend. */
    public String credits() {
        return api.ask("get-account-credits", Body.json("accountId", "a")).path("available.amount");
    }

    /** What is owed on an invoice. */
    public String owed(String invoice) {
        return api.ask("list-invoices", Body.json("accountId", "a"))
                .path("items.find { it.invoiceId == '" + invoice + "' }.outstanding.amount");
    }

    /** The books are summed. */
    public void ends() {
        Ledger.holds(books, api);
    }
}
