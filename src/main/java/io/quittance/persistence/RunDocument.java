package io.quittance.persistence;

import io.quittance.persistence.BillRunException.Cause;
import org.jspecify.annotations.Nullable;

/**
 * A document that a bill run has made, as its cancellation finds it.
 *
 * @param cause why it cannot be canceled; null where it can
 */
public record RunDocument(
        RunRecord record,
        String id,
        String accountId,
        String currency,
        long amountMinor,
        @Nullable Cause cause) {

    static RunDocument of(RunRecord record, Object[] row) {
        return new RunDocument(
                record,
                (String) row[0],
                (String) row[1],
                (String) row[2],
                ((Number) row[3]).longValue(),
                row[4] == null ? null : Cause.valueOf((String) row[4]));
    }
}
