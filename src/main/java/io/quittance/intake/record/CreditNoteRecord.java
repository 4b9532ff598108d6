package io.quittance.intake.record;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A credit note: what is owed to the customer on paper. Once it is known it cannot change.
 *
 * @param subscriptionId the record it was issued for; so are {@code billingItemId} and {@code lineId}
 * @param billRunId the bill run that made it
 */
public record CreditNoteRecord(
        @NotBlank @Size(max = 64) String id,

        @NotBlank @Size(max = 64) String accountId,

        @NotNull Money amount,
        @NotNull LocalDate issuedOn,
        @Nullable @Size(max = 64) String subscriptionId,
        @Nullable @Size(max = 64) String billingItemId,
        @Nullable @Size(max = 64) String lineId,
        @Nullable @Size(max = 64) String billRunId) {}
