package io.quittance.billingitem.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.call.RefusalReason;
import io.quittance.desk.Reason;
import io.quittance.persistence.CancellationRequestState;
import io.quittance.persistence.RequestedItem.Result;
import io.quittance.persistence.Timing;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cancellation request as an answer shows it.
 *
 * @param state by the clock: COMPLETE as soon as nothing is left to be done
 * @param termsVersion the version of the terms that were acknowledged
 * @param plan as it was shown by the preview and agreed to; the approval planned anew
 * @param voidedAt the moment it was voided, or its account was closed before it was approved
 * @param completedAt the moment its completion was recorded
 * @param items in the order of the request
 * @param contactLine the contact for questions about a bill
 */
public record CancellationRequestView(
        String cancellationRequestId,
        String accountId,
        CancellationRequestState state,
        Reason reason,
        String termsVersion,
        JsonNode plan,
        Instant requestedAt,
        String requestedBy,
        @Nullable Instant approvedAt,
        @Nullable String approvedBy,
        @Nullable Instant completedAt,
        @Nullable Instant voidedAt,
        @Nullable String voidedBy,
        List<Item> items,
        String contactLine) {

    /**
     * One item of the request.
     *
     * @param result by the clock: CANCELED as soon as its effective moment has passed
     * @param effectiveOn first day not used; where the item does not end by the request, the one that was planned
     * @param cancellationId the cancellation that was opened for it
     * @param endsBy another cancellation that ends it, at or before its own day
     * @param refusal the obstacle at the approval of the request
     */
    public record Item(
            String billingItemId,
            String name,
            Timing timing,
            boolean includeAssociated,
            Result result,
            LocalDate effectiveOn,
            @Nullable String cancellationId,
            @Nullable String endsBy,
            @Nullable ItemRefusal refusal) {}

    /** The obstacle of an item. */
    public record ItemRefusal(RefusalReason reason, String detail) {}
}
