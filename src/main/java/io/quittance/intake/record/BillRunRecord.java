package io.quittance.intake.record;

import io.quittance.persistence.BillRunKind;
import io.quittance.persistence.BillRunState;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A bill run. Its invoices name it by {@code billRunId}; its counter of posted invoices follows from them.
 *
 * @param kind AD_HOC where left out; it cannot change
 * @param state for a new run, any but those of Quittance's own work (CANCEL_IN_PROGRESS, REMOVE_IN_PROGRESS, DELETED);
 *     a known run follows the legal transitions of the billing system and is never revived
 * @param seriesId for a SCHEDULED run only; it cannot change
 * @param number the number within the recurrence; for a SCHEDULED run only; it cannot change
 * @param scheduledOn required of a SCHEDULED run
 */
public record BillRunRecord(
        @NotBlank @Size(max = 64) String id,

        BillRunKind kind,
        @NotNull BillRunState state,
        @Nullable @Size(max = 64) String seriesId,
        @Nullable @Min(1) Long number,
        @Nullable LocalDate scheduledOn) {
    public BillRunRecord {
        kind = Objects.requireNonNullElse(kind, BillRunKind.AD_HOC);
    }
}
