package io.quittance.billingitem.item;

import io.quittance.desk.Execution;
import io.quittance.desk.QuotedRequest;
import io.quittance.desk.Reason;
import io.quittance.desk.ReasonedRequest;
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
 * @param includeAssociated whether associated items end too; children always do
 * @param acknowledged whether the user has read the terms of the preview and agreed to them
 * @param termsVersion the version of the terms that were shown
 * @param quote the quote of the preview; the command then executes the previewed plan or is refused
 */
public record CancelBillingItemRequest(
        @NotBlank @Size(max = 64) String billingItemId,

        ItemTiming timing,
        boolean includeAssociated,
        boolean acknowledged,

        @Nullable @Size(max = 64) String termsVersion,

        @NotNull(groups = Execution.class) @Valid Reason reason,

        @Nullable String quote)
        implements QuotedRequest, ReasonedRequest {

    public CancelBillingItemRequest {
        timing = Objects.requireNonNullElse(timing, ItemTiming.ANNIVERSARY);
    }

    /** Returns true if the item ends with the command. */
    boolean atOnce() {
        return timing == ItemTiming.IMMEDIATE;
    }

    /** The moments at which a billing item can end. */
    public enum ItemTiming {
        IMMEDIATE(Timing.IMMEDIATE),
        ANNIVERSARY(Timing.ANNIVERSARY);

        private final Timing timing;

        ItemTiming(Timing timing) {
            this.timing = timing;
        }

        public Timing timing() {
            return timing;
        }

        public static ItemTiming of(Timing timing) {
            return valueOf(timing.name());
        }
    }
}
