package io.quittance.billingitem.item;

import io.quittance.desk.Journal;
import io.quittance.event.CancellationRequestCompleted;
import io.quittance.event.CancellationRequestVoided;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.CancellationRequest;
import io.quittance.persistence.CancellationRequestState;
import io.quittance.persistence.RequestedItem;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Keeps cancellation requests in step with their items, in the transaction in which those end or run on.
 *
 * <p>An item ends once, by whichever cancellation: so its result follows the item, and not the cancellation that was opened
 * for it, which an earlier one may have superseded.
 */
public final class RequestProgress {

    private RequestProgress() {}

    /** Writes down what has become of items that have just ended or run on. */
    static void follow(Collection<BillingItem> changed, Journal journal) {
        Map<String, BillingItem> items =
                changed.stream().collect(Collectors.toMap(item -> item.id, Function.identity()));
        RequestedItem.scheduled(items.keySet()).stream()
                .filter(row -> settle(row, Objects.requireNonNull(items.get(row.billingItemId()))))
                .map(RequestedItem::requestId)
                .distinct()
                .toList()
                .forEach(id -> closeIfDone(CancellationRequest.findById(id), journal));
    }

    private static boolean settle(RequestedItem row, BillingItem item) {
        if (item.isEnded()) {
            row.cancel();
            return true;
        }
        if (item.cancellationId() == null) {
            row.undo();
            return true;
        }
        return false;
    }

    /**
     * Closes a request of which nothing is left to be done: COMPLETE where it was approved, whatever became of its items;
     * VOIDED where it never was.
     */
    public static void closeIfDone(CancellationRequest request, Journal journal) {
        if (RequestedItem.hasOpen(request.id())) {
            return;
        }
        if (request.state() == CancellationRequestState.APPROVED) {
            request.complete(journal.at());
            journal.publish(new CancellationRequestCompleted(request.id(), request.accountId()));
        } else if (request.state() == CancellationRequestState.PENDING) {
            voidRequest(request, journal);
        }
    }

    public static void voidRequest(CancellationRequest request, Journal journal) {
        request.voidRequest(journal.by().subject(), journal.at());
        journal.publish(new CancellationRequestVoided(request.id(), request.accountId()));
    }
}
