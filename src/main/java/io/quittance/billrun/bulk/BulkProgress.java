package io.quittance.billrun.bulk;

import io.quittance.persistence.BulkAmount;
import io.quittance.persistence.BulkJob;
import io.quittance.persistence.BulkWorkKind;
import io.quittance.persistence.RunRecord;
import java.time.Instant;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The progress of the work on a bill run's documents. Once it is finished, done and exceptions add up to the planned
 * number, in documents and in each currency.
 *
 * @param counted whether all documents are planned; until then the planned numbers still grow
 * @param invoices planned, all currencies together; so are the next two
 * @param amounts by kind of document and currency; different currencies are never added
 * @param parked errors of chunks that need a person; {@code run-bulk-work} tries them again with {@code retryParked}
 */
public record BulkProgress(
        String billRunId,
        BulkWorkKind work,
        boolean counted,
        long invoices,
        long done,
        long exceptions,
        List<Part> amounts,
        List<String> parked,
        Instant begunAt,
        @Nullable Instant finishedAt) {

    /** Documents of one kind in one currency: how many, and what they come to. */
    public record Part(
            RunRecord record,
            long planned,
            long done,
            long exceptions,
            Money plannedAmount,
            Money doneAmount,
            Money exceptionsAmount) {

        static Part of(BulkAmount sum) {
            CurrencyUnit currency = CurrencyUnit.of(sum.currency());
            int decimals = currency.getDecimalPlaces();
            return new Part(
                    sum.record(),
                    sum.planned(),
                    sum.done(),
                    sum.exceptions(),
                    Money.of(currency, sum.plannedMinor().movePointLeft(decimals)),
                    Money.of(currency, sum.doneMinor().movePointLeft(decimals)),
                    Money.of(currency, sum.exceptionsMinor().movePointLeft(decimals)));
        }
    }

    /** Reads the progress from the database. */
    public static BulkProgress of(BulkJob job) {
        List<BulkAmount> sums = BulkAmount.of(job.key());
        List<BulkAmount> invoices =
                sums.stream().filter(sum -> sum.record() == RunRecord.INVOICE).toList();
        return new BulkProgress(
                job.billRunId(),
                job.work(),
                job.chunking() == null,
                invoices.stream().mapToLong(BulkAmount::planned).sum(),
                invoices.stream().mapToLong(BulkAmount::done).sum(),
                invoices.stream().mapToLong(BulkAmount::exceptions).sum(),
                sums.stream().map(Part::of).toList(),
                BulkAmount.parked(job.key()),
                job.begunAt(),
                job.finishedAt());
    }
}
