package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event that has happened and waits for publication. It commits with its effect; delivery is another function's job. */
@Entity
public class Outbox extends TenantRecord {

    /** The state of its delivery. */
    public enum Delivery {
        WAITING,
        PUBLISHED,
        PARKED
    }

    /** The event's id, the same at every delivery. */
    @Id
    public UUID id = UUID.randomUUID();

    @Column(updatable = false)
    public String type;

    @Column(updatable = false)
    public String subject;

    @Column(name = "occurred_at", updatable = false)
    public Instant occurredAt;

    /** JSON. */
    @Column(updatable = false)
    public String data;

    @Column(name = "published_at")
    private @Nullable Instant publishedAt;

    private int tries;

    @Column(name = "next_try_at")
    private Instant nextTryAt;

    @Column(name = "last_error")
    private @Nullable String lastError;

    @Column(name = "parked_at")
    private @Nullable Instant parkedAt;

    /** Returns it to the events that wait for publication. */
    public void waitFrom(Instant at) {
        nextTryAt = at;
        persist();
    }

    /**
     * Takes some that are due, and that nobody else has taken, for this transaction.
     *
     * <p>It names the columns: with a star, what is prepared on a connection fails for ever once a migration adds one.
     */
    @SuppressWarnings("unchecked")
    public static List<Outbox> claimDue(Instant at, int most) {
        return getEntityManager()
                .createNativeQuery(
                        "select tenant_id, id, type, subject, occurred_at, data, published_at, tries, next_try_at, last_error,"
                                + " parked_at from outbox where tenant_id = :tenant and published_at is null and parked_at is null"
                                + " and next_try_at <= :at order by next_try_at limit :most for update skip locked",
                        Outbox.class)
                .setParameter("tenant", tenant())
                .setParameter("at", at)
                .setParameter("most", most)
                .getResultList();
    }

    /** The number of events that have waited since before a moment, for any reason. */
    public static long waitingSince(Instant moment) {
        return count("publishedAt is null and parkedAt is null and occurredAt < ?1", moment);
    }

    /** The events that wait for publication, whether their next try is due or not. */
    public static WaitingWork waiting() {
        return find("select count(*), min(occurredAt) from Outbox where publishedAt is null and parkedAt is null")
                .project(WaitingWork.class)
                .singleResult();
    }

    /** The number of events that were given up. */
    public static long parked() {
        return count("parkedAt is not null");
    }

    /** Releases parked events for publication. */
    public static void retryParked(Instant at) {
        getEntityManager()
                .createNativeQuery("update outbox set parked_at = null, tries = 0, next_try_at = :at"
                        + " where tenant_id = :tenant and parked_at is not null")
                .setParameter("tenant", tenant())
                .setParameter("at", at)
                .executeUpdate();
    }

    /** It was taken. */
    public void publish(Instant at) {
        mustWait();
        publishedAt = at;
        lastError = null;
    }

    /** It was not taken, and will be sent again. */
    public void tryAgain(Instant next, String why) {
        mustWait();
        tries++;
        nextTryAt = next;
        lastError = why;
    }

    /** It was not taken, and will not be sent again by itself. */
    public void park(String why, Instant at) {
        mustWait();
        tries++;
        lastError = why;
        parkedAt = at;
    }

    private void mustWait() {
        if (delivery() != Delivery.WAITING) {
            throw new IllegalStateException("Event " + id + " is " + delivery());
        }
    }

    public Delivery delivery() {
        if (publishedAt != null) {
            return Delivery.PUBLISHED;
        }
        return parkedAt == null ? Delivery.WAITING : Delivery.PARKED;
    }

    public int tries() {
        return tries;
    }

    public Instant nextTryAt() {
        return nextTryAt;
    }

    /** Why it was not taken the last time. */
    public @Nullable String lastError() {
        return lastError;
    }
}
