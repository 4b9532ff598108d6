package io.quittance.intake;

import io.quittance.intake.LateLines.LateLine;
import java.time.LocalDate;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A new line that bills days after an end.
 *
 * @param endedOn first day that should not be billed
 * @param unused what it bills for these days, with tax
 * @param settled whether that is not owed any more, as the policy's billedAfterEnd says
 */
public record BilledAfterEnd(String invoiceId, String lineId, LocalDate endedOn, Money unused, boolean settled) {

    static BilledAfterEnd of(LateLine late, String currency, boolean settled) {
        return new BilledAfterEnd(
                late.line().invoiceId,
                late.line().id,
                late.endedOn(),
                Money.ofMinor(CurrencyUnit.of(currency), late.unused().total()),
                settled);
    }
}
