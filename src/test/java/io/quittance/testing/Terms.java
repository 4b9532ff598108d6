package io.quittance.testing;

import io.quittance.contract.Body;
import io.quittance.contract.Contracts;
import java.util.List;

/** With {@link Contracts#JUNE}: what the services of the subscription hosting are bound to, and what hangs on them. */
public final class Terms {

    private Terms() {}

    /**
     * The service web is bound until 1 September and costs 15.00 to leave before; a router of the distributor south goes with
     * it, an upgrade of it is planned for 1 August, and a review of the whole subscription. The service db leaves freely.
     */
    public static final String BOUND = """
            {
              "distributors": [{"id": "north", "name": "North"}, {"id": "south", "name": "South"}],
              "billingTerms": [
                {"id": "fixed-2026", "termClass": "fixed", "name": "Fixed term", "currency": "USD", "regretDays": 14,
                 "penalty": {"kind": "FIXED", "amount": {"amount": "15.00", "currency": "USD"}}}
              ],
              "services": [
                {"id": "web", "subscriptionId": "hosting", "name": "Web", "serviceClass": "web", "distributorId": "north",
                 "termClass": "fixed", "activatedOn": "2026-01-01", "boundUntil": "2026-09-01",
                 "price": {"amount": "30.00", "currency": "USD"}},
                {"id": "db", "subscriptionId": "hosting", "name": "Database", "serviceClass": "db", "distributorId": "north"}
              ],
              "installedItems": [
                {"id": "router", "serviceId": "web", "name": "Router", "itemClass": "router", "distributorId": "south"}
              ],
              "plannedActions": [
                {"id": "upgrade", "subscriptionId": "hosting", "serviceId": "web", "name": "Upgrade", "plannedOn": "2026-08-01"},
                {"id": "review", "subscriptionId": "hosting", "name": "Review", "plannedOn": "2026-08-01"}
              ]
            }
            """;

    /** The body that removes services; {@code what} selects them, and may say when. */
    public static String remove(Body what, String mode) {
        return Body.of("subscriptionId", "hosting")
                .and(what)
                .refundTo(mode)
                .reason("NO_LONGER_NEEDED")
                .json();
    }

    public static final Body WEB = Body.of("serviceIds", List.of("web"));
}
