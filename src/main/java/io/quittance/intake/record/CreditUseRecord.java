package io.quittance.intake.record;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.joda.money.Money;

/**
 * Available credits that the billing system has spent. Once it is known it cannot change.
 *
 * @param amount not more than the account's available credits
 * @param allocations add up to the amount: credit that is spent on nothing would be lost
 */
public record CreditUseRecord(
        @NotBlank @Size(max = 64) String id,

        @NotBlank @Size(max = 64) String accountId,

        @NotNull Money amount,
        @NotNull LocalDate usedOn,
        @NotEmpty List<@NotNull @Valid AllocationRecord> allocations)
        implements AllocatedRecord {}
