package io.quittance.desk;

import static io.quittance.contract.Body.usd;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.billrun.cancel.RunRecords;
import io.quittance.call.Functions;
import io.quittance.contract.Body;
import io.quittance.contract.Contracts;
import io.quittance.testing.Api;
import io.quittance.testing.FunctionTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A command takes the quote of its preview as long as nothing has changed: each preview, in each of its variants. */
@QuarkusTest
class UnchangedQuotesTest extends FunctionTest {

    private static final Body CREDITS = Body.of("mode", "AVAILABLE_CREDITS");
    private static final Body BACK = Body.of("mode", "ORIGINAL_PAYMENT");

    /** More than fits into one chunk of a bill run. */
    private static final int MANY = 12;

    @Inject
    Functions functions;

    /**
     * One variant.
     *
     * @param records imported before, in addition to those of all variants
     */
    private record Variant(String preview, String command, List<String> records, Body request) {}

    private static Variant item(Object... more) {
        return new Variant(
                "preview-billing-item-cancellation",
                "cancel-billing-item",
                List.of(),
                Body.of("billingItemId", "server").and(Body.of(more)));
    }

    private static Variant request(Body... items) {
        return new Variant(
                "preview-cancellation-request", "request-cancellation", List.of(), Body.of("items", List.of(items)));
    }

    private static Variant termination(Object... more) {
        return new Variant(
                "preview-subscription-termination",
                "terminate-subscription",
                List.of(),
                Body.of("subscriptionId", "hosting").and(Body.of(more)));
    }

    private static Variant removal(Object... more) {
        return new Variant(
                "preview-service-removal",
                "remove-services",
                List.of(),
                Body.of("subscriptionId", "hosting", "refund", CREDITS).and(Body.of(more)));
    }

    private static Variant closure(Object... more) {
        return new Variant(
                "preview-account-closure",
                "close-account",
                List.of(),
                Body.of("accountId", "harbor").and(Body.of(more)));
    }

    private static Variant refund(Object... more) {
        return new Variant("preview-refund", "apply-refund", List.of(), Body.of(more));
    }

    private static Variant run(String id, List<String> records, Object... more) {
        return new Variant(
                "preview-bill-run-cancellation",
                "cancel-bill-run",
                records,
                Body.of("billRunId", id).and(Body.of(more)));
    }

    private static List<Variant> variants() {
        var variants = new ArrayList<Variant>();
        for (String timing : List.of("IMMEDIATE", "ANNIVERSARY")) {
            for (boolean associated : new boolean[] {true, false}) {
                variants.add(item("timing", timing, "includeAssociated", associated));
            }
        }
        variants.add(request(Body.of("billingItemId", "server", "timing", "IMMEDIATE")));
        variants.add(request(Body.of("billingItemId", "server"), Body.of("billingItemId", "backup")));
        for (Body refund : List.of(CREDITS, BACK, Body.of("mode", "NONE"))) {
            variants.add(termination("timing", "IMMEDIATE", "refund", refund));
            variants.add(termination("timing", "END_OF_PERIOD", "refund", refund));
            variants.add(termination("timing", "ON_DATE", "effectiveOn", "2026-06-20", "refund", refund));
            variants.add(termination("timing", "AFTER_DAYS", "afterDays", 3, "refund", refund));
            for (String open : List.of("LEAVE", "WRITE_OFF", "COLLECT")) {
                variants.add(closure("refund", refund, "openInvoices", open));
            }
        }
        variants.add(removal("all", true));
        variants.add(removal("serviceIds", List.of("web")));
        variants.add(removal("serviceIds", List.of("db"), "afterDays", 5));
        for (String destination : List.of("AVAILABLE_CREDITS", "ORIGINAL_PAYMENT", "OFFLINE", "OFFSET")) {
            variants.add(refund("paymentId", "P-1", "destination", destination));
            variants.add(refund("invoiceId", "I-1", "amount", usd("7.00"), "destination", destination));
        }
        variants.add(refund("lines", List.of(Body.of("lineId", "I-1-1")), "destination", "AVAILABLE_CREDITS"));
        variants.add(refund(
                "paymentId",
                "P-1",
                "destinations",
                List.of(
                        Body.of("destination", "ORIGINAL_PAYMENT", "amount", usd("100.00")),
                        Body.of("destination", "AVAILABLE_CREDITS", "amount", usd("8.00")))));
        variants.addAll(runs());
        return variants;
    }

    private static List<Variant> runs() {
        String draft = RunRecords.adHoc("run", "PENDING");
        String completed = RunRecords.adHoc("run", "COMPLETED");
        String monthly = RunRecords.ofSeries(6, "PENDING", "2026-06-30");
        return List.of(
                run("run", List.of(draft)),
                run("run", List.of(completed)),
                run("run", List.of(completed, RunRecords.invoices("run", 0, 3, ""))),
                run(
                        "run",
                        List.of(completed, RunRecords.invoices("run", 0, 3, ""), RunRecords.payment("run", 0, "3.00"))),
                run("run", List.of(completed, RunRecords.creditNote("run", "CN-1", "4.00"))),
                run("run", List.of(completed, RunRecords.invoices("run", 0, MANY, ""))),
                run("month-6", List.of(monthly), "scope", "THIS_RUN"),
                run("month-6", List.of(monthly), "scope", "ALL_FUTURE"));
    }

    @Test
    void areAcceptedInEveryVariantOfEveryPreview() {
        clock.moveTo("2026-06-11T12:00:00Z");
        var wrong = new ArrayList<String>();
        for (Variant variant : variants()) {
            Api tenant = Api.newTenant();
            tenant.has(Contracts.JUNE);
            tenant.has("""
                    {"billingItems":[
                      {"id":"backup","accountId":"harbor","name":"Backup","anchorOn":"2026-01-31",
                        "price":{"amount":"2.00","currency":"USD"}},
                      {"id":"server","accountId":"harbor","name":"Server","anchorOn":"2026-01-31",
                        "price":{"amount":"5.00","currency":"USD"},"associated":["backup"]}]}""");
            variant.records().forEach(tenant::has);
            var preview = tenant.ask(variant.preview(), variant.request());
            assertEquals(200, preview.statusCode(), () -> variant.request() + ": " + preview.asString());
            Body command = variant.request().quote(preview.path("quote")).reason("NO_LONGER_NEEDED");
            if (preview.path("plan.terms") != null) {
                command = command.with("acknowledged", true)
                        .with("termsVersion", preview.<String>path("plan.terms.version"));
            }
            var answer = tenant.command(variant.command(), command);
            if (answer.statusCode() != 200) {
                wrong.add(variant.request() + ": " + answer.asString());
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void areTriedForEveryPreview() {
        Set<String> tried = variants().stream().map(Variant::preview).collect(Collectors.toSet());
        assertEquals(
                functions.all().stream()
                        .map(Functions.Function::name)
                        .filter(name -> name.startsWith("preview-"))
                        .collect(Collectors.toSet()),
                tried);
    }
}
