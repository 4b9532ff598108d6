package io.quittance.billingitem.request;

import io.quittance.persistence.Account;
import io.quittance.persistence.CancellationRequest;
import io.quittance.persistence.CancellationRequestState;
import java.time.Instant;
import java.util.List;

/**
 * The cancellation requests of an account that are not complete.
 *
 * @param each in the order of their numbers
 */
public record AccountRequestsSnapshot(List<CancellationRequestSnapshot> each) {

    /**
     * The end of a request whose account is closed: all of its items end with the account. It becomes COMPLETE if it
     * was approved, VOIDED if it was not.
     *
     * @param billingItemIds those of it that had not ended yet
     */
    public record RequestEnd(
            String cancellationRequestId,
            CancellationRequestState before,
            CancellationRequestState after,
            List<String> billingItemIds) {}

    /** Loads what is open at a moment; the account is held. */
    public static AccountRequestsSnapshot load(Account account, Instant at) {
        return new AccountRequestsSnapshot(CancellationRequest.openOf(account.id).stream()
                .map(request -> CancellationRequestSnapshot.of(request, account))
                .filter(snapshot -> isOpen(snapshot.state(at)))
                .toList());
    }

    private static boolean isOpen(CancellationRequestState state) {
        return state == CancellationRequestState.PENDING || state == CancellationRequestState.APPROVED;
    }

    /** The ends of all requests. */
    public List<RequestEnd> endings(Instant at) {
        return each.stream()
                .map(snapshot -> new RequestEnd(
                        snapshot.request().id(),
                        snapshot.state(at),
                        snapshot.state(at) == CancellationRequestState.PENDING
                                ? CancellationRequestState.VOIDED
                                : CancellationRequestState.COMPLETE,
                        snapshot.lines().stream()
                                .filter(line -> line.result(at).isOpen())
                                .map(line -> line.row().billingItemId())
                                .toList()))
                .toList();
    }
}
