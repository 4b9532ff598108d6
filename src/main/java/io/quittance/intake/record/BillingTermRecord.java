package io.quittance.intake.record;

import io.quittance.persistence.BillingTerm.EarlyExit;
import io.quittance.persistence.BillingTerm.LeavingOn;
import io.quittance.persistence.BillingTerm.PenaltyKind;
import io.quittance.settlement.PeriodUnit;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A definition of the rules of leaving for a class of services. Of a class and currency one definition is active, and
 * that one holds; an import may switch one off and another one on. What was charged by a definition stays as it was
 * charged.
 *
 * @param termClass the class that services name; it cannot change
 * @param currency ISO 4217, of its amounts and of the accounts that it holds for; it cannot change
 * @param active true where left out
 * @param noticeCount the least time between the request and the end of billing; 0 if absent
 * @param noticeUnit DAY where left out
 * @param duringBinding whether a service may leave during its minimum term, for the penalty; ALLOWED if absent
 * @param leavingOn on which days billing may end; ANY_DAY where left out
 * @param regretDays days from activation on in which a service is given back in full and without penalty; 0 where left
 *     out
 * @param penalty the early termination fee; none if absent
 */
public record BillingTermRecord(
        @NotBlank @Size(max = 64) String id,

        @NotBlank @Size(max = 64) String termClass,

        @NotBlank @Size(max = 200) String name,

        @NotBlank String currency,
        Boolean active,

        @Min(0) @Max(3660) int noticeCount,

        PeriodUnit noticeUnit,
        EarlyExit duringBinding,
        LeavingOn leavingOn,

        @Min(0) @Max(3660) int regretDays,

        @Valid Penalty penalty) {
    public BillingTermRecord {
        active = Objects.requireNonNullElse(active, true);
        noticeUnit = Objects.requireNonNullElse(noticeUnit, PeriodUnit.DAY);
        duringBinding = Objects.requireNonNullElse(duringBinding, EarlyExit.ALLOWED);
        leavingOn = Objects.requireNonNullElse(leavingOn, LeavingOn.ANY_DAY);
        penalty = penalty == null ? new Penalty(PenaltyKind.NONE, null, null, List.of()) : penalty;
    }

    /**
     * The fee for leaving during the minimum term; never more than the price of its rest.
     *
     * @param kind NONE where left out
     * @param amount of FIXED the whole fee, of MONTHS_LEFT the fee per month; for these two kinds only
     * @param percent for PERCENT_OF_REST only
     * @param bands for REDUCING only; in any order
     */
    public record Penalty(
            PenaltyKind kind,
            @Nullable Money amount,

            @Nullable
            @Pattern(
                    regexp = "[0-9]{1,2}(\\.[0-9]{1,3})?|100(\\.0{1,3})?",
                    message = "must be a percentage from 0 to 100 with at most 3 decimals, such as 12.5")
            String percent,

            @Size(max = 120) List<@NotNull @Valid Band> bands) {
        public Penalty {
            kind = Objects.requireNonNullElse(kind, PenaltyKind.NONE);
            bands = ImportRecordsRequest.orEmpty(bands);
        }

        /** The share in thousandths of a percent. */
        @Nullable
        public Integer percentInThousandths() {
            return percent == null
                    ? null
                    : new BigDecimal(percent).movePointRight(3).intValueExact();
        }
    }

    /**
     * The fee from a number of months left on, up to the next band.
     *
     * @param monthsLeft months left of the minimum term; a month that has begun counts
     */
    public record Band(
            @Min(1) @Max(1200) int monthsLeft, @NotNull Money amount) {}
}
