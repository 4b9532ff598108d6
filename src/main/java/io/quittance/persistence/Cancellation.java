package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cancellation: its subject, the time of the request, the time of its effect, and its state.
 *
 * <p>The request and the execution are on its {@link Receipt}, which never changes.
 */
@Entity
public class Cancellation extends TenantRecord {

    @Id
    private String id;

    @Column(updatable = false)
    private long number;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private CancellationKind kind;

    @Column(name = "subject_id", updatable = false)
    private String subjectId;

    /** A bill run has none. */
    @Column(name = "account_id", updatable = false)
    private @Nullable String accountId;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private Timing timing;

    @Enumerated(EnumType.STRING)
    private CancellationState state;

    @Column(name = "effective_on", updatable = false)
    private LocalDate effectiveOn;

    @Column(name = "effective_at", updatable = false)
    private Instant effectiveAt;

    @Column(name = "billing_ends_on", updatable = false)
    private LocalDate billingEndsOn;

    @Column(name = "requested_at", updatable = false)
    private Instant requestedAt;

    @Column(updatable = false)
    private @Nullable String settlement;

    @Column(name = "superseded_by")
    private @Nullable String supersededBy;

    @Column(name = "parked_at")
    private @Nullable Instant parkedAt;

    @Column(name = "parked_reason")
    private @Nullable String parkedReason;

    @Version
    int version;

    Cancellation() {}

    /**
     * The moment of an end.
     *
     * @param on first day not used
     * @param at the moment at which it takes effect
     * @param settlement JSON: how the money was asked to be settled then; none where no money moves
     * @param billingEndsOn first day not billed: {@code on}, or a later day
     */
    public record End(
            Timing timing,
            LocalDate on,
            Instant at,
            @Nullable String settlement,
            LocalDate billingEndsOn) {

        /** An end by which no money moves. */
        public End(Timing timing, LocalDate on, Instant at) {
            this(timing, on, at, null, on);
        }
    }

    /**
     * Opens a scheduled cancellation under the next number. Numbers grow but may have gaps, and say nothing of the order
     * of commits.
     */
    public static Cancellation open(
            CancellationKind kind, String subjectId, @Nullable String accountId, End end, Instant now) {
        long number = ((Number) getEntityManager()
                        .createNativeQuery("select nextval('cancellation_number') /* no row of a tenant_id */")
                        .getSingleResult())
                .longValue();
        Cancellation cancellation = numbered(number, kind, subjectId, accountId, end, now);
        cancellation.persist();
        return cancellation;
    }

    /** A scheduled cancellation that is not in the database yet. */
    static Cancellation numbered(
            long number, CancellationKind kind, String subjectId, @Nullable String accountId, End end, Instant now) {
        var cancellation = new Cancellation();
        cancellation.number = number;
        cancellation.id = "C-" + number;
        cancellation.kind = kind;
        cancellation.subjectId = subjectId;
        cancellation.accountId = accountId;
        cancellation.timing = end.timing();
        cancellation.state = CancellationState.SCHEDULED;
        cancellation.effectiveOn = end.on();
        cancellation.effectiveAt = end.at();
        cancellation.billingEndsOn = end.billingEndsOn();
        cancellation.requestedAt = now;
        cancellation.settlement = end.settlement();
        return cancellation;
    }

    public String id() {
        return id;
    }

    public long number() {
        return number;
    }

    public CancellationKind kind() {
        return kind;
    }

    /** First day not billed: the effective day, or a later one that was agreed. */
    public LocalDate billingEndsOn() {
        return billingEndsOn;
    }

    public String subjectId() {
        return subjectId;
    }

    /** The account of what ends; only a bill run has none. */
    public String accountId() {
        if (accountId == null) {
            throw new IllegalStateException("Cancellation " + id + " of a " + kind + " has no account");
        }
        return accountId;
    }

    public Optional<String> account() {
        return Optional.ofNullable(accountId);
    }

    public Timing timing() {
        return timing;
    }

    /** First day not used. */
    public LocalDate effectiveOn() {
        return effectiveOn;
    }

