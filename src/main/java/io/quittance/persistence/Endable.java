package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A record that runs until a cancellation ends it.
 *
 * <p>The clock decides when it has ended, not the job that writes it down: once its effective moment has passed, it has
 * ended for every reader.
 */
@MappedSuperclass
public abstract class Endable extends TenantRecord {

    @Column(name = "cancellation_id")
    private @Nullable String cancellationId;

    @Column(name = "effective_on")
    private @Nullable LocalDate effectiveOn;

    @Column(name = "effective_at")
    private @Nullable Instant effectiveAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    /** Returns true if it has ended at that moment, executed or not. */
    public boolean hasEnded(Instant at) {
        return endedAt != null || (effectiveAt != null && !effectiveAt.isAfter(at));
    }

    /** Returns true if a cancellation waits for its effective moment. */
    public boolean isScheduled(Instant at) {
        return cancellationId != null && !hasEnded(at);
    }

    /** Returns true if its end is recorded. */
    public boolean isEnded() {
        return endedAt != null;
    }

    /** The cancellation that ended it or will. */
    public @Nullable String cancellationId() {
        return cancellationId;
    }

    /** First day not used, once a cancellation is scheduled or done. */
    public @Nullable LocalDate effectiveOn() {
        return effectiveOn;
    }

    public @Nullable Instant effectiveAt() {
        return effectiveAt;
    }

    /** Plans its end; it runs until then. */
    public void schedule(String cancellation, LocalDate day, Instant moment) {
        mustBe(endedAt == null && cancellationId == null, "scheduled");
        cancellationId = cancellation;
        effectiveOn = day;
        effectiveAt = moment;
    }

    /** Lets another cancellation end it. */
    public void takeOver(Cancellation by) {
        if (cancellationId != null) {
            unschedule(cancellationId);
        }
        schedule(by.id(), by.effectiveOn(), by.effectiveAt());
    }

    /** Puts back what {@link #schedule} planned. */
    public void unschedule(String cancellation) {
        mustBe(endedAt == null && cancellation.equals(cancellationId), "unscheduled");
        cancellationId = null;
        effectiveOn = null;
        effectiveAt = null;
    }

    /** Writes its end down. */
    void end(Cancellation by, Instant now) {
        mustBe(endedAt == null && by.id().equals(cancellationId), "ended");
        endedAt = now;
    }

    /** Takes it over as ended from the billing system, where it ended before Quittance knew it. */
    void importEnd(LocalDate day, Instant moment) {
        mustBe(endedAt == null && cancellationId == null, "imported as ended");
        effectiveOn = day;
        effectiveAt = moment;
        endedAt = moment;
    }

    private void mustBe(boolean allowed, String verb) {
        if (!allowed) {
            throw new IllegalStateException(
                    this + " cannot be " + verb + ": ended " + endedAt + ", cancellation " + cancellationId);
        }
    }
}
