package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** One billing item that a cancellation ends. Append-only. */
@Entity
@IdClass(CancellationItem.Key.class)
@Table(name = "cancellation_item")
public class CancellationItem extends TenantRecord {

    @Id
    @Column(name = "cancellation_id")
    public String cancellationId;

    @Id
    @Column(name = "billing_item_id")
    public String billingItemId;

    @Enumerated(EnumType.STRING)
    public Cause cause;

    CancellationItem() {}

    public CancellationItem(String cancellationId, String billingItemId, Cause cause) {
        this.cancellationId = cancellationId;
        this.billingItemId = billingItemId;
        this.cause = cause;
    }

    /** Why an item ends with a cancellation. */
    public enum Cause {
        /** It was requested. */
        REQUESTED,
        /** Its parent ends. */
        CHILD,
        /** It is associated with the requested item, and the request included such items. */
        ASSOCIATED
    }

    /** The key of the row within its tenant. */
    public record Key(String cancellationId, String billingItemId) implements Serializable {}

    public static List<CancellationItem> of(Collection<String> cancellationIds) {
        return cancellationIds.isEmpty()
                ? List.of()
                : list("cancellationId in ?1 order by cancellationId, billingItemId", cancellationIds);
    }

    /** The earliest scheduled cancellation that covers an item, whatever the item itself says. */
    public static Optional<Cancellation> firstWaitingFor(String billingItemId) {
        return Cancellation.<Cancellation>find(
                        "state = SCHEDULED and id in (select i.cancellationId from CancellationItem i"
                                + " where i.billingItemId = ?1) order by effectiveAt, number",
                        billingItemId)
                .firstResultOptional();
    }
}
