package io.quittance.subscription.agreement;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** On which day something of a subscription is asked to end. */
public interface EndDateRequest {

    EndTiming timing();

    /** First day on which it is not provided, with ON_DATE. */
    @Nullable
    LocalDate effectiveOn();

    /** Days from today on, with AFTER_DAYS. */
    @Nullable
    Integer afterDays();

    /** The day on which the customer's declaration was received; null where it is today or a declaration says it. */
    @Nullable
    LocalDate receivedOn();

    /** First day not billed, where that is later. */
    @Nullable
    LocalDate billingEndsOn();
}
