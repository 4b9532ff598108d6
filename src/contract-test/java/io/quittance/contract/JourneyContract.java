package io.quittance.contract;

import static io.quittance.contract.Body.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.quittance.call.RefusalReason;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The main ways of the walk-through, from a question to the money. */
public abstract class JourneyContract extends HttpContract {

    protected JourneyContract(HttpBinding binding) {
        super(binding);
    }

    @BeforeEach
    void bringRecords() {
        client.has(Harbor.RECORDS.replace("\"policy\": {", "\"policy\": {\"allowRefund\": true, "));
    }

    @Test
    void previewsCancelsListsUndoesAndCancelsAgain() {
        HttpAnswer preview = client.ask("preview-billing-item-cancellation", Harbor.cancel("server", "ANNIVERSARY"));
        isDone(preview);
        assertEquals(List.of("server", "disk"), preview.path("plan.billingItems.billingItemId"));
        assertEquals(List.of("12.50"), preview.path("plan.staysOnInvoices.outstanding.amount"));
        String quote = preview.path("quote");
        assertNotNull(quote);

        HttpAnswer done = client.command(
                "cancel-billing-item", Commands.cancelItem("server").quote(quote));
        isDone(done);
        assertEquals("SCHEDULED", done.path("state"));
        assertEquals(preview.<Object>path("plan"), done.path("plan"));
        HttpAnswer second = client.command("cancel-billing-item", Harbor.cancel("server", "IMMEDIATE"));
        isProblem(second, RefusalReason.CANCELLATION_ALREADY_SCHEDULED);
        assertEquals(done.<Object>path("cancellationId"), second.path("cancellationId"));

        assertEquals(
                List.of("disk", "server"),
                client.ask("list-billing-items", json("accountId", "harbor", "scheduled", true))
                        .path("items.billingItemId"));
        HttpAnswer undone = client.command("undo-cancellation", json("cancellationId", done.path("cancellationId")));
        isDone(undone);
        assertEquals(List.of("REQUESTED", "UNDONE"), undone.path("history.what"));
        assertEquals(
                List.of(),
                client.ask("list-billing-items", json("accountId", "harbor", "scheduled", true))
                        .path("items"));

        HttpAnswer atOnce = client.command("cancel-billing-item", Harbor.cancel("server", "IMMEDIATE"));
        isDone(atOnce);
        assertEquals("EFFECTIVE", atOnce.path("state"));
        assertEquals(1, client.told("billing-item.canceled", "server"));
    }

    @Test
    void givesMoneyBackUpToWhatWasPaid() {
        HttpAnswer preview = client.ask(
                "preview-refund", Commands.refundPayment("P-1").amount("9.00").to("AVAILABLE_CREDITS"));
        isDone(preview);
        assertEquals("79.00", preview.path("plan.refundable.amount"));
        isDone(client.command(
                "apply-refund", Commands.refundPayment("P-1").amount("9.00").to("AVAILABLE_CREDITS")));
        assertEquals(
                "9.00",
                client.ask("get-account-credits", json("accountId", "harbor")).path("available.amount"));
        HttpAnswer more = client.command(
                "apply-refund", Commands.refundPayment("P-1").amount("70.01").to("OFFLINE"));
        isProblem(more, RefusalReason.REFUND_EXCEEDS_PAYMENT);
        assertEquals("70.00", more.path("refundable.amount"));
    }

    @Test
    void endsASubscription() {
        client.has("""
                {"subscriptions":[{"id":"hosting","accountId":"harbor","name":"Hosting","startsOn":"2026-01-01"}]}""");
        HttpAnswer done = client.command("terminate-subscription", Contracts.terminate("hosting", "NONE"));
        isDone(done);
        assertEquals("EFFECTIVE", done.path("state"));
        isProblem(
                client.command("terminate-subscription", Contracts.terminate("hosting", "NONE")),
                RefusalReason.SUBSCRIPTION_ALREADY_ENDED);
    }

    /** Text comes back as it was sent, whatever the type that a body is said to have. */
    @Test
    void keepsTextInEveryScript() {
        String name = "Bücher & <Söhne> — 東京 🚀";
        String records = json(
                "accounts", List.of(Body.of("id", "a", "name", name, "currency", "EUR", "timeZone", "Europe/Berlin")));
        for (String type : List.of("application/json; charset=utf-8", "application/octet-stream")) {
            isDone(client.send(HttpCall.post("/import-records", records)
                    .with("Content-Type", type)
                    .with("Idempotency-Key", type)));
        }
        assertEquals(
                List.of(name),
                client.ask("list-accounts", json("name", "Bücher")).path("items.name"));
    }
}
