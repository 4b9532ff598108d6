package io.quittance.contract;

import static io.quittance.contract.Body.json;

/** A subscription with its invoice, in amounts that can be checked in the head. */
public final class Contracts {

    private Contracts() {}

    /**
     * An account in New York; a subscription of two services from 1 June, billed 30.00 and 60.00 for June at 20 % tax, of
     * which everything is paid by one payment. Refunds are allowed.
     */
    public static final String JUNE = """
            {
              "policy": {"allowRefund": true, "termsVersion": "v1", "termsText": "Gone is gone.",
                "contactLine": "Open a ticket to accounting."},
              "accounts": [
                {"id": "harbor", "name": "Harbor Books", "currency": "USD", "timeZone": "America/New_York"},
                {"id": "kawa", "name": "Kawa Design", "currency": "JPY", "timeZone": "Asia/Tokyo"}
              ],
              "subscriptions": [
                {"id": "hosting", "accountId": "harbor", "name": "Hosting", "startsOn": "2026-01-01"},
                {"id": "future", "accountId": "harbor", "name": "Mail", "startsOn": "2026-07-01"},
                {"id": "long-ago", "accountId": "harbor", "name": "Old", "startsOn": "2025-05-13",
                 "expiresOn": "2026-05-13"},
                {"id": "lately", "accountId": "harbor", "name": "Late", "startsOn": "2025-05-14",
                 "expiresOn": "2026-05-14"}
              ],
              "services": [
                {"id": "web", "subscriptionId": "hosting", "name": "Web"},
                {"id": "db", "subscriptionId": "hosting", "name": "Database"}
              ],
              "invoices": [
                {"id": "I-1", "accountId": "harbor", "issuedOn": "2026-06-01", "dueOn": "2026-06-15", "lines": [
                  {"id": "I-1-1", "serviceId": "web", "description": "Web", "periodFrom": "2026-06-01",
                   "periodUntil": "2026-07-01", "net": {"amount": "30.00", "currency": "USD"}, "taxRate": "20",
                   "tax": {"amount": "6.00", "currency": "USD"}},
                  {"id": "I-1-2", "serviceId": "db", "description": "Database", "periodFrom": "2026-06-01",
                   "periodUntil": "2026-07-01", "net": {"amount": "60.00", "currency": "USD"}, "taxRate": "20",
                   "tax": {"amount": "12.00", "currency": "USD"}}
                ]}
              ],
              "payments": [
                {"id": "P-1", "accountId": "harbor", "amount": {"amount": "108.00", "currency": "USD"},
                 "receivedOn": "2026-06-03",
                 "allocations": [{"invoiceId": "I-1", "amount": {"amount": "108.00", "currency": "USD"}}]}
              ]
            }
            """;

    /** The body that terminates a subscription. */
    public static String terminate(String subscription, String timing, String refund) {
        return """
                {"subscriptionId":"%s","timing":"%s","refund":%s,"reason":{"code":"NO_LONGER_NEEDED"}}""".formatted(subscription, timing, refund);
    }

    /** At once, with a refund by a mode. */
    public static String terminate(String subscription, String mode) {
        return terminate(subscription, "IMMEDIATE", json("mode", mode));
    }
}
