package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One billing item of a cancellation request, and its state. */
@Entity
@IdClass(RequestedItem.Key.class)
@Table(name = "cancellation_request_item")
public class RequestedItem extends TenantRecord {

    /** The states in which something is still to come. */
    private static final List<Result> OPEN = List.of(Result.WAITING, Result.SCHEDULED);

    @Id
    @Column(name = "request_id")
    private String requestId;

    @Id
    @Column(name = "billing_item_id")
    private String billingItemId;

    @Column(updatable = false)
    private int position;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private Timing timing;

    @Column(name = "include_associated", updatable = false)
    private boolean includeAssociated;

    @Enumerated(EnumType.STRING)
    private Result result;

    @Column(name = "effective_on")
    private LocalDate effectiveOn;

    @Column(name = "cancellation_id")
    private @Nullable String cancellationId;

    private @Nullable String refusal;

    @Version
    int version;

    RequestedItem() {}

    /** An item that waits for the approval of its request. */
    public RequestedItem(
            CancellationRequest request, int position, String billingItemId, Wish wish, LocalDate effectiveOn) {
        this.requestId = request.id();
        this.position = position;
        this.billingItemId = billingItemId;
        this.timing = wish.timing();
        this.includeAssociated = wish.includeAssociated();
        this.effectiveOn = effectiveOn;
        this.result = Result.WAITING;
    }

    /** The requested end of an item. */
    public record Wish(Timing timing, boolean includeAssociated) {}

    /** The states of an item of a request: WAITING → SCHEDULED → CANCELED, and the exits. */
    public enum Result {
        /** For the approval. */
        WAITING,
        /** It ends on its day. */
        SCHEDULED,
        /** It has ended. */
        CANCELED,
        /** There was an obstacle when the request was approved. */
        REFUSED,
        /** It was taken out of the request before it ended. */
        REMOVED,
        /** Its cancellation was undone by itself before it took effect. */
        UNDONE,
        /** The whole request was voided. */
        VOIDED;

        /** Returns true if something is still to come. */
        public boolean isOpen() {
            return this == WAITING || this == SCHEDULED;
        }
    }

    /** The key of the row within its tenant. */
    public record Key(String requestId, String billingItemId) implements Serializable {}

    public String requestId() {
        return requestId;
    }

    public String billingItemId() {
        return billingItemId;
    }

    public Timing timing() {
        return timing;
    }

    public boolean includesAssociated() {
        return includeAssociated;
    }

    /** First day not used, as it was planned last. */
    public LocalDate effectiveOn() {
        return effectiveOn;
    }

    /** The cancellation that was opened for it. */
    public @Nullable String cancellationId() {
        return cancellationId;
    }

    /** JSON: why it was refused. */
    public @Nullable String refusal() {
        return refusal;
    }

    /** Returns true if it is still to be approved. */
    public boolean isWaiting() {
        return result == Result.WAITING;
    }

    /** Its result at a moment: once the item's effective moment has passed it is CANCELED, carried out or not. */
    public Result result(BillingItem item, Instant at) {
        return result == Result.SCHEDULED && item.hasEnded(at) ? Result.CANCELED : result;
    }

    /** The approval opens a cancellation for it. */
    public void schedule(Cancellation by) {
        leave(Result.SCHEDULED, Result.WAITING);
        cancellationId = by.id();
        effectiveOn = by.effectiveOn();
    }

    /** The approval found something in its way. */
    public void refuse(String reason) {
        leave(Result.REFUSED, Result.WAITING);
        refusal = reason;
    }

    /** It has ended. */
    public void cancel() {
        leave(Result.CANCELED, Result.SCHEDULED);
    }

    /** It has ended with its account before the request was approved. */
    public void endUnapproved() {
        leave(Result.CANCELED, Result.WAITING);
    }

    /** Its cancellation was undone by itself. */
    public void undo() {
        leave(Result.UNDONE, Result.SCHEDULED);
    }

    /** It is taken out. */
    public void remove() {
        leave(Result.REMOVED, Result.WAITING, Result.SCHEDULED);
    }

    /** Its request is voided. */
    public void voidItem() {
        leave(Result.VOIDED, Result.WAITING, Result.SCHEDULED);
    }

    private void leave(Result to, Result... from) {
        if (!Set.of(from).contains(result)) {
            throw new IllegalStateException(
                    "Item " + billingItemId + " of cancellation request " + requestId + " is " + result);
        }
        result = to;
    }

    /** The items of a request, in their order. */
    public static List<RequestedItem> of(String requestId) {
        return list("requestId = ?1 order by position", requestId);
    }

    /** The items of requests that wait for the day on which they end, of those billing items. */
    public static List<RequestedItem> scheduled(Collection<String> billingItemIds) {
        return list("billingItemId in ?1 and result = SCHEDULED order by requestId, position", billingItemIds);
    }

    /** Returns true if something of a request is still to come. */
    public static boolean hasOpen(String requestId) {
        return count("requestId = ?1 and result in ?2", requestId, OPEN) > 0;
    }

    /** The open request that contains an item. */
    public static Optional<String> openRequestOf(String billingItemId) {
        return RequestedItem.<RequestedItem>find("billingItemId = ?1 and result in ?2", billingItemId, OPEN)
                .firstResultOptional()
                .map(RequestedItem::requestId);
    }

    /** The approved requests out of some that have an item that has not ended at a moment. */
    public static Set<String> runningAt(Collection<String> requestIds, Instant at) {
        return find(
                        "select r.requestId from RequestedItem r, BillingItem b where r.requestId in ?1"
                                + " and r.result = SCHEDULED and b.id = r.billingItemId and b.effectiveAt > ?2",
                        requestIds,
                        at)
                .project(String.class)
                .stream()
                .collect(Collectors.toSet());
    }

    /** The items of several requests, in the order of each. */
    public static List<RequestedItem> ofAll(Collection<String> requestIds) {
        return list("requestId in ?1 order by requestId, position", requestIds);
    }
}
