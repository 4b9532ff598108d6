package io.quittance.contract;

/** The records most tests begin with: one account in New York, with items in every situation. */
public final class Harbor {

    private Harbor() {}

    /** The body that cancels an item: its terms acknowledged, a reason given. */
    public static String cancel(String item, String timing) {
        return Commands.cancelItem(item).with("timing", timing).json();
    }

    public static final String RECORDS = """
            {
              "policy": {"termsVersion": "v1", "termsText": "Gone is gone.", "contactLine": "Open a ticket to accounting."},
              "accounts": [
                {"id": "harbor", "name": "Harbor Books", "currency": "USD", "timeZone": "America/New_York"},
                {"id": "kawa", "name": "Kawa Design", "currency": "JPY", "timeZone": "Asia/Tokyo"}
              ],
              "itemCategories": [
                {"id": "domain", "name": "Domain names", "cutOffDays": 30},
                {"id": "tax", "name": "Charges", "cancelable": false, "alternative": "Ask the support."}
              ],
              "billingItems": [
                {"id": "server", "accountId": "harbor", "name": "Server", "price": {"amount": "79.00", "currency": "USD"},
                 "anchorOn": "2026-01-31", "associated": ["backup"]},
                {"id": "disk", "accountId": "harbor", "name": "Disk", "price": {"amount": "12.50", "currency": "USD"},
                 "anchorOn": "2026-01-31", "parentId": "server"},
                {"id": "backup", "accountId": "harbor", "name": "Backup", "price": {"amount": "9.99", "currency": "USD"},
                 "anchorOn": "2026-02-15"},
                {"id": "network", "accountId": "harbor", "name": "Network", "price": {"amount": "5.00", "currency": "USD"},
                 "anchorOn": "2026-01-10"},
                {"id": "firewall", "accountId": "harbor", "name": "Firewall", "price": {"amount": "15.00", "currency": "USD"},
                 "anchorOn": "2026-01-10", "dependsOn": ["network"]},
                {"id": "domain", "accountId": "harbor", "name": "harbor.example", "categoryId": "domain",
                 "price": {"amount": "14.00", "currency": "USD"}, "anchorOn": "2024-02-29", "periodUnit": "YEAR"},
                {"id": "fee", "accountId": "harbor", "name": "Fee", "categoryId": "tax",
                 "price": {"amount": "1.20", "currency": "USD"}, "anchorOn": "2026-01-01"},
                {"id": "mail", "accountId": "kawa", "name": "Mail", "price": {"amount": "1980", "currency": "JPY"},
                 "anchorOn": "2026-03-31"}
              ],
              "invoices": [
                {"id": "HB-1", "accountId": "harbor", "issuedOn": "2026-05-31", "dueOn": "2026-06-14", "lines": [
                  {"id": "HB-1-1", "billingItemId": "server", "description": "Server", "periodFrom": "2026-05-31",
                   "periodUntil": "2026-06-30", "net": {"amount": "79.00", "currency": "USD"}},
                  {"id": "HB-1-2", "billingItemId": "disk", "description": "Disk", "periodFrom": "2026-05-31",
                   "periodUntil": "2026-06-30", "net": {"amount": "12.50", "currency": "USD"}}
                ]}
              ],
              "payments": [
                {"id": "P-1", "accountId": "harbor", "amount": {"amount": "79.00", "currency": "USD"},
                 "receivedOn": "2026-06-03",
                 "allocations": [{"lineId": "HB-1-1", "amount": {"amount": "79.00", "currency": "USD"}}]}
              ]
            }
            """;
}
