package io.quittance.intake.record;

import io.quittance.persistence.Subscription;
import io.quittance.settlement.PeriodUnit;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A subscription.
 *
 * @param accountId cannot change
 * @param state for a running subscription; ACTIVE if absent
 * @param expiresOn first day after its term; if absent, the subscription runs until it is ended
 * @param anchorOn first day of the first period; {@code startsOn} where left out
 * @param periodUnit MONTH where left out
 * @param periodCount 1 where left out
 * @param billedAs PERIODIC where left out
 * @param definitionId says what of its services may go while it goes on; all may where left out
 * @param terminatedOn first day not used, of a subscription that ended before Quittance knew it
 */
public record SubscriptionRecord(
        @NotBlank @Size(max = 64) String id,

        @NotBlank @Size(max = 64) String accountId,

        @NotBlank @Size(max = 200) String name,

        Subscription.BillingStatus state,
        @NotNull LocalDate startsOn,
        @Nullable LocalDate expiresOn,
        LocalDate anchorOn,
        PeriodUnit periodUnit,

        @Min(1) @Max(366) Integer periodCount,

        Subscription.BilledAs billedAs,
        @Nullable @Size(max = 64) String definitionId,
        @Nullable LocalDate terminatedOn) {
    public SubscriptionRecord {
        state = Objects.requireNonNullElse(state, Subscription.BillingStatus.ACTIVE);
        // A missing startsOn is found later, by its constraint.
        anchorOn = anchorOn == null ? startsOn : anchorOn;
        periodUnit = Objects.requireNonNullElse(periodUnit, PeriodUnit.MONTH);
        billedAs = Objects.requireNonNullElse(billedAs, Subscription.BilledAs.PERIODIC);
        periodCount = Objects.requireNonNullElse(periodCount, 1);
    }
}
