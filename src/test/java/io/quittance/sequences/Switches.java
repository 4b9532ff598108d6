package io.quittance.sequences;

import java.util.HashMap;
import java.util.Map;

/** The policy, as it should stand. Amounts are minor units of their currency. */
final class Switches {

    boolean cancelDayUsed;
    int cutOffDays;
    boolean selfService = true;
    boolean allowRefund;
    int expiryDays = 28;
    int backDatingDays;
    int goodwillDays;
    String creditPolicy = "PRORATED";
    String dayCount = "ACTUAL";
    boolean creditOneTime;
    boolean creditTrial;
    boolean refundCanceledItems;
    String selfServiceRefundMode = "AVAILABLE_CREDITS";

    /** By the customer's currency; none where there is none. */
    final Map<String, Long> fees = new HashMap<>();

    final Map<String, Long> limits = new HashMap<>();
}
