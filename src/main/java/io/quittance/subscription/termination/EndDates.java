package io.quittance.subscription.termination;

import io.quittance.persistence.Timing;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The days of an end, as plans show them.
 *
 * @param effectiveOn first day on which the services are not provided
 * @param lastDayUsed the day before {@code effectiveOn}
 * @param effectiveAt the moment {@code effectiveOn} begins for the account; absent if the end takes effect when the command
 *     commits
 * @param billingEndsOn first day not billed: {@code effectiveOn}, or a later day that the request names
 */
public record EndDates(
        Timing timing,
        LocalDate effectiveOn,
        LocalDate lastDayUsed,
        @Nullable Instant effectiveAt,
        LocalDate billingEndsOn) {}
