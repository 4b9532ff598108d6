package io.quittance.intake.record;

import io.quittance.persistence.RemovalCondition.Kind;
import io.quittance.persistence.RemovalCondition.Subject;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A condition on the removal of a class of services or installed items.
 *
 * @param ofClass the class that it holds for
 * @param needsClass for a DEPENDENCY only: one service of this class has to stay as long as they do
 * @param distributorId only for those of this distributor; for all where left out
 * @param alternative the advice for the user
 * @param active true where left out
 */
public record RemovalConditionRecord(
        @NotBlank @Size(max = 64) String id,

        @NotNull Subject subject,
        @NotNull Kind kind,

        @NotBlank @Size(max = 64) String ofClass,

        @Nullable @Size(min = 1, max = 64) String needsClass,
        @Nullable @Size(max = 64) String distributorId,
        @Nullable @Size(max = 500) String alternative,
        Boolean active) {
    public RemovalConditionRecord {
        active = Objects.requireNonNullElse(active, true);
    }
}
