package io.quittance.intake.writer;

import io.quittance.intake.record.ImportRecordsRequest;
import io.quittance.persistence.Billing;
import java.util.Map;

/** Writes the billings of an import. What was canceled here stays as it was then. */
public final class BillingWriter {

    private BillingWriter() {}

    public static void write(ImportRecordsRequest request, Map<String, Billing> known) {
        request.billings().forEach(record -> {
            Billing billing = known.getOrDefault(record.id(), new Billing());
            if (billing.cancellationId() == null) {
                billing.id = record.id();
                billing.accountId = record.accountId();
                billing.amountMinor = record.amount().getAmountMinorLong();
                billing.currency = record.amount().getCurrencyUnit().getCode();
                billing.plannedOn = record.plannedOn();
                billing.goOn(record.state());
                billing.persist();
            }
        });
    }
}
