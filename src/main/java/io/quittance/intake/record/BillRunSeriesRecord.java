package io.quittance.intake.record;

import io.quittance.settlement.PeriodUnit;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Objects;

/**
 * Bill runs that recur. One that Quittance has ended stays ended.
 *
 * @param anchorOn the day that every recurrence is counted from
 * @param periodUnit MONTH where left out
 * @param periodCount 1 where left out
 */
public record BillRunSeriesRecord(
        @NotBlank @Size(max = 64) String id,

        @NotNull LocalDate anchorOn,
        PeriodUnit periodUnit,

        @Min(1) @Max(366) Integer periodCount) {
    public BillRunSeriesRecord {
        periodUnit = Objects.requireNonNullElse(periodUnit, PeriodUnit.MONTH);
        periodCount = Objects.requireNonNullElse(periodCount, 1);
    }
}
