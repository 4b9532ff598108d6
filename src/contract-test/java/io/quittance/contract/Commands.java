package io.quittance.contract;

import java.util.List;

/** Bodies of commands, each with the reason that nobody needs it any longer. */
public final class Commands {

    private static final Body NOT_NEEDED = Body.of("code", "NO_LONGER_NEEDED");

    private Commands() {}

    /** Cancels an item on its anniversary, with the terms acknowledged. */
    public static Body cancelItem(String item) {
        return Body.of(
                "billingItemId",
                item,
                "timing",
                "ANNIVERSARY",
                "acknowledged",
                true,
                "termsVersion",
                "v1",
                "reason",
                NOT_NEEDED);
    }

    public static Body cancelRun(String run) {
        return Body.of("billRunId", run, "reason", NOT_NEEDED);
    }

    /** Terminates a subscription; {@link Body#immediate} and {@link Body#on} say when. */
    public static Body terminate(String subscription) {
        return Body.of("subscriptionId", subscription, "reason", NOT_NEEDED);
    }

    /** Removes services of a subscription, at once where {@code effectiveOn} does not name a later day. */
    public static Body removeServices(String subscription, String... services) {
        return Body.of("subscriptionId", subscription, "serviceIds", List.of(services), "reason", NOT_NEEDED);
    }

    /** Refunds all that can be refunded, where {@link Body#amount} does not name less. */
    public static Body refund(Body what) {
        return what.with("reason", NOT_NEEDED);
    }

    public static Body refundPayment(String payment) {
        return refund(Body.of("paymentId", payment));
    }

    public static Body refundInvoice(String invoice) {
        return refund(Body.of("invoiceId", invoice));
    }

    public static Body closeAccount(String account) {
        return Body.of("accountId", account, "reason", Body.of("code", "CLOSING_BUSINESS"));
    }
}
