package io.quittance.desk;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Why something ends.
 *
 * @param code a code of {@code list-cancellation-reasons}; OTHER if absent
 * @param note free text of the caller; required with OTHER and with codes whose catalogue entry requires it
 */
public record Reason(
        @Nullable @Pattern(regexp = "[A-Z][A-Z0-9_]{0,63}", message = "must be a code such as NO_LONGER_NEEDED")
        String code,

        @Nullable @Size(max = 1000) String note) {

    /** Returns true if a reason was given. */
    public boolean hasNote() {
        return note != null && !note.isBlank();
    }
}
