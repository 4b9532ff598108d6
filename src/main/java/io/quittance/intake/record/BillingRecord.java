package io.quittance.intake.record;

import io.quittance.persistence.BillingState;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Objects;
import org.joda.money.Money;

/**
 * One collection of money, planned or done. A billing that was canceled with its account stays so when it comes again.
 *
 * @param accountId cannot change
 * @param plannedOn the day on which it is to be collected, or was
 * @param state SCHEDULED where left out; PAID and CANCELED are final
 */
public record BillingRecord(
        @NotBlank @Size(max = 64) String id,

        @NotBlank @Size(max = 64) String accountId,

        @NotNull Money amount,
        @NotNull LocalDate plannedOn,
        BillingState state) {
    public BillingRecord {
        state = Objects.requireNonNullElse(state, BillingState.SCHEDULED);
    }
}
