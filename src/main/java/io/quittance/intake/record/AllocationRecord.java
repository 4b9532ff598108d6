package io.quittance.intake.record;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The target of a payment or a use of credit: one line, or an invoice, whose open lines then share it in proportion to
 * their balances.
 *
 * @param invoiceId or {@code lineId}, one of both
 */
public record AllocationRecord(
        @Nullable @Size(max = 64) String invoiceId,
        @Nullable @Size(max = 64) String lineId,
        @NotNull Money amount) {}
