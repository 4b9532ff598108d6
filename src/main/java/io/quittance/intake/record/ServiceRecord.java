package io.quittance.intake.record;

import io.quittance.persistence.Service;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Objects;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A service of a subscription.
 *
 * @param subscriptionId cannot change
 * @param state while it is provided, or ORDERED before; EFFECTIVE where left out
 * @param serviceClass the class that removal conditions and subscription definitions name
 * @param distributorId the party that provisions it
 * @param termClass the class of its billing term, which must have a definition in the account's currency; without it,
 *     the service may leave at any time
 * @param activatedOn the first day on which it was provided; the days to regret it count from it
 * @param boundUntil first day on which it is not bound any more, by itself; of a {@code termClass} only
 * @param cancelableFrom first day on which it may end, be that in the binding or after it; of a {@code termClass} only
 * @param price the price of one period of its subscription; required with a {@code termClass}
 * @param canceledOn first day not used, of a service that ended before Quittance knew it
 */
public record ServiceRecord(
        @NotBlank @Size(max = 64) String id,

        @NotBlank @Size(max = 64) String subscriptionId,

        @NotBlank @Size(max = 200) String name,

        Service.BillingStatus state,
        @Nullable @Size(min = 1, max = 64) String serviceClass,
        @Nullable @Size(max = 64) String distributorId,
        @Nullable @Size(min = 1, max = 64) String termClass,
        @Nullable LocalDate activatedOn,
        @Nullable LocalDate boundUntil,
        @Nullable LocalDate cancelableFrom,
        @Nullable Money price,
        @Nullable LocalDate canceledOn) {
    public ServiceRecord {
        state = Objects.requireNonNullElse(state, Service.BillingStatus.EFFECTIVE);
    }
}
