package io.quittance.billingitem.item;

import io.quittance.desk.Execution;
import io.quittance.desk.Quoted;
import io.quittance.desk.Reason;
import io.quittance.desk.Reasoned;
import io.quittance.persistence.Timing;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the end of a billing item. The preview takes the same request and looks only at the first three fields.
 *
 * @param timing ANNIVERSARY where it is left out
 * @param includeAssociated whether the items associated with it go along; its children always do
 * @param acknowledged that the terms of the preview were read and agreed to
 * @param termsVersion of the terms that were shown
 * @param quote of the preview; then the command is carried out as planned there, or refused
 */
public record CancelBillingItemRequest(
        @NotBlank @Size(max = 64) String billingItemId,

        When timing,
        boolean includeAssociated,
        boolean acknowledged,

        @Nullable @Size(max = 64) String termsVersion,

        @NotNull(groups = Execution.class) @Valid Reason reason,

        @Nullable String quote)
        implements Quoted, Reasoned {

    public CancelBillingItemRequest {
        timing = Objects.requireNonNullElse(timing, When.ANNIVERSARY);
    }

    /** Whether it ends with the command, and nothing is to be waited for. */
    boolean atOnce() {
        return timing == When.IMMEDIATE;
    }

    /** When a billing item ends. */
    public enum When {
        IMMEDIATE(Timing.IMMEDIATE),
        ANNIVERSARY(Timing.ANNIVERSARY);

        private final Timing timing;

        When(Timing timing) {
            this.timing = timing;
        }

        public Timing timing() {
            return timing;
        }

        public static When of(Timing timing) {
            return valueOf(timing.name());
        }
    }
}
