package io.quittance.persistence;

import java.time.Instant;
import java.time.LocalDate;

/** Cancellations that no books know. */
public final class Cancellations {

    private Cancellations() {}

    /** One that waits for its effective moment. */
    public static Cancellation scheduled(
            long number, String item, String account, LocalDate effectiveOn, Instant effectiveAt, Instant now) {
        var end = new Cancellation.End(Timing.ANNIVERSARY, effectiveOn, effectiveAt);
        return Cancellation.numbered(number, CancellationKind.BILLING_ITEM, item, account, end, now);
    }
}
