package io.quittance.intake.record;

import io.quittance.persistence.ReversalKind;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.joda.money.Money;

/**
 * Money of a payment that went back by the bank: a lost dispute, a bounced debit, a returned cheque. A known reversal cannot
 * change. What it had paid is owed again.
 *
 * @param accountId the account of the payment
 * @param amount all of the payment or a part of it; what is neither allocated nor refunded goes back first
 * @param reversedOn the day on which it went back
 */
public record PaymentReversalRecord(
        @NotBlank @Size(max = 64) String id,

        @NotBlank @Size(max = 64) String accountId,

        @NotBlank @Size(max = 64) String paymentId,

        @NotNull Money amount,
        @NotNull LocalDate reversedOn,
        @NotNull ReversalKind kind) {}
