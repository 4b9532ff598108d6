package io.quittance.billingitem.request;

import io.quittance.billingitem.item.BillingItemCancellationSnapshot;
import io.quittance.billingitem.item.CancelBillingItemRequest;
import io.quittance.billingitem.request.RequestCancellation.Request.Item;
import io.quittance.call.InputError;
import io.quittance.call.Refusal;
import io.quittance.desk.AccountLocks;
import io.quittance.desk.Reason;
import io.quittance.persistence.Account;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.RequestedItem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All records that the plan for the joint end of several billing items of one account reads.
 *
 * @param wanted in the order of the request
 */
record JointCancellationSnapshot(Account account, List<RequestedEnd> wanted) {

    /** One of them: how it is to end, and what its end touches. */
    record RequestedEnd(CancelBillingItemRequest request, BillingItemCancellationSnapshot found) {

        String id() {
            return request.billingItemId();
        }
    }

    /** Loads what a request asks to end; the account is locked where something will change. */
    static JointCancellationSnapshot load(RequestCancellation.Request request, AccountLocks locks) {
        mustNameEachOnce(request.items());
        List<String> ids = request.items().stream().map(Item::billingItemId).toList();
        Account account = locks.account(
                BillingItem.accountOf(ids.get(0)), () -> BillingItemCancellationSnapshot.unknown(ids.get(0)));
        mustBeOfOneAccount(ids, account, locks);
        return new JointCancellationSnapshot(
                account,
                request.items().stream()
                        .map(item -> wanted(
                                request.alone(item),
                                account,
                                RequestedItem.openRequestOf(item.billingItemId())
                                        .orElse(null)))
                        .toList());
    }

    /** Loads what a pending request asks to end; its account is held. */
    static JointCancellationSnapshot of(CancellationRequestSnapshot snapshot, Reason reason) {
        return new JointCancellationSnapshot(
                snapshot.account(),
                snapshot.lines().stream()
                        .map(CancellationRequestSnapshot.Line::row)
                        .filter(RequestedItem::isWaiting)
                        .map(row -> new CancelBillingItemRequest(
                                row.billingItemId(),
                                CancelBillingItemRequest.ItemTiming.of(row.timing()),
                                row.includesAssociated(),
                                true,
                                snapshot.request().termsVersion(),
                                reason,
                                null))
                        .map(request -> wanted(request, snapshot.account(), null))
                        .toList());
    }

    private static RequestedEnd wanted(
            CancelBillingItemRequest request, Account account, @Nullable String openRequest) {
        return new RequestedEnd(request, BillingItemCancellationSnapshot.of(request, account, openRequest));
    }

    private static void mustNameEachOnce(List<Item> items) {
        var seen = new HashSet<String>();
        var errors = new ArrayList<InputError>();
        for (int i = 0; i < items.size(); i++) {
            if (!seen.add(items.get(i).billingItemId())) {
                errors.add(new InputError("/items/" + i + "/billingItemId", "must not be named twice"));
            }
        }
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
    }

    /** A customer learns nothing about items of another account. */
    private static void mustBeOfOneAccount(List<String> ids, Account account, AccountLocks locks) {
        var errors = new ArrayList<InputError>();
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            Optional<String> owner = BillingItem.accountOf(id);
            if (owner.isEmpty()) {
                throw BillingItemCancellationSnapshot.unknown(id);
            }
            if (!owner.get().equals(account.id)) {
                locks.mustSeeAll(() -> BillingItemCancellationSnapshot.unknown(id));
                errors.add(new InputError(
                        "/items/" + i + "/billingItemId", "must be of account " + account.id + " as the first one is"));
            }
        }
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
    }
}
