package io.quittance.desk;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Why something ends.
 *
 * @param code of {@code list-cancellation-reasons}; OTHER where it is left out
 * @param note in the caller's own words; required with OTHER and where the catalogue says so
 */
public record Reason(
        @Nullable @Pattern(regexp = "[A-Z][A-Z0-9_]{0,63}", message = "must be a code such as NO_LONGER_NEEDED")
        String code,

        @Nullable @Size(max = 1000) String note) {

    /** Whether anything was said. */
    public boolean hasNote() {
        return note != null && !note.isBlank();
    }
}
