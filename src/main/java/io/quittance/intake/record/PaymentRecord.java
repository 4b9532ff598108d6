package io.quittance.intake.record;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.joda.money.Money;

/** A payment. A known payment cannot change. The unallocated part is a credit of the account in the billing system. */
public record PaymentRecord(
        @NotBlank @Size(max = 64) String id,

        @NotBlank @Size(max = 64) String accountId,

        @NotNull Money amount,
        @NotNull LocalDate receivedOn,
        List<@NotNull @Valid AllocationRecord> allocations)
        implements AllocatedRecord {
    public PaymentRecord {
        allocations = ImportRecordsRequest.orEmpty(allocations);
    }
}
