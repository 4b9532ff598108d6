package io.quittance.testing;

import io.quittance.contract.Body;
import io.restassured.response.ValidatableResponse;
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
     * @param policy more of the policy, each field with a comma behind it
     */
    public Story(MovingClock clock, Books books, String zone, String currency, String policy) {
        this.clock = clock;
        this.books = books;
        this.currency = currency;
        api.has("""
                {"policy":{%s"termsVersion":"v1","termsText":"Gone is gone.","contactLine":"Ask."},
                 "accounts":[{"id":"a","name":"A","currency":"%s","timeZone":"%s"}]}""".formatted(policy, currency, zone));
    }

    /** It is that moment now. */
    public Story at(String instant) {
        clock.moveTo(instant);
        return this;
    }

    public String money(String amount) {
        return Body.json("amount", amount, "currency", currency);
    }

    /** A subscription comes, or comes again with another end. */
    public Story subscribes(String id, String startsOn, @Nullable String expiresOn) {
        api.has("""
                {"subscriptions":[{"id":"%s","accountId":"a","name":"S","startsOn":"%s","expiresOn":%s}]}""".formatted(id, startsOn, expiresOn == null ? "null" : "\"" + expiresOn + "\""));
        return this;
    }

    /** One line of a subscription; {@code more} begins with a comma. */
    public String line(String id, String subscription, String from, String until, String net, String more) {
        return """
                {"id":"%s","subscriptionId":"%s","description":"Period","periodFrom":"%s","periodUntil":"%s","net":%s%s}""".formatted(id, subscription, from, until, money(net), more);
    }

    /** An invoice comes. */
    public Story isBilled(String invoice, String on, String... lines) {
        api.has("""
                {"invoices":[{"id":"%1$s","accountId":"a","issuedOn":"%2$s","dueOn":"%2$s","lines":[%3$s]}]}""".formatted(invoice, on, String.join(",", lines)));
        return this;
    }

    /** A payment of an invoice comes. */
    public Story pays(String payment, String invoice, String amount) {
        api.has("""
                {"payments":[{"id":"%1$s","accountId":"a","amount":%3$s,"receivedOn":"2026-01-01",
                 "allocations":[{"invoiceId":"%2$s","amount":%3$s}]}]}""".formatted(payment, invoice, money(amount)));
        return this;
    }

    /** The billing system pays an invoice by available credits. */
    public Story paysByCredit(String use, String invoice, String amount) {
        api.has("""
                {"creditUses":[{"id":"%1$s","accountId":"a","amount":%3$s,"usedOn":"2026-01-01",
                 "allocations":[{"invoiceId":"%2$s","amount":%3$s}]}]}""".formatted(use, invoice, money(amount)));
        return this;
    }

    /** Ends a subscription; {@code how} has timing and refund, each with a comma behind it. */
    public ValidatableResponse terminates(String subscription, String how) {
        return api.command(
                        "terminate-subscription",
                        "{\"subscriptionId\":\"%s\",%s\"reason\":{\"code\":\"NO_LONGER_NEEDED\"}}"
                                .formatted(subscription, how))
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
