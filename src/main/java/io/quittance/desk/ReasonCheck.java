package io.quittance.desk;

import io.quittance.call.Role;

/** Checks a reason against the catalogue of the tenant; {@code cancellation} has the catalogue. */
public interface ReasonCheck {

    /**
     * Returns the reason as it is stored, with its code. Refuses a code that the role may not give (REASON_UNKNOWN) and a
     * missing note (REASON_NOTE_MISSING).
     */
    Reason check(Reason given, Role role);
}
