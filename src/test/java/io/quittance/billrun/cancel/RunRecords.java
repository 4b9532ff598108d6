package io.quittance.billrun.cancel;

import io.quittance.contract.Body;
import io.quittance.contract.Commands;
import io.quittance.contract.Harbor;
import io.quittance.testing.Books;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bill runs as they are imported, with their invoices: of 10.00 USD each, of Harbor Books. */
public final class RunRecords {

    static final String NOT_NEEDED = "\"reason\":{\"code\":\"NO_LONGER_NEEDED\"}";

    private RunRecords() {}

    /** An ad hoc run. */
    public static String adHoc(String id, String state) {
        return Body.json("billRuns", List.of(Body.of("id", id, "state", state)));
    }

    /** A run of the series {@code monthly}, whose runs are on the last days of the months. */
    public static String ofSeries(long number, String state, String scheduledOn) {
        return """
                {"billRunSeries":[{"id":"monthly","anchorOn":"2026-01-31"}],
                 "billRuns":[{"id":"month-%1$d","kind":"SCHEDULED","state":"%2$s","seriesId":"monthly","number":%1$d,
                 "scheduledOn":"%3$s"}]}""".formatted(number, state, scheduledOn);
    }

    /** Invoices {@code run-0} to … of a run. */
    public static String invoices(String run, int from, int until, String more) {
        return "{\"invoices\":["
                + IntStream.range(from, until)
                        .mapToObj(i -> invoice(run, i, more))
                        .collect(Collectors.joining(","))
                + "]}";
    }

    /** One invoice, of the server; {@code more} begins with a comma. */
    static String invoice(String run, int i, String more) {
        return """
                {"id":"%1$s-%2$02d","accountId":"harbor","billRunId":"%1$s","issuedOn":"2026-06-01","dueOn":"2026-06-15"%3$s,
                 "lines":[{"id":"%1$s-%2$02d-1","billingItemId":"server","description":"Server","periodFrom":"2026-06-01",
                 "periodUntil":"2026-07-01","net":{"amount":"10.00","currency":"USD"}}]}""".formatted(run, i, more);
    }

    /** A credit note of a run. */
    public static String creditNote(String run, String id, String amount) {
        return """
                {"creditNotes":[{"id":"%2$s","accountId":"harbor","amount":{"amount":"%3$s","currency":"USD"},
                 "issuedOn":"2026-06-01","billRunId":"%1$s"}]}""".formatted(run, id, amount);
    }

    /** A refund uses a credit note up. */
    public static void use(Books books, String tenant, String note, long minorUnits) {
        books.giveCredits(tenant, "harbor", "R-" + note, minorUnits);
        books.write(
                "update credit_note set state = 'USED', refund_id = 'R-" + note + "' where tenant_id = ? and id = '"
                        + note + "'",
                tenant);
    }

    /** The policy by which credit notes go along. */
    public static final String SETTLEMENT = """
            {"policy":{"invoiceSettlement":true,"allowRefund":true,"termsVersion":"v1","termsText":"Gone is gone.",
             "contactLine":"Open a ticket to accounting."}}""";

    /** A payment of an invoice {@code run-i}. */
    public static String payment(String run, int i, String amount) {
        return """
                {"payments":[{"id":"P-%1$s-%2$02d","accountId":"harbor","amount":{"amount":"%3$s","currency":"USD"},
                 "receivedOn":"2026-06-09","allocations":[{"invoiceId":"%1$s-%2$02d",
                 "amount":{"amount":"%3$s","currency":"USD"}}]}]}""".formatted(run, i, amount);
    }

    public static String cancel(String run) {
        return Commands.cancelRun(run).json();
    }

    static String cancel(String run, String scope) {
        return Commands.cancelRun(run).with("scope", scope).json();
    }

    public static String named(String run) {
        return Body.json("billRunId", run);
    }

    /** What every test begins with. */
    public static String records() {
        return Harbor.RECORDS;
    }
}
