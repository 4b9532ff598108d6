package io.quittance.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.desk.Json;
import io.quittance.persistence.Outbox;
import java.time.Instant;

/**
 * An event as it is sent: CloudEvents 1.0, in its JSON form. {@code docs/events} has a schema for each type.
 *
 * @param id the same for every delivery; a consumer that has seen it can skip the event
 * @param source the publisher: this software, for one tenant
 * @param subject the id of what it happened to
 * @param time the moment of the change
 * @param tenant an extension of ours
 */
public record CloudEvent(
        String specversion,
        String id,
        String source,
        Instant time,
        String type,
        String subject,
        String datacontenttype,
        JsonNode data,
        String tenant) {

    static CloudEvent of(Outbox event, String tenant, Json json) {
        return new CloudEvent(
                "1.0",
                event.id.toString(),
                EventSource.of(tenant),
                event.occurredAt,
                event.type,
                event.subject,
                "application/json",
                json.read(event.data, JsonNode.class),
                tenant);
    }
}
