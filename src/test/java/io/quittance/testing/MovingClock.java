package io.quittance.testing;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The clock of the tests: it stands where it is put, for all or for one thread. */
@ApplicationScoped
public class MovingClock extends Clock {

    /** Where every test begins. */
    public static final Instant START = Instant.parse("2026-06-10T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final ThreadLocal<@Nullable Instant> ofThread = new ThreadLocal<>();

    public void moveTo(String instant) {
        now.set(Instant.parse(instant));
    }

    public void reset() {
        now.set(START);
    }

    /** For whoever plays months besides others, and calls from this thread. */
    public void standForThisThread(Instant instant) {
        ofThread.set(instant);
    }

    @Override
    public Instant instant() {
        Instant own = ofThread.get();
        return own == null ? now.get() : own;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