    public Instant effectiveAt() {
        return effectiveAt;
    }

    public Instant requestedAt() {
        return requestedAt;
    }

    /** JSON: how the money was asked to be settled on the day. */
    public @Nullable String settlement() {
        return settlement;
    }

    public @Nullable String supersededBy() {
        return supersededBy;
    }

    public @Nullable Instant parkedAt() {
        return parkedAt;
    }

    public @Nullable String parkedReason() {
        return parkedReason;
    }

    /** Its state at a moment: once its effective moment has passed it is EFFECTIVE, carried out or not. */
    public CancellationState state(Instant at) {
        return state == CancellationState.SCHEDULED && !effectiveAt.isAfter(at) ? CancellationState.EFFECTIVE : state;
    }

    /** Returns true if it still has to be executed. */
    public boolean isWaiting() {
        return state == CancellationState.SCHEDULED;
    }

    /** It has been carried out. */
    public void carryOut() {
        leave(CancellationState.SCHEDULED, CancellationState.EFFECTIVE);
        parkedAt = null;
        parkedReason = null;
    }

    /** Undoes it before its effective moment. */
    public void undo() {
        leave(CancellationState.SCHEDULED, CancellationState.UNDONE);
        parkedAt = null;
        parkedReason = null;
    }

    /** An earlier end of something above it takes its place. */
    public void supersede(String by) {
        leave(CancellationState.SCHEDULED, CancellationState.SUPERSEDED);
        supersededBy = by;
    }

    /** Restores it after the superseding cancellation was undone. */
    public void restore(String by) {
        if (!by.equals(supersededBy)) {
            throw new IllegalStateException("Cancellation " + id + " is not superseded by " + by);
        }
        leave(CancellationState.SUPERSEDED, CancellationState.SCHEDULED);
        supersededBy = null;
    }

    /** Sets it aside after it could not be carried out, so that it does not stop the others. */
    public void park(String reason, Instant now) {
        if (state != CancellationState.SCHEDULED) {
            throw new IllegalStateException("Cancellation " + id + " is " + state);
        }
        parkedAt = now;
        parkedReason = reason;
    }

    private void leave(CancellationState from, CancellationState to) {
        if (state != from) {
            throw new IllegalStateException("Cancellation " + id + " is " + state + ", not " + from);
        }
        state = to;
    }

    /** The account of a cancellation, without loading it: accounts are locked before anything is loaded. */
    public static Optional<String> accountOf(String id) {
        return accountOf("cancellation", id);
    }

    /** The ids of due cancellations, the earliest first. */
    public static List<String> due(Instant at, boolean withParked, int most) {
        return Where.of("state = SCHEDULED and effectiveAt <= :at", at)
                .and("parkedAt is null or :withParked = true", withParked)
                .list(Cancellation.class, "effectiveAt, number", most)
                .stream()
                .map(Cancellation::id)
                .toList();
    }

    /** The due cancellations that were not given up. */
    public static WaitingWork overdue(Instant at) {
        return find(
                        "select count(*), min(effectiveAt) from Cancellation"
                                + " where state = SCHEDULED and effectiveAt <= ?1 and parkedAt is null",
                        at)
                .project(WaitingWork.class)
                .singleResult();
    }

    /** The number of cancellations that could not be executed. */
    public static long parked() {
        return count("state = SCHEDULED and parkedAt is not null");
    }

    /** The cancellations of an account whose effective moment has not come, in the order of their numbers. */
    public static List<Cancellation> scheduledOf(String accountId, Instant at) {
        return list("accountId = ?1 and state = SCHEDULED and effectiveAt > ?2 order by number", accountId, at);
    }

    /** The cancellations of a kind for a subject that still have to be executed, in the order of their numbers. */
    public static List<Cancellation> waitingFor(CancellationKind kind, String subjectId) {
        return list("kind = ?1 and subjectId = ?2 and state = SCHEDULED order by number", kind, subjectId);
    }

    /** The cancellations that wait because of another one. */
    public static List<Cancellation> supersededBy(String id) {
        return list("supersededBy = ?1 order by number", id);
    }
}
