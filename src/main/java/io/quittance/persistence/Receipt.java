package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** One entry of a cancellation's receipt: the event, its time and author, and its published content. Append-only. */
@Entity
@IdClass(Receipt.Key.class)
public class Receipt extends TenantRecord {

    @Id
    @Column(name = "cancellation_id")
    public String cancellationId;

    @Id
    public int entry;

    @Enumerated(EnumType.STRING)
    public Kind what;

    public Instant at;

    /** Its author: the subject of the token, or the schedule. */
    public String actor;

    public String role;

    /** JSON. */
    public String document;

    Receipt() {}

    /** The events of a cancellation. */
    public enum Kind {
        REQUESTED,
        CARRIED_OUT,
        UNDONE,
        SUPERSEDED,
        RESTORED
    }

    /** The key of an entry within its tenant. */
    public record Key(String cancellationId, int entry) implements Serializable {}

    /** Writes the next entry: what was asked comes first, and the caller holds the lock of the account under which others are counted. */
    public static void add(String cancellationId, Kind what, Instant at, String actor, String role, String document) {
        var receipt = new Receipt();
        receipt.cancellationId = cancellationId;
        receipt.entry = what == Kind.REQUESTED ? 1 : (int) count("cancellationId = ?1", cancellationId) + 1;
        receipt.what = what;
        receipt.at = at;
        receipt.actor = actor;
        receipt.role = role;
        receipt.document = document;
        receipt.persist();
    }

    /** The entries of some cancellations, in the order of each. */
    public static List<Receipt> of(Collection<String> cancellationIds) {
        return list("cancellationId in ?1 order by cancellationId, entry", cancellationIds);
    }
}
