package io.quittance.desk;

import io.quittance.call.Call;
import io.quittance.call.Caller;
import io.quittance.event.Event;
import io.quittance.persistence.Audit;
import io.quittance.persistence.Outbox;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The records of one command besides its effect: its audit entry and its events. */
public final class Journal {

    private final Call call;
    private final Json json;
    private final Instant at;
    private @Nullable Reason reason;

    Journal(Call call, Json json, Instant at) {
        this.call = call;
        this.json = json;
        this.at = at;
    }

    /** The moment of the command. */
    public Instant at() {
        return at;
    }

    public Caller by() {
        return call.caller();
    }

    /** The reason of the command, which the desk has checked against the catalogue; only of a request that must have one. */
    public Reason reason() {
        return Objects.requireNonNull(reason, "The request has no reason");
    }

    void give(@Nullable Reason checked) {
        reason = checked;
    }

    /** A record as it will be kept. */
    public String toJson(Object document) {
        return json.toJson(document);
    }

    /** Puts an event into the outbox. */
    public void publish(Event event) {
        var waiting = new Outbox();
        waiting.type = event.type();
        waiting.subject = event.subject();
        waiting.occurredAt = at;
        waiting.data = json.toJson(event);
        waiting.waitFrom(at);
    }

    void audit(String outcome, @Nullable Object reason, List<Effect> effects) {
        var entry = new Audit();
        entry.at = at;
        entry.actor = by().subject();
        entry.role = by().role().group();
        entry.function = call.function();
        entry.source = call.origin();
        entry.key = call.key();
        entry.correlationId = call.correlationId();
        entry.outcome = outcome;
        entry.reason = reason == null ? null : json.toJson(reason);
        entry.effects = json.toJson(effects);
        entry.persist();
    }
}
