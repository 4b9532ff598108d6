package io.quittance.local;

import io.quarkus.arc.profile.IfBuildProfile;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The clock of dev mode: the real time, or a fixed moment.
 *
 * <p>{@code curl localhost:8080/dev/clock?at=2026-11-30T05:00:00Z} sets it, {@code ?at=now} returns to the real time.
 * While it is set, the local schedule does not run, so due work waits for a command.
 */
@Alternative
@Priority(1)
@ApplicationScoped
@IfBuildProfile("dev")
public class DevelopmentClock extends Clock {

    private final AtomicReference<@Nullable Instant> standing = new AtomicReference<>();

    void serve(@Observes Router router) {
        router.get("/dev/clock").handler(this::move);
    }

    private void move(RoutingContext request) {
        String at = request.request().getParam("at");
        request.response().putHeader("Content-Type", "text/plain");
        try {
            if (at != null) {
                standing.set(at.equals("now") ? null : Instant.parse(at));
            }
            request.response().end(instant() + "\n");
        } catch (DateTimeException e) {
            request.response().setStatusCode(400).end("at: a moment such as 2026-11-30T05:00:00Z, or now\n");
        }
    }

    boolean isStanding() {
        return standing.get() != null;
    }

    @Override
    public Instant instant() {
        Instant put = standing.get();
        return put == null ? Instant.now() : put;
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
