package io.quittance.billingitem.request;

import static io.quittance.call.RefusalReason.CANCELLATION_REQUEST_NOT_FOUND;

import io.quittance.call.Refusal;
import io.quittance.desk.AccountLocks;
import io.quittance.persistence.Account;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.CancellationRequest;
import io.quittance.persistence.CancellationRequestState;
import io.quittance.persistence.Policy;
import io.quittance.persistence.RequestedItem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A loaded cancellation request with its items. */
record CancellationRequestSnapshot(CancellationRequest request, Account account, Policy policy, List<Line> lines) {

    /**
     * One item of the request.
     *
     * @param cancellation the cancellation that was opened for it
     */
    record Line(
            RequestedItem row, BillingItem item, @Nullable Cancellation cancellation) {

        RequestedItem.Result result(Instant at) {
            return row.result(item, at);
        }
    }

    /** A request of an account that the caller may see, the account locked where something will change. */
    static CancellationRequestSnapshot load(String id, AccountLocks locks) {
        Account account = locks.account(CancellationRequest.accountOf(id), () -> unknown(id));
        return of(
                CancellationRequest.<CancellationRequest>findByIdOptional(id).orElseThrow(() -> unknown(id)), account);
    }

    static CancellationRequestSnapshot of(CancellationRequest request, Account account) {
        List<RequestedItem> rows = RequestedItem.of(request.id());
        Map<String, BillingItem> items =
                BillingItem.<BillingItem>list(
                                "id in ?1",
                                rows.stream().map(RequestedItem::billingItemId).toList())
                        .stream()
                        .collect(Collectors.toMap(item -> item.id, Function.identity()));
        Map<String, Cancellation> cancellations = Cancellation.<Cancellation>list(
                        "id in ?1",
                        rows.stream()
                                .map(RequestedItem::cancellationId)
                                .filter(Objects::nonNull)
                                .toList())
                .stream()
                .collect(Collectors.toMap(Cancellation::id, Function.identity()));
        return new CancellationRequestSnapshot(
                request,
                account,
                Policy.current(),
                rows.stream()
                        .map(row -> new Line(
                                row,
                                Objects.requireNonNull(items.get(row.billingItemId())),
                                row.cancellationId() == null ? null : cancellations.get(row.cancellationId())))
                        .toList());
    }

    /** Its state at a moment: once the last of its items has ended it is COMPLETE, carried out or not. */
    CancellationRequestState state(Instant at) {
        boolean done = request.state() == CancellationRequestState.APPROVED
                && lines.stream().noneMatch(line -> line.result(at).isOpen());
        return done ? CancellationRequestState.COMPLETE : request.state();
    }

    private static Refusal unknown(String id) {
        return Refusal.of(CANCELLATION_REQUEST_NOT_FOUND, "There is no cancellation request %s.", id);
    }
}
