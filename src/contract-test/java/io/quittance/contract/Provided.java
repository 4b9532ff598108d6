package io.quittance.contract;

/** Services that fall under a billing term, and all that belongs to them. */
public final class Provided {

    private Provided() {}

    /** The body that ends the subscription for a cause against which its binding does not hold. */
    public static final String END = Commands.terminate("shop")
            .immediate()
            .refundTo("NONE")
            .reason("EXTRAORDINARY", "It burnt down.")
            .json();

    /**
     * An account in New York that is billed afterwards, and a subscription of two services. Only {@code line} falls under a
     * term: bound until 1 January 2027, and by an extension until 1 March. Two distributors, {@code north} for the line and
     * {@code south} for its modem; a router was removed before; an action is planned and usage of 7.50 is not billed.
     */
    public static final String LINE = """
            {
              "accounts": [
                {"id": "harbor", "name": "Harbor Books", "currency": "USD", "timeZone": "America/New_York", "postpaid": true}
              ],
              "distributors": [{"id": "north", "name": "North Lines"}, {"id": "south", "name": "South Devices"}],
              "subscriptionDefinitions": [
                {"id": "connected", "name": "Connected shop", "leastServices": 1, "mandatoryClasses": ["line"]}
              ],
              "billingTerms": [
                {"id": "line-2025", "termClass": "line", "name": "Lines, 2025", "currency": "USD", "active": false},
                {"id": "line-2026", "termClass": "line", "name": "Lines, 2026", "currency": "USD", "noticeCount": 3,
                 "noticeUnit": "MONTH", "duringBinding": "NOT_ALLOWED", "leavingOn": "PERIOD_END", "regretDays": 14,
                 "penalty": {"kind": "REDUCING", "bands": [
                  {"monthsLeft": 1, "amount": {"amount": "10.00", "currency": "USD"}},
                  {"monthsLeft": 12, "amount": {"amount": "90.00", "currency": "USD"}},
                  {"monthsLeft": 6, "amount": {"amount": "50.00", "currency": "USD"}}]}}
              ],
              "removalConditions": [
                {"id": "no-line", "subject": "SERVICE", "kind": "RESTRICTION", "ofClass": "line", "distributorId": "north",
                 "alternative": "Ask North Lines."},
                {"id": "modem-line", "subject": "INSTALLED_ITEM", "kind": "DEPENDENCY", "ofClass": "modem",
                 "needsClass": "socket", "active": false}
              ],
              "subscriptions": [
                {"id": "shop", "accountId": "harbor", "name": "Shop", "startsOn": "2026-01-01", "definitionId": "connected"}
              ],
              "services": [
                {"id": "line", "subscriptionId": "shop", "name": "Line", "serviceClass": "line", "distributorId": "north",
                 "termClass": "line", "activatedOn": "2026-01-01", "boundUntil": "2027-01-01",
                 "cancelableFrom": "2026-10-01", "price": {"amount": "30.00", "currency": "USD"}},
                {"id": "mail", "subscriptionId": "shop", "name": "Mail", "state": "ORDERED"}
              ],
              "bindingExtensions": [
                {"id": "X-1", "serviceId": "line", "cause": "A modem", "extendedOn": "2026-03-01",
                 "boundUntil": "2027-03-01"},
                {"id": "X-2", "serviceId": "line", "cause": "A discount", "extendedOn": "2026-04-01",
                 "boundUntil": "2026-12-01"}
              ],
              "installedItems": [
                {"id": "modem", "serviceId": "line", "name": "Modem", "itemClass": "modem", "distributorId": "south"},
                {"id": "router", "serviceId": "line", "name": "Router", "itemClass": "router", "distributorId": "south",
                 "removedOn": "2026-05-01"}
              ],
              "plannedActions": [
                {"id": "faster", "subscriptionId": "shop", "serviceId": "line", "name": "Faster", "plannedOn": "2026-09-01"}
              ],
              "usages": [
                {"id": "U-1", "subscriptionId": "shop", "serviceId": "line", "description": "Calls",
                 "amount": {"amount": "5.00", "currency": "USD"}, "usedOn": "2026-06-01"},
                {"id": "U-2", "subscriptionId": "shop", "description": "Calls",
                 "amount": {"amount": "2.50", "currency": "USD"}, "usedOn": "2026-06-02"},
                {"id": "U-3", "subscriptionId": "shop", "description": "Calls", "state": "BILLED",
                 "amount": {"amount": "1.00", "currency": "USD"}, "usedOn": "2026-05-02"}
              ]
            }
            """;
}
