package io.quittance.cancellation;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.cancellation.CancellationReceipt.Entry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.joda.money.Money;

/**
 * A receipt in words and tables, made of the receipt alone, so that it says years later what it says today.
 *
 * <p>The plan on a receipt is a document, which may be older than the class that made it; so it is read by names, and
 * what it does not say is not printed.
 *
 * @param title printed above
 * @param sections in their order; those without rows are omitted
 * @param contactLine the contact for questions about a bill
 */
record PrintedReceipt(String title, List<Section> sections, String contactLine) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss VV", Locale.ENGLISH);

    /** An amount of a plan, by its name in the plan. */
    private record Amount(String name, String words) {}

    private static final List<Amount> AMOUNTS = List.of(
            new Amount("invoiced", "Invoiced"),
            new Amount("creditedBefore", "Credited before"),
            new Amount("kept", "Kept"),
            new Amount("credited", "Credited"),
            new Amount("offset", "Not paid, and no longer owed"),
            new Amount("forgone", "Paid for unused days, and not refunded"),
            new Amount("penalty", "Penalty for leaving early"),
            new Amount("penaltyOwed", "Penalty still owed"),
            new Amount("outstanding", "Outstanding on open invoices"),
            new Amount("writtenOff", "Written off"));

    /**
     * A table with a title.
     *
     * @param heads the heads of its columns; none if the first column explains the second
     */
    record Section(String title, List<String> heads, List<List<String>> rows) {}

    static PrintedReceipt of(CancellationReceipt receipt, ZoneId zone) {
        JsonNode plan = asCarriedOut(receipt);
        return new PrintedReceipt(
                "Cancellation " + receipt.cancellationId(),
                Stream.of(
                                new Section("Request", List.of(), asked(receipt)),
                                new Section("What ends", List.of("Kind", "Number", "Name"), ends(plan)),
                                new Section(
                                        "Money, line by line",
                                        List.of("Line", "What", "Period", "Invoiced", "Kept", "Credited", "Goes back"),
                                        lines(plan)),
                                new Section(
                                        "Penalties for leaving early",
                                        List.of(
                                                "Service",
                                                "Charged",
                                                "Deducted from the refund",
                                                "Still owed",
                                                "Forgiven"),
                                        penalties(plan)),
                                new Section("Money", List.of(), sums(plan)),
                                new Section("Still to be paid", List.of("Invoice", "For", "Amount"), staysOpen(plan)),
                                new Section(
                                        "Refunds",
                                        List.of("Refund", "By", "State", "Amount", "Fee", "Paid out", "Due by"),
                                        refunds(receipt)),
                                new Section("What follows from the reason", List.of(), consequences(plan)),
                                new Section("Terms", List.of(), terms(receipt)),
                                new Section("To know", List.of(), warnings(plan)),
                                new Section(
                                        "What happened",
                                        List.of("When", "What", "By", "Because of"),
                                        history(receipt, zone)))
                        .filter(section -> !section.rows().isEmpty())
                        .toList(),
                receipt.contactLine());
    }

    /** The plan as it was executed, if that was later than the request. */
    private static JsonNode asCarriedOut(CancellationReceipt receipt) {
        return receipt.history().stream()
                .map(Entry::plan)
                .flatMap(Stream::ofNullable)
                .reduce((earlier, later) -> later)
                .orElse(receipt.plan());
    }

    private static List<List<String>> asked(CancellationReceipt receipt) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("Of", words(receipt.kind().name()) + " " + receipt.subjectId()));
        if (receipt.accountId() != null) {
            rows.add(List.of("Account", receipt.accountId()));
        }
        rows.add(List.of("State", words(receipt.state().name())));
        rows.add(List.of("Timing", words(receipt.timing().name())));
        rows.add(List.of("Last day used", DAY.format(receipt.effectiveOn().minusDays(1))));
        rows.add(List.of("Ends on", DAY.format(receipt.effectiveOn())));
        String note = receipt.reason().note();
        rows.add(List.of("Reason", receipt.reason().code() + (note == null ? "" : ": " + note)));
        return rows;
    }

    private static List<List<String>> ends(JsonNode plan) {
        var rows = new ArrayList<List<String>>();
        plan.path("terminations")
                .path("subscriptions")
                .forEach(each -> rows.add(List.of("subscription", text(each, "subscriptionId"), "")));
        items(plan).forEach(each -> rows.add(List.of("billing item", text(each, "billingItemId"), text(each, "name"))));
        services(plan)
                .forEach(each -> rows.add(List.of("service", text(each, "serviceId"), words(text(each, "outcome")))));
        plan.path("billings")
                .forEach(each -> rows.add(List.of("billing", text(each, "billingId"), money(each, "amount"))));
        plan.path("canceled")
                .forEach(each ->
                        rows.add(List.of(words(text(each, "record")), text(each, "documents"), money(each, "amount"))));
        return rows;
    }

    /** The items of a cancellation, or of each cancellation that a closure contains. */
    private static Stream<JsonNode> items(JsonNode plan) {
        return stream(plan.path("billingItems"))
                .flatMap(each -> each.has("billingItems") ? stream(each.path("billingItems")) : Stream.of(each));
    }

    /** The end of each service, of one subscription or of all of an account. */
    private static Stream<JsonNode> services(JsonNode plan) {
        return Stream.concat(Stream.of(plan), stream(plan.path("terminations").path("subscriptions")))
                .flatMap(each -> stream(each.path("cascade").path("services")));
    }

    private static List<List<String>> penalties(JsonNode plan) {
        return services(plan)
                .filter(each -> each.has("penalty"))
                .map(each -> List.of(
                        text(each, "serviceId"),
                        money(each.path("penalty"), "charged"),
                        money(each.path("penalty"), "setOff"),
                        money(each.path("penalty"), "owed"),
                        words(text(each.path("penalty"), "forgiven"))))
                .toList();
    }

    private static Stream<JsonNode> under(JsonNode plan, String each, String what) {
        return stream(plan.path("terminations").path(each)).flatMap(one -> stream(one.path(what)));
    }

    private static List<List<String>> lines(JsonNode plan) {
        return Stream.concat(stream(plan.path("lines")), under(plan, "subscriptions", "lines"))
                .map(line -> List.of(
                        text(line, "lineId"),
                        text(line, "description"),
                        period(line),
                        money(line, "invoiced"),
                        money(line, "kept"),
                        money(line, "credit"),
                        money(line, "refund")))
                .toList();
    }

    private static String period(JsonNode line) {
        return line.has("periodFrom")
                ? DAY.format(LocalDate.parse(text(line, "periodFrom"))) + " to "
                        + DAY.format(LocalDate.parse(text(line, "periodUntil")).minusDays(1))
                : "";
    }

    private static List<List<String>> sums(JsonNode plan) {
        var rows = new ArrayList<List<String>>();
        JsonNode terminations = plan.path("terminations");
        for (Amount each : AMOUNTS) {
            add(rows, each.words(), plan.has(each.name()) ? plan.path(each.name()) : terminations.path(each.name()));
        }
        JsonNode payout = plan.has("payout") ? plan.path("payout") : terminations.path("payout");
        add(rows, "Refund", payout.path("refund"));
        add(rows, "Fee", payout.path("adminFee"));
        add(rows, "Paid out", payout.path("paidOut"));
        add(rows, "Of which available credit", payout.path("availableCredits"));
        return rows;
    }

    /** Empty values are omitted. */
    private static void add(List<List<String>> rows, String what, JsonNode amount) {
        if (!amount.path("amount").asText("0").matches("-?0(\\.0*)?")) {
            rows.add(List.of(what, money(amount)));
        }
    }

    private static List<List<String>> staysOpen(JsonNode plan) {
        return Stream.concat(
                        stream(plan.path("staysOnInvoices"))
                                .map(each -> List.of(
                                        text(each, "invoiceId"),
                                        text(each, "billingItemId"),
                                        money(each, "outstanding"))),
                        stream(plan.path("invoices"))
                                .map(each -> List.of(
                                        text(each, "invoiceId"),
                                        words(text(each, "outcome")),
                                        money(each, "outstanding"))))
                .toList();
    }

    private static List<List<String>> refunds(CancellationReceipt receipt) {
        return receipt.refunds() == null
                ? List.of()
                : receipt.refunds().stream()
                        .map(refund -> List.of(
                                refund.refundId(),
                                words(refund.destination().name()),
                                words(refund.state().name()),
                                money(refund.amount()),
                                money(refund.adminFee()),
                                money(refund.paidOut()),
                                refund.dueBy() == null ? "" : DAY.format(refund.dueBy())))
                        .toList();
    }

    private static List<List<String>> consequences(JsonNode plan) {
        JsonNode found = plan.has("consequences")
                ? plan.path("consequences")
                : plan.path("terminations").path("consequences");
        var rows = new ArrayList<List<String>>();
        if (found.has("category")) {
            rows.add(List.of("Category of the reason", words(text(found, "category"))));
            rows.add(List.of("Declaration received", DAY.format(LocalDate.parse(text(found, "receivedOn")))));
            rows.add(List.of("Penalty", found.path("withoutPenalty").asBoolean() ? "none" : "as agreed"));
            rows.add(List.of("Fee", found.path("withoutFee").asBoolean() ? "none" : "as agreed"));
        }
        if (found.has("dueBy")) {
            rows.add(List.of("Money due by", DAY.format(LocalDate.parse(text(found, "dueBy")))));
        }
        if (found.has("declarationId")) {
            rows.add(List.of("Declaration", text(found, "declarationId")));
        }
        if (found.has("consent")) {
            rows.add(List.of(
                    "Consent to another way of refund",
                    DAY.format(LocalDate.parse(text(found.path("consent"), "givenOn"))) + ": "
                            + text(found.path("consent"), "evidence")));
        }
        return rows;
    }

    private static List<List<String>> terms(CancellationReceipt receipt) {
        return receipt.termsVersion() == null
                ? List.of()
                : List.of(List.of(
                        "Version " + receipt.termsVersion() + ", acknowledged",
                        text(receipt.plan().path("terms"), "text")));
    }

    private static List<List<String>> warnings(JsonNode plan) {
        return stream(plan.path("warnings"))
                .map(each -> List.of(words(text(each, "code")), text(each, "detail")))
                .toList();
    }

    private static List<List<String>> history(CancellationReceipt receipt, ZoneId zone) {
        return receipt.history().stream()
                .map(entry -> List.of(
                        moment(entry.at(), zone),
                        words(entry.what().name()),
                        entry.by() + " (" + entry.role() + ")",
                        entry.cause() == null ? "" : entry.cause()))
                .toList();
    }

    private static String moment(Instant at, ZoneId zone) {
        return MOMENT.format(at.atZone(zone));
    }

    /** {@code END_OF_PERIOD} is end of period. */
    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String money(Money amount) {
        return amount.getAmount().toPlainString() + " "
                + amount.getCurrencyUnit().getCode();
    }

    private static String money(JsonNode place, String name) {
        return money(place.path(name));
    }

    private static String money(JsonNode amount) {
        return amount.has("amount") ? text(amount, "amount") + " " + text(amount, "currency") : "";
    }

    private static String text(JsonNode place, String name) {
        return place.path(name).asText("");
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
