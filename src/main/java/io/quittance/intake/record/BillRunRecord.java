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
 * @param state of a new run any but those that Quittance works in (CANCEL_IN_PROGRESS, REMOVE_IN_PROGRESS, DELETED); a
 *     known one goes on by the legal moves of the billing system, and is never revived
 * @param seriesId of a SCHEDULED run, and only of one; it cannot change
 * @param number of the recurrence, likewise
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
