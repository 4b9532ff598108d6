package io.quittance.intake.record;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Objects;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Something that was used and is billed afterwards, of an account that is postpaid. What became of it with an end stays
 * so when it comes again as not billed.
 *
 * @param subscriptionId cannot change
 * @param serviceId a service of the same subscription; it cannot change
 * @param amount cannot change once it is billed or requested as part of the last invoice
 * @param state UNBILLED where left out; BILLED is final
 */
public record UseRecord(
        @NotBlank @Size(max = 64) String id,

        @NotBlank @Size(max = 64) String subscriptionId,

        @Nullable @Size(max = 64) String serviceId,

        @NotBlank @Size(max = 200) String description,

        @NotNull Money amount,
        @NotNull LocalDate usedOn,
        State state)
        implements ServiceRelatedRecord {
    public UseRecord {
        state = Objects.requireNonNullElse(state, State.UNBILLED);
    }

    /** The states of usage in the billing system. */
    public enum State {
        UNBILLED,
        /** It is on an invoice. */
        BILLED
    }
}
