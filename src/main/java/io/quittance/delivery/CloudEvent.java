package io.quittance.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.desk.Json;
import io.quittance.persistence.Outbox;
import java.time.Instant;

/**
 * An event as it is sent: CloudEvents 1.0, in its JSON form. {@code docs/events} has a schema for each type.
 *
 * @param id the same at every delivery; whoever has seen it need not look again
 * @param source who tells it: this software, for one tenant
 * @param subject the id of what it happened to
 * @param time when it happened
 * @param tenant an extension of ours
 */
public record CloudEvent(
        String specversion,
        String id,
        String source,
        String type,
        String subject,
        Instant time,
        String datacontenttype,
        String tenant,
        JsonNode data) {

    static CloudEvent of(Outbox event, String tenant, Json json) {
        return new CloudEvent(
                "1.0",
                event.id.toString(),
                EventSource.of(tenant),
                event.type,
                event.subject,
                event.occurredAt,
                "application/json",
                tenant,
                json.read(event.data, JsonNode.class));
    }
}
