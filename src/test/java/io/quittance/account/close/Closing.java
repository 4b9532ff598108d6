package io.quittance.account.close;

import static io.quittance.contract.Body.json;

import io.quittance.contract.Body;
import io.quittance.contract.Commands;
import io.quittance.testing.Api;

/** An account that has some of everything, and the bodies that close it. */
final class Closing {

    private Closing() {}

    /**
     * Beside {@code Contracts.JUNE}: 12 licences; a server with a disk and a fee that cannot be canceled; an invoice for the
     * server of 60.00 with tax, of which 12.00 are paid; a billing of each state.
     */
    static final String REST = """
            {
              "accounts": [
                {"id": "harbor", "name": "Harbor Books", "currency": "USD", "timeZone": "America/New_York", "licenses": 12,
                 "contactName": "The owner", "contactEmail": "owner@harbor.example"}
              ],
              "billingItems": [
                {"id": "server", "accountId": "harbor", "name": "Server", "price": {"amount": "79.00", "currency": "USD"},
                 "anchorOn": "2026-01-31"},
                {"id": "disk", "accountId": "harbor", "name": "Disk", "price": {"amount": "12.50", "currency": "USD"},
                 "anchorOn": "2026-01-31", "parentId": "server"},
                {"id": "fee", "accountId": "harbor", "name": "Fee", "price": {"amount": "1.20", "currency": "USD"},
                 "anchorOn": "2026-01-01", "cancelable": false, "dependsOn": ["server"]},
                {"id": "old", "accountId": "harbor", "name": "Old", "price": {"amount": "1.20", "currency": "USD"},
                 "anchorOn": "2026-01-01", "canceledOn": "2026-05-01"}
              ],
              "invoices": [
                {"id": "I-2", "accountId": "harbor", "issuedOn": "2026-05-31", "dueOn": "2026-06-14", "lines": [
                  {"id": "I-2-1", "billingItemId": "server", "description": "Server", "periodFrom": "2026-05-31",
                   "periodUntil": "2026-06-30", "net": {"amount": "50.00", "currency": "USD"}, "taxRate": "20",
                   "tax": {"amount": "10.00", "currency": "USD"}}
                ]}
              ],
              "payments": [
                {"id": "P-2", "accountId": "harbor", "amount": {"amount": "12.00", "currency": "USD"},
                 "receivedOn": "2026-06-03",
                 "allocations": [{"invoiceId": "I-2", "amount": {"amount": "12.00", "currency": "USD"}}]}
              ],
              "billings": [
                {"id": "B-1", "accountId": "harbor", "amount": {"amount": "90.00", "currency": "USD"},
                 "plannedOn": "2026-07-01"},
                {"id": "B-2", "accountId": "harbor", "amount": {"amount": "48.00", "currency": "USD"},
                 "plannedOn": "2026-06-14", "state": "SUBMITTED"},
                {"id": "B-3", "accountId": "harbor", "amount": {"amount": "12.00", "currency": "USD"},
                 "plannedOn": "2026-06-03", "state": "PAID"},
                {"id": "B-4", "accountId": "harbor", "amount": {"amount": "9.00", "currency": "USD"},
                 "plannedOn": "2026-06-02", "state": "CANCELED"}
              ]
            }
            """;

    static final String CHECK = json("accountId", "harbor");

    /** The refund of all terminations by a mode. */
    static String by(String mode) {
        return close(Body.of("refund", Body.of("mode", mode)));
    }

    /** With further fields. */
    static String close(Body more) {
        return Commands.closeAccount("harbor").and(more).json();
    }

    /** Another subscription, of which 30.00 are paid for June. */
    static final String SECOND = """
            {"subscriptions": [{"id": "second", "accountId": "harbor", "name": "Second", "startsOn": "2026-01-01"}],
             "invoices": [{"id": "I-3", "accountId": "harbor", "issuedOn": "2026-06-01", "dueOn": "2026-06-10",
              "lines": [{"id": "I-3-1", "subscriptionId": "second", "description": "Second", "periodFrom": "2026-06-01",
              "periodUntil": "2026-07-01", "net": {"amount": "30.00", "currency": "USD"}}]}],
             "payments": [{"id": "P-3", "accountId": "harbor", "amount": {"amount": "30.00", "currency": "USD"},
              "receivedOn": "2026-06-03", "allocations": [{"invoiceId": "I-3",
              "amount": {"amount": "30.00", "currency": "USD"}}]}]}""";

    /** A policy that allows refunds, and more. */
    static String policy(Body more) {
        return json(
                "policy",
                Body.of(
                                "allowRefund",
                                true,
                                "termsVersion",
                                "v1",
                                "termsText",
                                "Gone is gone.",
                                "contactLine",
                                "Open a ticket to accounting.")
                        .and(more));
    }

    /** Closes it, and answers the id of the closure. */
    static String closed(Api api, String body) {
        return api.command("close-account", body)
                .then()
                .statusCode(200)
                .extract()
                .path("cancellationId");
    }
}
